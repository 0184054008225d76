import Foundation

/// A camera that records only while something is in view, and a while after.
package enum MotionGate {
  /// Gives the share of time in which it records.
  ///
  /// Visitors come at random and stay as they like (M/G/infinity), so that the scene with its after-run
  /// is empty with probability exp(-visitors x (mean dwell + after-run)). Visitors are a second.
  package static func duty(
    visitorRate: Double, meanDwell: Double, afterRun: Double
  ) throws(FleetError) -> Double {
    try Argument.notNegative(visitorRate, "visitor rate")
    try Argument.notNegative(meanDwell, "mean dwell")
    try Argument.notNegative(afterRun, "after-run")
    return -expm1(-visitorRate * (meanDwell + afterRun))
  }
}

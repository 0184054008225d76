import Foundation

/// Instances that can be taken away with a notice of two minutes.
package enum SpotInstances {
  /// The hours of a month that monthly frequencies and prices are about.
  package static let hoursPerMonth = 730.0
  /// The seconds between notice and end.
  package static let noticeSeconds = 120.0

  /// Gives the interruptions of an instance in an hour from the share interrupted in a month.
  package static func hazard(monthlyShare: Double) throws(FleetError) -> Double {
    try Argument.shareBelowOne(monthlyShare, "share interrupted in a month")
    return -log1p(-monthlyShare) / hoursPerMonth
  }

  /// Gives the interruptions to expect in some hours of instances.
  package static func interruptions(
    monthlyShare: Double, instanceHours: Double
  ) throws(FleetError) -> Double {
    try Argument.notNegative(instanceHours, "hours of instances")
    return try hazard(monthlyShare: monthlyShare) * instanceHours
  }

  /// Gives the instances that lack on average while others start.
  ///
  /// One that is taken away is replaced from the notice on, so only the start beyond it counts.
  package static func lackingInstances(
    monthlyShare: Double, instances: Double, bootSeconds: Double
  ) throws(FleetError) -> Double {
    try Argument.notNegative(instances, "number of instances")
    try Argument.notNegative(bootSeconds, "seconds to boot")
    let gap = max(0, bootSeconds - noticeSeconds) / 3600
    return try hazard(monthlyShare: monthlyShare) * instances * gap
  }

  /// Gives the share of pieces of work that an interruption catches while they are done.
  package static func lostShare(
    monthlyShare: Double, serviceSeconds: Double
  ) throws(FleetError) -> Double {
    try Argument.notNegative(serviceSeconds, "seconds of service")
    return -expm1(-(try hazard(monthlyShare: monthlyShare)) * serviceSeconds / 3600)
  }

  /// Gives the times that a piece of work is begun until it is done, where a share is lost each time.
  package static func attempts(lostShare: Double) throws(FleetError) -> Double {
    try Argument.shareBelowOne(lostShare, "share lost")
    return 1 / (1 - lostShare)
  }
}

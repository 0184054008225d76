import Foundation

/// The numbers along an axis: its ends, and round numbers to mark it with.
struct Scale: Hashable, Sendable {
  let low: Double
  let high: Double
  /// The marked numbers, rising, within the ends.
  let marks: [Double]
  private let step: Double

  /// Makes a scale that covers all finite values, with ends at round numbers.
  ///
  /// `about` is the wished number of marks. Steps are 1, 2, 2.5 or 5 times a power of ten.
  init(covering values: [Double], about: Int) {
    let finite = values.filter { $0.isFinite && abs($0) < 1e300 }
    var low = finite.min() ?? 0
    var high = finite.max() ?? 1
    if high - low <= abs(high) * 1e-12 {
      let spread = max(abs(high) * 0.1, high == 0 ? 1 : 0)
      low -= spread
      high += spread
    }
    let step = Scale.roundStep((high - low) / Double(max(about, 1)))
    self.init(
      low: (low / step + 1e-9).rounded(.down) * step,
      high: (high / step - 1e-9).rounded(.up) * step, step: step)
  }

  /// Makes a scale with given ends.
  init(from low: Double, to high: Double, about: Int) {
    guard abs(low) < 1e300, abs(high) < 1e300, high - low > abs(high) * 1e-12 else {
      self.init(covering: [low, high], about: about)
      return
    }
    self.init(low: low, high: high, step: Scale.roundStep((high - low) / Double(max(about, 1))))
  }

  private init(low: Double, high: Double, step: Double) {
    self.low = low
    self.high = high
    self.step = step
    marks = Scale.marks(from: low, to: high, step: step)
  }

  /// Gives the share of the way from the low end to the high end.
  func position(_ value: Double) -> Double { (value - low) / (high - low) }

  /// Tells whether a number lies on the axis.
  func contains(_ value: Double) -> Bool { value >= low && value <= high }

  /// Writes a marked number with the digits that its neighbours ask for.
  func text(_ mark: Double) -> String { NumberText.text(mark, step: step) }

  private static func roundStep(_ rough: Double) -> Double {
    let power = Foundation.pow(10, Foundation.log10(rough).rounded(.down))
    let choices = [1, 2, 2.5, 5, 10].map { $0 * power }
    return choices.min { abs($0 - rough) < abs($1 - rough) } ?? power
  }

  private static func marks(from low: Double, to high: Double, step: Double) -> [Double] {
    let first = Int64((low / step - 1e-6).rounded(.up))
    let last = Int64((high / step + 1e-6).rounded(.down))
    guard last >= first, last - first < 100 else { return [] }
    return (first...last).map { Double($0) * step }
  }
}

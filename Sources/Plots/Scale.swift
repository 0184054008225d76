import Documents
import Foundation

/// The numbers along an axis: its ends, and round numbers to mark it with.
struct Scale: Hashable, Sendable {
  let low: Double
  let high: Double
  /// The marked numbers, rising, within the ends.
  let marks: [Double]
  /// Whether equal steps are equal ratios; both ends are then above zero.
  let isLogarithmic: Bool
  private let step: Double
  /// What is written at a mark that is no round number.
  private var words: [Double: String] = [:]

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
    let step = Scale.roundStep(from: low, to: high, about: about)
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
    self.init(low: low, high: high, step: Scale.roundStep(from: low, to: high, about: about))
  }

  /// Makes a scale of ratios that covers all values above zero; without any it is 1 to 10.
  init(ratiosCovering values: [Double], about: Int) {
    let positive = values.filter { $0 > 1e-300 && $0 < 1e300 }
    let low = positive.min() ?? 1
    let high = positive.max() ?? 10
    let span = high > low ? Foundation.pow(high / low, 0.03) : 2
    self.low = low / span
    self.high = high * span
    isLogarithmic = true
    step = 0
    marks = Scale.ratioMarks(from: self.low, to: self.high, about: about)
  }

  /// Makes the scale of an axis: its own range, or one that covers the values.
  init(_ axis: Figure.Axis, covering values: [Double], about: Int) {
    if let range = axis.range, !axis.marks.isEmpty, !axis.isLogarithmic {
      self.init(from: range, axis.marks)
    } else if axis.isLogarithmic {
      let ends = axis.range.map { [$0.lowerBound, $0.upperBound] }
      self.init(ratiosCovering: ends ?? values, about: about)
    } else if let range = axis.range {
      self.init(from: range.lowerBound, to: range.upperBound, about: about)
    } else {
      self.init(covering: values, about: about)
    }
  }

  private init(from range: ClosedRange<Double>, _ marks: [Figure.Mark]) {
    low = range.lowerBound
    high = range.upperBound
    isLogarithmic = false
    step = 1
    let inside = marks.filter { range.contains($0.value) }
    self.marks = inside.map(\.value)
    words = Dictionary(inside.map { ($0.value, $0.text) }) { first, _ in first }
  }

  private init(low: Double, high: Double, step: Double) {
    self.low = low
    self.high = high
    self.step = step
    isLogarithmic = false
    marks = Scale.marks(from: low, to: high, step: step)
  }

  /// Gives the share of the way from the low end to the high end.
  func position(_ value: Double) -> Double {
    isLogarithmic
      ? Foundation.log(value / low) / Foundation.log(high / low) : (value - low) / (high - low)
  }

  /// Gives the value at a share of the way from the low end to the high end.
  func value(at position: Double) -> Double {
    isLogarithmic ? low * Foundation.pow(high / low, position) : low + position * (high - low)
  }

  /// Tells whether a number lies on the axis.
  func contains(_ value: Double) -> Bool { value >= low && value <= high }

  /// Writes a marked number with the digits that its neighbours ask for.
  func text(_ mark: Double) -> String {
    if let word = words[mark] { return word }
    return isLogarithmic ? NumberText.text(mark, step: mark) : NumberText.text(mark, step: step)
  }

  /// Between whole numbers some way apart steps are whole too: half a room is nowhere.
  private static func roundStep(from low: Double, to high: Double, about: Int) -> Double {
    let isWhole = low == low.rounded() && high == high.rounded() && high - low >= 3
    let rough = (high - low) / Double(max(about, 1))
    let power = Foundation.pow(10, Foundation.log10(rough).rounded(.down))
    let choices = [1, 2, 2.5, 5, 10].map { $0 * power }
      .filter { !isWhole || $0 == $0.rounded() }
    return choices.min { abs($0 - rough) < abs($1 - rough) } ?? power
  }

  private static func marks(from low: Double, to high: Double, step: Double) -> [Double] {
    let first = Int64((low / step - 1e-6).rounded(.up))
    let last = Int64((high / step + 1e-6).rounded(.down))
    guard last >= first, last - first < 100 else { return [] }
    return (first...last).map { Double($0) * step }
  }

  /// Powers of ten, with 2 and 5 times them where they are few, or only some where they are many.
  private static func ratioMarks(from low: Double, to high: Double, about: Int) -> [Double] {
    let first = Int(Foundation.log10(low).rounded(.down))
    let last = Int(Foundation.log10(high).rounded(.up))
    let decades = max(last - first, 1)
    let factors: [Double] = decades <= max(about / 2, 2) ? [1, 2, 5] : [1]
    let skip = max(1, decades / max(about, 1))
    var marks: [Double] = []
    for power in stride(from: first, through: last, by: skip) {
      let ten = Foundation.pow(10, Double(power))
      marks += factors.map { $0 * ten }
    }
    let slack = 1e-12
    return marks.filter { $0 >= low * (1 - slack) && $0 <= high * (1 + slack) }
  }
}

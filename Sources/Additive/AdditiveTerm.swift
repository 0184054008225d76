/// What one feature adds in training: a curve, or a slope where it has two values only.
enum AdditiveTerm: Sendable {
  /// Splines between breaks, of the share of the way from the low to the high value.
  case curve(SplineBasis, low: Double, high: Double)
  /// A multiple of the value's distance from its mean, measured in the range of the values.
  case slope(low: Double, high: Double)
  /// Nothing, for a feature with one value.
  case none

  /// Chooses the form for a feature's values, which are finite.
  init(_ values: [Double], segments: Int) {
    let sorted = values.sorted()
    var distinct: [Double] = []
    for value in sorted where value != distinct.last { distinct.append(value) }
    guard let low = distinct.first, let high = distinct.last, low < high else {
      self = .none
      return
    }
    guard distinct.count > 2 else {
      self = .slope(low: low, high: high)
      return
    }
    self = .curve(
      SplineBasis(
        breaks: Self.breaks(distinct, low: low, high: high, segments: segments)),
      low: low, high: high)
  }

  /// Places breaks so that each segment has about as many different values.
  private static func breaks(
    _ distinct: [Double], low: Double, high: Double, segments: Int
  ) -> [Double] {
    let count = max(1, min(segments, distinct.count - 3))
    var breaks: [Double] = [0]
    for segment in 1..<max(count, 1) {
      let place = Double(segment) / Double(count) * Double(distinct.count - 1)
      let (index, share) = (Int(place), place - place.rounded(.down))
      let value =
        distinct[index] + share * (distinct[min(index + 1, distinct.count - 1)] - distinct[index])
      let position = (value - low) / (high - low)
      // Values that stand too near each other for a segment between them share one.
      if position > breaks[breaks.count - 1] + 1e-6, position < 1 - 1e-6 { breaks.append(position) }
    }
    return breaks + [1]
  }

  /// The number of coefficients: one function of a curve is left out, as all of them add up to 1.
  var coefficientCount: Int {
    switch self {
    case .curve(let basis, _, _): basis.functionCount - 1
    case .slope: 1
    case .none: 0
    }
  }

  /// What makes a term rough, for each pair of coefficients.
  var penalty: [[Double]] {
    switch self {
    case .curve(let basis, _, _):
      basis.roughness.dropLast().map { Array($0.dropLast()) }
    case .slope: [[1]]
    case .none: []
    }
  }

  /// Gives the coefficients that a value brings into play, and their factors.
  func factors(at value: Double) -> (first: Int, values: SIMD4<Double>, count: Int) {
    switch self {
    case .curve(let basis, let low, let high):
      let share = min(max((value - low) / (high - low), 0), 1)
      let segment = basis.segment(of: share)
      let count = min(4, coefficientCount - segment)
      return (segment, basis.values(segment: segment, at: share), count)
    case .slope(let low, let high):
      return (0, SIMD4((value - low) / (high - low), 0, 0, 0), 1)
    case .none:
      return (0, .zero, 0)
    }
  }
}

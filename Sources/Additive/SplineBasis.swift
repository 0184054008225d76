/// Cubic B-splines over 0...1, as polynomials on each segment between breaks.
///
/// De Boor: A practical guide to splines, revised edition, 2001, chapter IX. The end breaks count
/// four times. On segment s the functions s, s + 1, s + 2 and s + 3 are not zero, and add up to 1.
struct SplineBasis: Sendable {
  /// Strictly increasing, from 0 to 1.
  let breaks: [Double]
  /// For each segment and each of its four functions, the coefficients of 1, u, u² and u³, where u
  /// is the distance from the segment's left break.
  private let pieces: [[SIMD4<Double>]]

  /// The number of stretches between breaks.
  var segmentCount: Int { breaks.count - 1 }
  /// The number of functions, three more than there are segments.
  var functionCount: Int { segmentCount + 3 }

  /// Takes strictly increasing breaks from 0 to 1.
  init(breaks: [Double]) {
    precondition(breaks.count >= 2, "there is a segment")
    self.breaks = breaks
    let knots = [0, 0, 0] + breaks + [1, 1, 1]
    pieces = (0..<(breaks.count - 1)).map { Self.polynomials(knots, segment: $0) }
  }

  /// Builds the four functions of a segment by the recurrence of Cox and de Boor.
  private static func polynomials(_ knots: [Double], segment: Int) -> [SIMD4<Double>] {
    let left = segment + 3
    let origin = knots[left]
    // Of degree d, the functions left - d ... left are not zero on the segment.
    var functions = [SIMD4<Double>(1, 0, 0, 0)]
    for degree in 1...3 {
      var next = [SIMD4<Double>](repeating: .zero, count: degree + 1)
      for (place, function) in functions.enumerated() {
        let first = left - degree + 1 + place
        let (low, high) = (knots[first], knots[first + degree])
        let shifted = SIMD4<Double>(0, function[0], function[1], function[2])
        // (x - low) / (high - low) goes up to the function of the same first knot, the rest to the
        // one before it.
        let rising = (shifted + (origin - low) * function) / (high - low)
        next[place + 1] += rising
        next[place] += function - rising
      }
      functions = next
    }
    return functions
  }

  /// Gives the segment that holds a value of 0...1.
  func segment(of value: Double) -> Int {
    PiecewiseCubic.segment(of: value, in: breaks)
  }

  /// Gives the values of the segment's four functions at a place in it.
  func values(segment: Int, at value: Double) -> SIMD4<Double> {
    let u = value - breaks[segment]
    var values = SIMD4<Double>.zero
    for (place, c) in pieces[segment].enumerated() {
      values[place] = ((c[3] * u + c[2]) * u + c[1]) * u + c[0]
    }
    return values
  }

  /// Gives the integral of the product of second derivatives for each pair of functions.
  ///
  /// Second derivatives are straight lines on each segment, so this is exact.
  var roughness: [[Double]] {
    var matrix = [[Double]](
      repeating: [Double](repeating: 0, count: functionCount), count: functionCount)
    for segment in 0..<segmentCount {
      let width = breaks[segment + 1] - breaks[segment]
      let ends = pieces[segment].map { (2 * $0[2], 2 * $0[2] + 6 * $0[3] * width) }
      for i in 0..<4 {
        for j in 0..<4 {
          let (a, b) = (ends[i], ends[j])
          matrix[segment + i][segment + j] +=
            width / 6 * (2 * a.0 * b.0 + a.0 * b.1 + a.1 * b.0 + 2 * a.1 * b.1)
        }
      }
    }
    return matrix
  }

  /// Gives the weighted sum of the functions as one polynomial a segment.
  func sum(_ coefficients: [Double]) -> [SIMD4<Double>] {
    pieces.indices.map { segment in
      pieces[segment].enumerated().reduce(SIMD4.zero) {
        $0 + coefficients[segment + $1.offset] * $1.element
      }
    }
  }
}

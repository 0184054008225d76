import Digests

/// A smooth function of one feature: a cubic between breaks, a straight line beyond the ends.
struct PiecewiseCubic: Sendable, Equatable {
  /// The least and the greatest value in training, which differ.
  let low: Double
  let high: Double
  /// Strictly increasing from 0 to 1, as shares of the way from low to high.
  let breaks: [Double]
  /// For each segment the coefficients of 1, u, u² and u³, u being the distance from its left break.
  let pieces: [SIMD4<Double>]

  /// Gives the function's value, in units of the target.
  func value(at x: Double) -> Double {
    let share = (x - low) / (high - low)
    let inside = min(max(share, 0), 1)
    let segment = Self.segment(of: inside, in: breaks)
    let u = inside - breaks[segment]
    let c = pieces[segment]
    let value = ((c[3] * u + c[2]) * u + c[1]) * u + c[0]
    guard share != inside else { return value }
    let slope = (3 * c[3] * u + 2 * c[2]) * u + c[1]
    return value + slope * (share - inside)
  }

  /// Gives the last segment that begins at or before a value of 0...1.
  static func segment(of value: Double, in breaks: [Double]) -> Int {
    var (low, high) = (0, breaks.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if breaks[middle] <= value { low = middle } else { high = middle }
    }
    return low
  }

  func encode(into writer: inout ByteWriter) {
    writer.number(low)
    writer.number(high)
    writer.numbers(breaks)
    writer.numbers(pieces.flatMap { [$0[0], $0[1], $0[2], $0[3]] })
  }

  init(low: Double, high: Double, breaks: [Double], pieces: [SIMD4<Double>]) {
    self.low = low
    self.high = high
    self.breaks = breaks
    self.pieces = pieces
  }

  init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    low = try reader.number()
    high = try reader.number()
    let breaks = try reader.numbers()
    let numbers = try reader.numbers()
    guard low < high, (high - low).isFinite, breaks.count >= 2, breaks.first == 0,
      breaks.last == 1, zip(breaks, breaks.dropFirst()).allSatisfy({ $0 < $1 }),
      numbers.count == 4 * (breaks.count - 1)
    else { throw reader.failure("a piecewise cubic function") }
    self.breaks = breaks
    pieces = stride(from: 0, to: numbers.count, by: 4).map {
      SIMD4(numbers[$0], numbers[$0 + 1], numbers[$0 + 2], numbers[$0 + 3])
    }
  }
}

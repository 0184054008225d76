import Fleet
import Testing

/// Expects a number within a distance of another.
func expect(
  _ value: Double, is expected: Double, within tolerance: Double,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(
    abs(value - expected) <= tolerance, "\(value) is not \(expected) ± \(tolerance)",
    sourceLocation: sourceLocation)
}

/// Weekday counts of four places in Melbourne by hour, as multiples of each counter's mean, with the
/// mean an hour (City of Melbourne: pedestrian counting system, 2015 and 2016).
enum Melbourne {
  static let places: [(name: String, mean: Double, shares: [Double])] = [
    (
      "Southern Cross Station", 496,
      [
        0.04, 0.02, 0.01, 0.01, 0.01, 0.12, 0.83, 2.78, 5.57, 2.79, 1.02, 0.94, 2.10, 1.92, 1.18,
        1.51, 3.22, 4.66, 1.90, 0.61, 0.29, 0.22, 0.16, 0.10,
      ]
    ),
    (
      "Bourke Street Mall", 1229,
      [
        0.07, 0.04, 0.02, 0.02, 0.02, 0.03, 0.08, 0.24, 0.60, 0.74, 1.11, 1.58, 2.50, 2.79, 2.29,
        2.21, 2.20, 2.44, 1.98, 1.27, 0.86, 0.56, 0.32, 0.18,
      ]
    ),
    (
      "QV Market, Elizabeth Street", 535,
      [
        0.21, 0.14, 0.09, 0.07, 0.06, 0.11, 0.25, 0.51, 1.00, 1.15, 1.40, 1.74, 2.71, 2.62, 1.79,
        1.44, 1.28, 1.35, 1.23, 1.08, 0.93, 0.74, 0.52, 0.36,
      ]
    ),
    (
      "Birrarung Marr", 496,
      [
        0.12, 0.04, 0.03, 0.03, 0.03, 0.08, 0.33, 0.85, 1.35, 0.74, 0.81, 0.93, 1.43, 1.52, 1.14,
        1.03, 1.23, 2.02, 2.13, 1.42, 0.72, 0.66, 1.10, 0.59,
      ]
    ),
  ]

  /// The frames a second of 1000 gated cameras, a quarter on each place at a tenth of its counts.
  static func frames() throws -> [Double] {
    try (0..<24).map { hour in
      try places.reduce(0) { sum, place in
        let visitors = place.shares[hour] * place.mean * 0.1 / 3600
        return sum + 250
          * (try MotionGate.duty(visitorRate: visitors, meanDwell: 13.38, afterRun: 10))
      }
    }
  }

  /// The load in busy instances of 4.5 frames a second.
  static func load() throws -> DailyProfile { try DailyProfile(frames().map { $0 / 4.5 }) }
}

/// A quantity over the day: its mean in each of some equal parts, such as the 24 hours.
///
/// Between the middles of two parts it goes in a straight line, and from the last on to the first.
package struct DailyProfile: Sendable, Hashable {
  /// The seconds of a day.
  package static let daySeconds = 86_400.0

  package let values: [Double]

  /// Takes the values of 1 to 86400 equal parts of the day, each at least 0.
  package init(_ values: [Double]) throws(FleetError) {
    guard !values.isEmpty, values.count <= 86_400 else {
      throw FleetError(
        argument: "number of parts of the day", value: Double(values.count),
        allowed: "1 to 86400, such as 24 hours")
    }
    for value in values { try Argument.notNegative(value, "value of a part of the day") }
    self.values = values
  }

  /// Gives the value at a second; days repeat.
  package func value(at second: Double) -> Double {
    if values.count == 1 { return values[0] }
    let part = Self.daySeconds / Double(values.count)
    let place = second / part - 0.5
    let below = place.rounded(.down)
    let way = place - below
    let first = values[index(below)]
    return first + (values[index(below + 1)] - first) * way
  }

  /// The largest value at any time.
  package var maximum: Double { values.max() ?? 0 }

  /// The mean over a day.
  package var mean: Double { values.reduce(0, +) / Double(values.count) }

  private func index(_ part: Double) -> Int {
    let count = values.count
    let rest = Int(part) % count
    return rest < 0 ? rest + count : rest
  }
}

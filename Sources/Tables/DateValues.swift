/// Moments in time, one a row, with the way in which they were written.
package struct DateValues: Sendable {
  /// The smallest unit that was written.
  package enum Precision: UInt8, Sendable, Hashable, Comparable, CaseIterable {
    case day, second, millisecond

    package static func < (a: Precision, b: Precision) -> Bool { a.rawValue < b.rawValue }
  }

  /// Seconds since 1970 began in UTC, exact to the millisecond; not-a-number is missing.
  package let seconds: [Double]
  /// The unit of the finest value; whole days have no time of day.
  package let precision: Precision
  /// Whether the values were written with a time zone; without one they count as UTC.
  package let hasZone: Bool

  /// Takes seconds of the years 1 to 9999 that are multiples of the unit.
  package init(_ seconds: [Double], precision: Precision, hasZone: Bool = false) {
    precondition(
      seconds.allSatisfy { $0.isNaN || Self.allows($0, precision) },
      "every moment is a multiple of the unit in the years 1 to 9999")
    self.init(unchecked: seconds, precision: precision, hasZone: hasZone)
  }

  /// Takes seconds that are right by the way they were made.
  init(unchecked seconds: [Double], precision: Precision, hasZone: Bool) {
    self.seconds = seconds
    self.precision = precision
    self.hasZone = hasZone && precision != .day
  }

  /// Gives the value of a row as ISO 8601 writes it, nil where it is missing.
  package func text(_ row: Int) -> String? {
    guard !seconds[row].isNaN else { return nil }
    var bytes: [UInt8] = []
    append(row, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Adds the value of a row as ISO 8601 writes it; nothing where it is missing.
  package func append(_ row: Int, to bytes: inout [UInt8]) {
    guard !seconds[row].isNaN else { return }
    ISODate.append(seconds[row], precision: precision, hasZone: hasZone, to: &bytes)
  }

  /// Gives the rows asked for, in that order.
  package func rows(_ rows: [Int]) -> DateValues {
    DateValues(unchecked: rows.map { seconds[$0] }, precision: precision, hasZone: hasZone)
  }

  /// Tells whether a number of seconds is a moment that the unit can write.
  package static func allows(_ seconds: Double, _ precision: Precision) -> Bool {
    guard seconds >= CivilDate.secondsMin, seconds < CivilDate.secondsEnd else { return false }
    switch precision {
    case .day: return seconds.truncatingRemainder(dividingBy: 86_400) == 0
    case .second: return seconds == seconds.rounded()
    case .millisecond: return (seconds * 1000).rounded() / 1000 == seconds
    }
  }
}

/// Dates and times as ISO 8601 writes them in tables.
///
/// `2024-05-31`, and with a time after `T` or a space: `10:30`, `10:30:15`, `10:30:15.250`, each
/// alone or with `Z`, `+02:00`, `+0200` or `+02` behind it. Digits beyond the millisecond are cut.
enum ISODate {
  /// Reads a moment, or gives nil where the bytes are none.
  static func parse(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Moment? {
    let start = range.lowerBound
    guard range.count >= 10, bytes[start + 4] == UInt8(ascii: "-"),
      bytes[start + 7] == UInt8(ascii: "-")
    else { return nil }
    var cursor = DateCursor(range)
    guard let year = cursor.digits(4...4, bytes), cursor.skip("-", bytes),
      let month = cursor.digits(2...2, bytes), cursor.skip("-", bytes),
      let day = cursor.digits(2...2, bytes)
    else { return nil }
    let date = CivilDate(year: year, month: month, day: day)
    if cursor.isAtEnd { return Moment(date, precision: .day) }
    guard cursor.skip("T", bytes) || cursor.skip(" ", bytes) || cursor.skip("t", bytes),
      let hour = cursor.digits(2...2, bytes), cursor.skip(":", bytes),
      let minute = cursor.digits(2...2, bytes)
    else { return nil }
    var second = 0
    var nanoseconds = 0
    var precision = DateValues.Precision.second
    if cursor.skip(":", bytes) {
      guard let read = cursor.digits(2...2, bytes) else { return nil }
      second = read
      if cursor.skip(".", bytes) || cursor.skip(",", bytes) {
        guard let read = cursor.nanoseconds(bytes) else { return nil }
        nanoseconds = read
        precision = .millisecond
      }
    }
    var zone: Int?
    if !cursor.isAtEnd {
      guard let read = cursor.zoneMinutes(bytes), cursor.isAtEnd else { return nil }
      zone = read
    }
    return Moment(
      date, hour: hour, minute: minute, second: second, nanoseconds: nanoseconds,
      precision: precision, zoneMinutes: zone)
  }

  /// Adds a moment in UTC, with the time only where the unit is less than a day.
  static func append(
    _ seconds: Double, precision: DateValues.Precision, hasZone: Bool, to bytes: inout [UInt8]
  ) {
    let milliseconds = Int((seconds * 1000).rounded())
    let days = Int((Double(milliseconds) / 86_400_000).rounded(.down))
    let date = CivilDate(daysSince1970: days)
    let time = milliseconds - days * 86_400_000
    append(date.year, width: 4, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    append(date.month, width: 2, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    append(date.day, width: 2, to: &bytes)
    guard precision != .day else { return }
    bytes.append(UInt8(ascii: "T"))
    append(time / 3_600_000, width: 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    append(time / 60_000 % 60, width: 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    append(time / 1000 % 60, width: 2, to: &bytes)
    if precision == .millisecond {
      bytes.append(UInt8(ascii: "."))
      append(time % 1000, width: 3, to: &bytes)
    }
    if hasZone { bytes.append(UInt8(ascii: "Z")) }
  }

  private static func append(_ value: Int, width: Int, to bytes: inout [UInt8]) {
    var scale = 1
    for _ in 1..<width { scale *= 10 }
    while scale > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(value / scale % 10))
      scale /= 10
    }
  }
}

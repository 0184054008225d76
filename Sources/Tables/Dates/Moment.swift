/// A moment that was read from a text, and how it was written.
struct Moment: Hashable {
  /// Milliseconds since 1970 began in UTC.
  var milliseconds: Int
  var precision: DateValues.Precision
  var hasZone: Bool
  /// Whether digits beyond the millisecond were cut off.
  var isCut: Bool

  /// The seconds since 1970, the nearest number to the milliseconds.
  var seconds: Double { Double(milliseconds) / 1000 }

  /// Takes a day and a time, or gives nil where a part is out of its range.
  init?(
    _ date: CivilDate?, hour: Int = 0, minute: Int = 0, second: Int = 0, nanoseconds: Int = 0,
    precision: DateValues.Precision, zoneMinutes: Int? = nil
  ) {
    guard let date, (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second)
    else { return nil }
    let minutes = date.daysSince1970 * 1440 + hour * 60 + minute - (zoneMinutes ?? 0)
    milliseconds = (minutes * 60 + second) * 1000 + nanoseconds / 1_000_000
    guard Double(milliseconds) >= CivilDate.secondsMin * 1000,
      Double(milliseconds) < CivilDate.secondsEnd * 1000
    else { return nil }
    self.precision = precision
    hasZone = zoneMinutes != nil
    isCut = !nanoseconds.isMultiple(of: 1_000_000)
  }
}

/// Reads digits and signs one after the other from the bytes of a field.
struct DateCursor {
  private(set) var index: Int
  let end: Int

  init(_ range: Range<Int>) {
    index = range.lowerBound
    end = range.upperBound
  }

  /// Whether all bytes were read.
  var isAtEnd: Bool { index == end }

  /// Looks at the next byte, 0 at the end.
  func peek(_ bytes: Span<UInt8>) -> UInt8 { index < end ? bytes[index] : 0 }

  /// Reads one byte if it is the one wanted.
  mutating func skip(_ scalar: Unicode.Scalar, _ bytes: Span<UInt8>) -> Bool {
    guard index < end, bytes[index] == UInt8(ascii: scalar) else { return false }
    index += 1
    return true
  }

  /// Reads so many digits.
  mutating func digits(_ count: ClosedRange<Int>, _ bytes: Span<UInt8>) -> Int? {
    var value = 0
    var read = 0
    while read < count.upperBound, index < end, bytes[index] &- 48 <= 9 {
      value = value * 10 + Int(bytes[index] &- 48)
      index += 1
      read += 1
    }
    return read >= count.lowerBound ? value : nil
  }

  /// Reads one to nine digits after a point as nanoseconds.
  mutating func nanoseconds(_ bytes: Span<UInt8>) -> Int? {
    let start = index
    guard var value = digits(1...9, bytes) else { return nil }
    for _ in (index - start)..<9 { value *= 10 }
    return value
  }

  /// Reads `Z`, `+01:00`, `+0100` or `+01` as minutes east of UTC.
  mutating func zoneMinutes(_ bytes: Span<UInt8>) -> Int? {
    if skip("Z", bytes) || skip("z", bytes) { return 0 }
    let isNegative = peek(bytes) == UInt8(ascii: "-")
    guard skip("+", bytes) || skip("-", bytes), let hours = digits(2...2, bytes) else { return nil }
    var minutes = 0
    if skip(":", bytes) || !isAtEnd {
      guard let read = digits(2...2, bytes) else { return nil }
      minutes = read
    }
    guard hours <= 23, minutes <= 59 else { return nil }
    return (isNegative ? -1 : 1) * (hours * 60 + minutes)
  }
}

/// A form in which dates are written, such as `%d.%m.%Y %H:%M`.
///
/// `%Y` is a year of four digits, `%y` of two (69 to 99 are of the century before), `%m` and `%d` a
/// month and a day of one or two digits, `%b` an English month of three letters or in full, `%H` an
/// hour, `%I` an hour with `%p` for AM and PM, `%M` minutes, `%S` seconds, `%f` their decimals, `%z`
/// a zone such as `+02:00` or `Z`, and `%%` a percent sign. All else stands for itself. A form
/// without a day means the first of the month. Several forms stand between ` | `; the first that fits
/// is taken.
package struct DatePattern: Hashable, Sendable {
  /// What is wrong with a pattern, as a sentence in lower case.
  package struct Refusal: Error, Hashable, Sendable {
    package let message: String
  }

  private enum Part: Hashable, Sendable {
    case field(UInt8)
    case byte(UInt8)
  }

  /// One of the forms.
  private struct Form: Hashable, Sendable {
    let parts: [Part]
    let precision: DateValues.Precision
    let hasDay: Bool
  }

  /// What stands between two forms.
  static let separator = " | "

  /// The pattern as it was written.
  package let text: String
  private let forms: [Form]

  package init(_ text: String) throws(Refusal) {
    self.text = text
    var forms: [Form] = []
    for part in text.split(separator: Self.separator, omittingEmptySubsequences: false) {
      forms.append(try Self.form(part))
    }
    self.forms = forms
  }

  private static func form(_ text: Substring) throws(Refusal) -> Form {
    var parts: [Part] = []
    var fields: Set<UInt8> = []
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        parts.append(.byte(byte))
        continue
      }
      guard let letter = bytes.popFirst(), "YymdbHIpMSfz%".utf8.contains(letter) else {
        throw Refusal(message: "after '%' stands one of Y, y, m, d, b, H, I, p, M, S, f, z and %")
      }
      guard letter != UInt8(ascii: "%") else {
        parts.append(.byte(letter))
        continue
      }
      guard fields.insert(letter).inserted else {
        throw Refusal(message: "'%\(Character(Unicode.Scalar(letter)))' stands there twice")
      }
      parts.append(.field(letter))
    }
    func has(_ letters: String) -> Bool { letters.utf8.contains { fields.contains($0) } }
    guard has("Yy"), has("mb"), has("d") || !has("HIMSfz") else {
      throw Refusal(
        message: "a date needs a year and a month, %Y and %m; with a time also a day, %d"
      )
    }
    guard !has("I") || has("p") else { throw Refusal(message: "'%I' needs '%p'") }
    return Form(
      parts: parts, precision: has("f") ? .millisecond : has("HIMS") ? .second : .day,
      hasDay: has("d"))
  }

  /// Reads a moment, or gives nil where the bytes are not of this form.
  func parse(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Moment? {
    for form in forms {
      if let moment = Self.parse(form, bytes, range) { return moment }
    }
    return nil
  }

  private static func parse(
    _ form: Form, _ bytes: Span<UInt8>, _ range: Range<Int>
  ) -> Moment? {
    var cursor = DateCursor(range)
    var found = Found()
    if !form.hasDay { found.day = 1 }
    for part in form.parts {
      switch part {
      case .byte(let byte):
        guard cursor.skip(Unicode.Scalar(byte), bytes) else { return nil }
      case .field(let letter):
        guard found.read(letter, &cursor, bytes) else { return nil }
      }
    }
    guard cursor.isAtEnd else { return nil }
    if let isAfternoon = found.isAfternoon {
      guard (1...12).contains(found.hour) else { return nil }
      found.hour = found.hour % 12 + (isAfternoon ? 12 : 0)
    }
    return Moment(
      CivilDate(year: found.year, month: found.month, day: found.day), hour: found.hour,
      minute: found.minute, second: found.second, nanoseconds: found.nanoseconds,
      precision: form.precision, zoneMinutes: found.zone)
  }

  private struct Found {
    var year = 0
    var month = 0
    var day = 0
    var hour = 0
    var minute = 0
    var second = 0
    var nanoseconds = 0
    var zone: Int?
    var isAfternoon: Bool?

    private static let months = [
      "january", "february", "march", "april", "may", "june", "july", "august", "september",
      "october", "november", "december",
    ]

    /// Reads one field and tells whether it was there.
    mutating func read(_ letter: UInt8, _ cursor: inout DateCursor, _ bytes: Span<UInt8>) -> Bool {
      func take(_ value: Int?, _ place: WritableKeyPath<Found, Int>) -> Bool {
        guard let value else { return false }
        self[keyPath: place] = value
        return true
      }
      switch Unicode.Scalar(letter) {
      case "Y": return take(cursor.digits(4...4, bytes), \.year)
      case "y":
        return take(cursor.digits(2...2, bytes).map { $0 + ($0 < 69 ? 2000 : 1900) }, \.year)
      case "m": return take(cursor.digits(1...2, bytes), \.month)
      case "d": return take(cursor.digits(1...2, bytes), \.day)
      case "b": return take(Self.month(&cursor, bytes), \.month)
      case "H", "I": return take(cursor.digits(1...2, bytes), \.hour)
      case "M": return take(cursor.digits(2...2, bytes), \.minute)
      case "S": return take(cursor.digits(2...2, bytes), \.second)
      case "f": return take(cursor.nanoseconds(bytes), \.nanoseconds)
      case "p":
        switch Self.word(&cursor, bytes) {
        case "am": isAfternoon = false
        case "pm": isAfternoon = true
        default: return false
        }
        return true
      default:
        zone = cursor.zoneMinutes(bytes)
        return zone != nil
      }
    }

    private static func month(_ cursor: inout DateCursor, _ bytes: Span<UInt8>) -> Int? {
      let word = word(&cursor, bytes)
      return months.firstIndex { $0 == word || $0.prefix(3) == word }.map { $0 + 1 }
    }

    private static func word(_ cursor: inout DateCursor, _ bytes: Span<UInt8>) -> String {
      var word = ""
      while case let byte = cursor.peek(bytes) | 0x20, (97...122).contains(byte) {
        word.unicodeScalars.append(Unicode.Scalar(byte))
        guard cursor.skip(Unicode.Scalar(cursor.peek(bytes)), bytes) else { break }
      }
      return word
    }
  }
}

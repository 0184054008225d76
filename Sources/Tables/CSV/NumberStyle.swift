/// How numbers are written: the decimal mark, what stands between thousands, and signs of currency.
package struct NumberStyle: Hashable, Sendable {
  /// The mark before the decimals.
  package enum Decimal: String, Hashable, Sendable, CaseIterable {
    case point = "."
    case comma = ","
  }

  /// What stands between groups of three digits; a space may also be one that does not break.
  package enum Thousands: String, Hashable, Sendable, CaseIterable {
    case none
    case point = "."
    case comma = ","
    case space = " "
    case apostrophe = "'"
  }

  package var decimal: Decimal
  package var thousands: Thousands
  /// The signs of currency that may stand before or after a number, such as `€`.
  package var currency: [String]

  package init(
    decimal: Decimal = .point, thousands: Thousands = .none, currency: [String] = []
  ) {
    self.decimal = decimal
    self.thousands = thousands
    self.currency = currency
  }

  /// Whether numbers are plain: a point, and neither groups nor signs of currency.
  var isPlain: Bool { decimal == .point && thousands == .none && currency.isEmpty }

  /// Gives a number in this style as plain bytes, or nil where it is not in this style.
  func plain(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8]? {
    guard range.count <= 100 else { return nil }
    var text = range.map { bytes[$0] }[...]
    let sign = Self.takeSign(&text)
    takeCurrency(&text)
    let isSigned = sign != nil || currency.isEmpty
    let innerSign = isSigned ? nil : Self.takeSign(&text)
    var plain: [UInt8] = (sign ?? innerSign).map { [$0] } ?? []
    let mark = UInt8(ascii: decimal == .point ? "." : ",")
    let end = text.firstIndex { $0 == mark || $0 == 0x65 || $0 == 0x45 } ?? text.endIndex
    guard appendWhole(text[..<end], to: &plain) else { return nil }
    for byte in text[end...] {
      if byte == mark {
        plain.append(UInt8(ascii: "."))
      } else if byte == UInt8(ascii: ".") {
        return nil
      } else {
        plain.append(byte)
      }
    }
    return plain
  }

  /// Adds digits without what stands between their groups, which must be of three.
  private func appendWhole(_ text: ArraySlice<UInt8>, to plain: inout [UInt8]) -> Bool {
    var groups: [[UInt8]] = [[]]
    var rest = text
    while !rest.isEmpty {
      if let mark = thousandsMarks.first(where: { rest.starts(with: $0) }) {
        rest = rest.dropFirst(mark.count)
        groups.append([])
      } else if let byte = rest.popFirst() {
        guard byte &- 48 <= 9 else { return false }
        groups[groups.count - 1].append(byte)
      }
    }
    if groups.count > 1 {
      guard (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 })
      else { return false }
    }
    for group in groups { plain.append(contentsOf: group) }
    return true
  }

  private var thousandsMarks: [[UInt8]] {
    switch thousands {
    case .none: []
    case .space: [" ", "\u{a0}", "\u{202f}", "\u{2009}"].map { Array($0.utf8) }
    case .apostrophe: ["'", "\u{2019}"].map { Array($0.utf8) }
    case .point, .comma: [Array(thousands.rawValue.utf8)]
    }
  }

  private static func takeSign(_ text: inout ArraySlice<UInt8>) -> UInt8? {
    guard text.first == UInt8(ascii: "-") || text.first == UInt8(ascii: "+") else { return nil }
    return text.popFirst()
  }

  /// Takes one sign of currency from the beginning or the end, with a space to the number.
  private func takeCurrency(_ text: inout ArraySlice<UInt8>) {
    let spaces = [" ", "\u{a0}", "\u{202f}"].map { Array($0.utf8) }
    for sign in currency.map({ Array($0.utf8) }) where !sign.isEmpty {
      if text.starts(with: sign) {
        text = text.dropFirst(sign.count)
        if let space = spaces.first(where: { text.starts(with: $0) }) {
          text = text.dropFirst(space.count)
        }
        return
      }
      if text.reversed().starts(with: sign.reversed()) {
        text = text.dropLast(sign.count)
        if let space = spaces.first(where: { text.reversed().starts(with: $0.reversed()) }) {
          text = text.dropLast(space.count)
        }
        return
      }
    }
  }
}

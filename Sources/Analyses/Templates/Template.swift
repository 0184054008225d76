/// A text with values of stages in it, written as `{{STAGE.name}}`.
///
/// `\{{` stands for two brackets that begin no value.
package struct Template: Sendable, Hashable {
  /// A piece of a template.
  package enum Piece: Sendable, Hashable {
    /// Text as written, with the backslashes of brackets that begin no value.
    case text(String)
    case value(Reference)
  }

  /// A value that is to be put in.
  package struct Reference: Sendable, Hashable {
    /// The stage and the name, without the blanks around them.
    package let text: String
    /// Where it begins, in UTF-8 bytes of the template.
    package let offset: Int
  }

  /// What is wrong with the brackets of a template, and where, in UTF-8 bytes.
  package enum Problem: Sendable, Hashable {
    case empty(offset: Int)
    case unclosed(offset: Int)
  }

  package let source: String
  package let pieces: [Piece]
  package let problems: [Problem]

  /// Takes a template as written.
  package init(_ source: String) {
    self.source = source
    var scanner = TemplateScanner(source)
    scanner.scan()
    pieces = scanner.pieces
    problems = scanner.problems
  }

  /// The values in the order of the text.
  package var references: [Reference] {
    pieces.compactMap { piece in
      if case .value(let reference) = piece { reference } else { nil }
    }
  }

  /// Gives the text with its values put in; what stands around them stays as written.
  package func filled(_ value: (String) throws -> String) rethrows -> String {
    try pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .value(let reference): try value(reference.text)
      }
    }.joined()
  }

  /// Gives the text with its values put in, for texts in which a backslash has no other meaning.
  package func filledPlain(_ value: (String) throws -> String) rethrows -> String {
    try pieces.map { piece in
      switch piece {
      case .text(let text): text.replacing("\\{{", with: "{{")
      case .value(let reference): try value(reference.text)
      }
    }.joined()
  }
}

/// Reads a template from its first byte to its last.
private struct TemplateScanner {
  private static let open = Array("{{".utf8)
  private static let close = Array("}}".utf8)

  private let bytes: [UInt8]
  private var position = 0
  private var textStart = 0
  var pieces: [Template.Piece] = []
  var problems: [Template.Problem] = []

  init(_ source: String) {
    bytes = Array(source.utf8)
  }

  mutating func scan() {
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "\\") {
        position += isAt(Self.open, position + 1) ? 3 : 2
      } else if isAt(Self.open, position) {
        scanValue()
      } else {
        position += 1
      }
    }
    position = bytes.count
    endText()
  }

  private mutating func scanValue() {
    let start = position
    let body = start + 2
    var end = body
    while end < bytes.count, !isAt(Self.close, end), !isAt(Self.open, end) { end += 1 }
    guard isAt(Self.close, end) else {
      problems.append(.unclosed(offset: start))
      position = body
      return
    }
    endText()
    var (first, last) = (body, end)
    while first < last, Self.isBlank(bytes[first]) { first += 1 }
    while last > first, Self.isBlank(bytes[last - 1]) { last -= 1 }
    if first == last {
      problems.append(.empty(offset: start))
    } else {
      let text = String(decoding: bytes[first..<last], as: UTF8.self)
      pieces.append(.value(Template.Reference(text: text, offset: first)))
    }
    position = end + 2
    textStart = position
  }

  private mutating func endText() {
    if position > textStart {
      pieces.append(.text(String(decoding: bytes[textStart..<position], as: UTF8.self)))
    }
  }

  private func isAt(_ wanted: [UInt8], _ index: Int) -> Bool {
    index + 1 < bytes.count && bytes[index] == wanted[0] && bytes[index + 1] == wanted[1]
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}

import Diagnostics
import Yams

/// Finds how far the parser's nodes reach; the parser keeps the start of each only.
struct YAMLPlaces {
  private let source: SourceText
  /// The line asked for last, and how far in it: nodes come in order, and a line may be long.
  private var line = 0
  private var text = ""
  private var column = 1
  private var index = "".unicodeScalars.startIndex

  init(source: SourceText) {
    self.source = source
  }

  /// Gives the place of a node.
  mutating func place(of node: Node) -> YAMLNode.Place {
    let line = max(1, node.mark?.line ?? 1)
    let column = max(1, node.mark?.column ?? 1)
    let rest = rest(line: line, column: column)
    let length: Int
    switch node {
    case .scalar(let scalar): length = Self.length(of: scalar, in: rest)
    case .mapping(let mapping) where rest.first != "{":
      length = mapping.first.map { Self.length(of: $0.key.scalar, in: rest) } ?? 1
    default: length = 1
    }
    var blockLines: [String] = []
    if case .scalar(let scalar) = node, scalar.style == .literal {
      let count = scalar.string.split(separator: "\n", omittingEmptySubsequences: false).count
      blockLines = (1...count).compactMap { source.line(line + $0) }
    }
    return YAMLNode.Place(
      span: source.span(line: line, column: column, length: length), lineText: text,
      blockLines: blockLines)
  }

  /// Gives the text from a place up to the next blank, comma or bracket, at most 40 characters.
  mutating func word(at span: SourceSpan) -> String {
    let rest = rest(line: span.line, column: span.column)
    return String(rest.prefix(40).prefix { !" ,[]{}\t".unicodeScalars.contains($0) })
  }

  private mutating func rest(line: Int, column: Int) -> Substring.UnicodeScalarView {
    if line != self.line || column < self.column {
      if line != self.line { text = source.line(line) ?? "" }
      self.line = line
      self.column = 1
      index = text.unicodeScalars.startIndex
    }
    let scalars = text.unicodeScalars
    index =
      scalars.index(index, offsetBy: column - self.column, limitedBy: scalars.endIndex)
      ?? scalars.endIndex
    self.column = column
    return Substring(text).unicodeScalars[index...]
  }

  private static func length(
    of scalar: Node.Scalar?, in rest: Substring.UnicodeScalarView
  ) -> Int {
    guard let scalar else { return 1 }
    switch scalar.style {
    case .singleQuoted, .doubleQuoted:
      return lengthOfQuoted(rest, quote: scalar.style == .singleQuoted ? "'" : "\"")
    case .literal, .folded:
      return 1
    default:
      let text = scalar.string.unicodeScalars
      return rest.starts(with: text) ? max(1, text.count) : max(1, rest.count)
    }
  }

  /// A quote is closed by the next one that is not escaped: `''` in single, `\"` in double quotes.
  private static func lengthOfQuoted(
    _ rest: Substring.UnicodeScalarView, quote: Unicode.Scalar
  ) -> Int {
    var count = 1
    var escaped = false
    var rest = rest.dropFirst()
    while let character = rest.first {
      rest = rest.dropFirst()
      count += 1
      if escaped {
        escaped = false
      } else if character == quote {
        guard quote == "'", rest.first == "'" else { return count }
        escaped = true
      } else if character == "\\", quote == "\"" {
        escaped = true
      }
    }
    return count
  }
}

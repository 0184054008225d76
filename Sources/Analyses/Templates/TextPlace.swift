import Diagnostics

extension SourceText {
  /// Gives the place of a stretch inside the text of a scalar that starts at a place.
  ///
  /// The parser folds lines and takes indentation away, so the two texts are read side by side with
  /// all white space left out; what else differs is an escape. Where the texts part, or the scalar
  /// stands in another text, the start of the scalar has to do.
  func place(
    in text: String, offset: Int, length: Int, from start: YAMLNode.Place
  ) -> YAMLNode.Place {
    guard start.span.file == path else { return start }
    let wanted = text.utf8.prefix(offset)
    let skipped = String(decoding: Array(wanted), as: UTF8.self).unicodeScalars.count
    var walk = ScalarWalk(source: self, start: start.span)
    for scalar in text.unicodeScalars.prefix(skipped) where !ScalarWalk.isBlank(scalar) {
      guard walk.next() == scalar else { return start }
    }
    let target = text.unicodeScalars.dropFirst(skipped).first { !ScalarWalk.isBlank($0) }
    guard let target, walk.next() == target, let lineText = line(walk.line) else { return start }
    return YAMLNode.Place(
      span: span(
        line: walk.line, column: walk.column,
        length: min(length, lineText.unicodeScalars.count - walk.column + 1)),
      lineText: lineText)
  }
}

/// Goes through the characters of a scalar as written, white space left out.
private struct ScalarWalk {
  private enum Style {
    case plain
    case single
    case double
  }

  private let source: SourceText
  private let style: Style
  private var scalars: [Unicode.Scalar]
  /// The index of the next character in the line.
  private var index: Int
  /// The place of the last character given; both count from 1.
  private(set) var line: Int
  private(set) var column = 1

  init(source: SourceText, start: SourceSpan) {
    self.source = source
    let first = Array((source.line(start.line) ?? "").unicodeScalars)
    let sign = start.column - 1 < first.count ? first[start.column - 1] : " "
    let isBlock = sign == "|" || sign == ">"
    style = sign == "'" ? .single : sign == "\"" ? .double : .plain
    line = isBlock ? start.line + 1 : start.line
    scalars = isBlock ? Array((source.line(line) ?? "").unicodeScalars) : first
    index = isBlock ? 0 : start.column - 1 + (style == .plain ? 0 : 1)
  }

  /// Gives the next character that is no white space, nil at the end or at an escape by number.
  mutating func next() -> Unicode.Scalar? {
    while true {
      while index >= scalars.count {
        guard line < source.lineCount else { return nil }
        line += 1
        scalars = Array((source.line(line) ?? "").unicodeScalars)
        index = 0
      }
      let scalar = scalars[index]
      column = index + 1
      index += 1
      if Self.isBlank(scalar) { continue }
      if style == .single, scalar == "'" {
        index += 1
        return scalar
      }
      guard style == .double, scalar == "\\" else { return scalar }
      guard index < scalars.count else { continue }
      let escaped = scalars[index]
      index += 1
      switch escaped {
      case "\"", "\\", "/": return escaped
      case "n", "t", "r", " ": continue
      default: return nil
      }
    }
  }

  static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
  }
}

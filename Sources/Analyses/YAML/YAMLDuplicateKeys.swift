import Diagnostics
import Yams

/// Finds the second of two equal keys, of which the parser names the first.
///
/// The first is hidden behind characters that no key has, with all columns kept, and the text is
/// parsed again: then the mapping that it stands in can be looked at.
struct YAMLDuplicateKeys {
  private struct Hidden {
    let key: String
    let line: Int
    let column: Int

    init(_ key: String, at mark: Mark) {
      self.key = key
      line = mark.line
      column = mark.column
    }

    func stands(at mark: Mark?) -> Bool { mark?.line == line && mark?.column == column }
  }

  /// How many keys are hidden at most before the search is given up.
  private static let hiddenCountMax = 20

  private let source: SourceText
  private var scalars: [Unicode.Scalar]
  private var hidden: [Hidden] = []

  init(source: SourceText) {
    self.source = source
    scalars = Array(source.text.unicodeScalars)
  }

  /// Gives the problem of a key that the parser found twice, first at a mark.
  mutating func diagnostic(key: String, first: Mark) -> Diagnostic {
    let length = key.unicodeScalars.count
    let span = source.span(line: first.line, column: first.column, length: length)
    guard let root = parsedWithoutDuplicates(Hidden(key, at: first)),
      let second = second(of: Hidden(key, at: first), in: root)
    else {
      return Diagnostic(
        .duplicateKey, "the key '\(key)' stands here and once more in the same mapping",
        span: span, lineText: source.line(span.line), hints: ["keep one of the two"])
    }
    var places = YAMLPlaces(source: source)
    return Self.diagnostic(key, first: span, second: places.place(of: second))
  }

  /// Gives the problem of a key at two places.
  static func diagnostic(
    _ key: String, first: SourceSpan, second: YAMLNode.Place
  ) -> Diagnostic {
    Diagnostic(
      .duplicateKey, "the key '\(key)' stands here a second time", span: second.span,
      lineText: second.lineText, notes: [Diagnostic.Note("the first one is here", span: first)],
      hints: ["keep one of the two"])
  }

  /// Hides keys until the parser finds no equal ones, and gives the root.
  private mutating func parsedWithoutDuplicates(_ first: Hidden) -> Node? {
    var next = first
    while hidden.count < Self.hiddenCountMax {
      guard hide(next) else { return nil }
      do {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return try Yams.compose(yaml: String(text))
      } catch YamlError.duplicatedKeysInMapping(let duplicates, let context) {
        next = Hidden(duplicates.first ?? "", at: context.mark)
      } catch {
        return nil
      }
    }
    return nil
  }

  private mutating func hide(_ key: Hidden) -> Bool {
    guard var start = offset(of: key) else { return false }
    if start < scalars.count, scalars[start] == "\"" || scalars[start] == "'" { start += 1 }
    let wanted = Array(key.key.unicodeScalars)
    let end = start + wanted.count
    guard !wanted.isEmpty, end <= scalars.count, Array(scalars[start..<end]) == wanted,
      let cover = Unicode.Scalar(0xE000 + UInt32(hidden.count))
    else { return false }
    for index in start..<end { scalars[index] = cover }
    hidden.append(key)
    return true
  }

  private func offset(of key: Hidden) -> Int? {
    var line = 1
    var start = 0
    while line < key.line {
      guard let end = scalars[start...].firstIndex(of: "\n") else { return nil }
      start = end + 1
      line += 1
    }
    return start + key.column - 1
  }

  /// Gives the other key of the mapping that a hidden one stands in, hidden or not.
  private func second(of first: Hidden, in node: Node) -> Node? {
    switch node {
    case .mapping(let mapping):
      let keys = mapping.map(\.key)
      if keys.contains(where: { first.stands(at: $0.mark) }) {
        return keys.first { key in
          !first.stands(at: key.mark)
            && (key.string == first.key
              || hidden.contains { $0.key == first.key && $0.stands(at: key.mark) })
        }
      }
      for value in mapping.map(\.value) {
        if let found = second(of: first, in: value) { return found }
      }
    case .sequence(let sequence):
      for item in sequence {
        if let found = second(of: first, in: item) { return found }
      }
    default: break
    }
    return nil
  }
}

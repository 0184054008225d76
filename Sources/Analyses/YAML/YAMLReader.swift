package import Diagnostics
import Yams

/// Reads a YAML text into nodes with places, or says where it cannot be read.
///
/// Anchors, aliases, tags and merge keys are refused by name: what a stage does must be readable
/// where the stage stands. Size, depth and the number of nodes are bounded.
package struct YAMLReader {
  /// The largest text, in bytes.
  package static let byteCountMax = 4 << 20
  /// The deepest nesting of lists and mappings.
  package static let depthMax = 60
  /// The largest number of nodes.
  package static let nodeCountMax = 200_000

  private let source: SourceText
  private var nodeCount = 0

  /// Gives the root node of a text.
  package static func read(_ source: SourceText) throws(DiagnosticError) -> YAMLNode {
    var reader = YAMLReader(source: source)
    return try reader.root()
  }

  private init(source: SourceText) {
    self.source = source
  }

  private mutating func root() throws(DiagnosticError) -> YAMLNode {
    guard source.text.utf8.count <= Self.byteCountMax else {
      throw DiagnosticError(
        Diagnostic(
          .tooLarge, "the file has \(source.text.utf8.count) bytes; at most 4 MiB are read",
          span: source.span(line: 1, column: 1),
          hints: ["an analysis file holds stages, not data; put rows into a CSV file"]))
    }
    try checkDepth()
    let composed: Node?
    do {
      composed = try Yams.compose(yaml: source.text)
    } catch let error as YamlError {
      throw DiagnosticError(YAMLProblem(source: source).diagnostic(for: error))
    } catch {
      throw DiagnosticError(
        Diagnostic(.yamlSyntax, "the text cannot be read as YAML: \(error)", span: nil))
    }
    guard let composed else {
      throw DiagnosticError(
        Diagnostic(
          .yamlSyntax, "the file is empty", span: source.span(line: 1, column: 1),
          hints: ["an analysis begins with `workbench: 1` and has a list of `stages`"]))
    }
    return try convert(composed, depth: 0)
  }

  /// Bounds the nesting before the parser sees the text, since it works by recursion.
  private func checkDepth() throws(DiagnosticError) {
    var flow = 0
    for (index, line) in source.text.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      var dashes = 0
      var column = 0
      var leading = true
      for scalar in line.unicodeScalars {
        column += 1
        switch scalar {
        case "[", "{": flow += 1
        case "]", "}": flow = max(0, flow - 1)
        case "-", "?": if leading { dashes += 1 }
        case " ": break
        default: leading = false
        }
        guard flow <= 500, dashes <= 500 else {
          throw DiagnosticError(tooDeep(source.span(line: index + 1, column: column)))
        }
      }
    }
  }

  private func tooDeep(_ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .tooLarge, "lists and mappings are nested deeper than \(Self.depthMax) levels", span: span,
      lineText: source.line(span.line))
  }

  private mutating func convert(_ node: Node, depth: Int) throws(DiagnosticError) -> YAMLNode {
    let place = place(of: node)
    nodeCount += 1
    guard nodeCount <= Self.nodeCountMax else {
      throw DiagnosticError(
        Diagnostic(
          .tooLarge, "the file has more than \(Self.nodeCountMax) values", span: place.span,
          lineText: place.lineText))
    }
    guard depth <= Self.depthMax else { throw DiagnosticError(tooDeep(place.span)) }
    try refuseDecoration(node, at: place)
    switch node {
    case .scalar(let scalar):
      return YAMLNode(
        .scalar(YAMLScalar(scalar.string, isPlain: scalar.style == .plain)), place: place)
    case .sequence(let sequence):
      var items: [YAMLNode] = []
      for item in sequence { items.append(try convert(item, depth: depth + 1)) }
      return YAMLNode(.list(items), place: place)
    case .mapping(let mapping):
      var entries: [YAMLNode.Entry] = []
      for (key, value) in mapping {
        entries.append(try entry(key, value, depth: depth))
      }
      return YAMLNode(.mapping(entries), place: place)
    case .alias:
      throw DiagnosticError(
        Diagnostic(
          .aliasRefused, "aliases are not read", span: place.span, lineText: place.lineText))
    }
  }

  private mutating func entry(
    _ key: Node, _ value: Node, depth: Int
  ) throws(DiagnosticError) -> YAMLNode.Entry {
    let place = place(of: key)
    try refuseDecoration(key, at: place)
    guard case .scalar(let scalar) = key else {
      throw DiagnosticError(
        Diagnostic(
          .wrongType, "a key is a single word, not a list or a mapping", span: place.span,
          lineText: place.lineText))
    }
    if scalar.string == "<<" {
      throw DiagnosticError(
        Diagnostic(
          .aliasRefused, "merge keys ('<<') are not read", span: place.span,
          lineText: place.lineText, hints: ["write the settings out where they are used"]))
    }
    return YAMLNode.Entry(
      key: scalar.string, keyPlace: place, value: try convert(value, depth: depth + 1))
  }

  /// Refuses anchors and tags; the mark of a decorated node points at its first decoration.
  private func refuseDecoration(
    _ node: Node, at place: YAMLNode.Place
  ) throws(DiagnosticError) {
    let hint = "write the value out where it is used"
    if let anchor = node.anchor {
      throw DiagnosticError(
        Diagnostic(
          .aliasRefused, "anchors and aliases are not read ('&\(anchor.rawValue)')",
          span: place.span, lineText: place.lineText, hints: [hint]))
    }
    if scalarAt(place.span) == "!" {
      throw DiagnosticError(
        Diagnostic(
          .aliasRefused, "tags are not read ('!…')", span: place.span, lineText: place.lineText,
          hints: ["put a text into quotes instead of tagging it"]))
    }
  }

  private func scalarAt(_ span: SourceSpan) -> Unicode.Scalar? {
    source.line(span.line)?.unicodeScalars.dropFirst(span.column - 1).first
  }

  private func place(of node: Node) -> YAMLNode.Place {
    let line = node.mark?.line ?? 1
    let column = node.mark?.column ?? 1
    let text = source.line(line) ?? ""
    let rest = text.unicodeScalars.dropFirst(column - 1)
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

  /// The parser keeps the start of a scalar only, so the end is found in the line.
  private static func length(
    of scalar: Node.Scalar?, in rest: String.UnicodeScalarView.SubSequence
  ) -> Int {
    guard let scalar else { return 1 }
    switch scalar.style {
    case .singleQuoted, .doubleQuoted:
      let quote: Unicode.Scalar = scalar.style == .singleQuoted ? "'" : "\""
      var escaped = false
      for (index, character) in rest.enumerated().dropFirst() {
        if escaped {
          escaped = false
        } else if character == "\\", quote == "\"" {
          escaped = true
        } else if character == quote {
          return index + 1
        }
      }
      return rest.count
    case .literal, .folded:
      return 1
    default:
      let text = scalar.string.unicodeScalars
      return rest.starts(with: text) ? max(1, text.count) : max(1, rest.count)
    }
  }
}

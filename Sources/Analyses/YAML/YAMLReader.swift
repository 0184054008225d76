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
  private var places: YAMLPlaces
  private var nodeCount = 0

  /// Gives the root node of a text.
  package static func read(_ source: SourceText) throws(DiagnosticError) -> YAMLNode {
    var check = YAMLTextCheck(source: source)
    try check.check()
    var reader = YAMLReader(source: source)
    return try reader.root()
  }

  private init(source: SourceText) {
    self.source = source
    places = YAMLPlaces(source: source)
  }

  private mutating func root() throws(DiagnosticError) -> YAMLNode {
    try refuseAliases()
    guard let composed = try compose(source.text) else {
      throw DiagnosticError(
        Diagnostic(
          .yamlSyntax, "the file is empty", span: source.span(line: 1, column: 1),
          hints: ["an analysis begins with `workbench: 1` and has a list of `stages`"]))
    }
    return try convert(composed, depth: 0)
  }

  /// Refuses anchors and aliases before the parser follows them.
  ///
  /// The parser puts the anchored value wherever its alias stands, so a few lines can stand for
  /// more values than fit into memory. With `&` in the place of every `*` all columns are the same,
  /// no alias is left, and what was one is met as an anchor.
  private mutating func refuseAliases() throws(DiagnosticError) {
    let bytes = source.text.utf8
    guard bytes.contains(UInt8(ascii: "&")), bytes.contains(UInt8(ascii: "*")) else { return }
    if let composed = try compose(source.text.replacing("*", with: "&")) {
      _ = try convert(composed, depth: 0)
    }
    nodeCount = 0
  }

  private func compose(_ text: String) throws(DiagnosticError) -> Node? {
    do {
      return try Yams.compose(yaml: text)
    } catch let error as YamlError {
      throw DiagnosticError(YAMLProblem(source: source).diagnostic(for: error))
    } catch {
      throw DiagnosticError(
        Diagnostic(.yamlSyntax, "the text cannot be read as YAML: \(error)", span: nil))
    }
  }

  private mutating func convert(_ node: Node, depth: Int) throws(DiagnosticError) -> YAMLNode {
    let place = places.place(of: node)
    nodeCount += 1
    guard nodeCount <= Self.nodeCountMax else {
      throw DiagnosticError(
        Diagnostic(
          .tooLarge, "the file has more than \(Self.nodeCountMax) values", span: place.span,
          lineText: place.lineText))
    }
    guard depth <= Self.depthMax else {
      throw DiagnosticError(YAMLTextCheck.tooDeep(span: place.span, lineText: place.lineText))
    }
    try refuseDecoration(at: place)
    switch node {
    case .scalar(let scalar):
      return YAMLNode(
        .scalar(YAMLScalar(scalar.string, isPlain: scalar.style == .plain)), place: place)
    case .sequence(let sequence):
      var items: [YAMLNode] = []
      for item in sequence { items.append(try convert(item, depth: depth + 1)) }
      return YAMLNode(.list(items), place: place)
    case .mapping(let mapping):
      return YAMLNode(.mapping(try entries(of: mapping, depth: depth)), place: place)
    case .alias:
      throw refusal("aliases are not read", at: place)
    }
  }

  private mutating func entries(
    of mapping: Node.Mapping, depth: Int
  ) throws(DiagnosticError) -> [YAMLNode.Entry] {
    var entries: [YAMLNode.Entry] = []
    var keyPlaces: [String: YAMLNode.Place] = [:]
    for (key, value) in mapping {
      let place = places.place(of: key)
      try refuseDecoration(at: place)
      guard case .scalar(let scalar) = key else {
        throw DiagnosticError(
          Diagnostic(
            .wrongType, "a key is a single word, not a list or a mapping", span: place.span,
            lineText: place.lineText, hints: ["a text that begins with `{` or `[` needs quotes"]))
      }
      if scalar.string == "<<" { throw refusal("merge keys ('<<') are not read", at: place) }
      // The parser takes `1` and `"1"` for different keys.
      if let first = keyPlaces.updateValue(place, forKey: scalar.string) {
        throw DiagnosticError(
          YAMLDuplicateKeys.diagnostic(scalar.string, first: first.span, second: place))
      }
      entries.append(
        YAMLNode.Entry(
          key: scalar.string, keyPlace: place, value: try convert(value, depth: depth + 1)))
    }
    return entries
  }

  /// Refuses anchors, aliases and tags by the sign that the node's text begins with.
  ///
  /// A text without quotes cannot begin with one of them, and the nodes do not keep their anchors.
  private mutating func refuseDecoration(
    at place: YAMLNode.Place
  ) throws(DiagnosticError) {
    let word = places.word(at: place.span)
    switch word.first {
    case "&": throw refusal("anchors ('\(word)') are not read", at: place)
    case "*": throw refusal("aliases ('\(word)') are not read", at: place)
    case "!":
      throw DiagnosticError(
        Diagnostic(
          .aliasRefused, "tags ('\(word)') are not read", span: place.span,
          lineText: place.lineText, hints: ["put a text into quotes instead of tagging it"]))
    default: return
    }
  }

  private func refusal(_ headline: String, at place: YAMLNode.Place) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        .aliasRefused, headline, span: place.span, lineText: place.lineText,
        hints: ["write the value out where it is used; a text that begins with & or * needs quotes"]
      ))
  }
}

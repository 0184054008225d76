import Diagnostics

/// An input and where the file names it.
struct PlacedInput {
  let input: StageInput
  let place: YAMLNode.Place?
}

/// Reads what stands under `from`: which outputs of which stages go into which ports.
struct ReferenceReader {
  let draft: StageDraft
  let kind: any StageKind.Type
  /// The stages above that were understood, by id.
  let checked: [String: Stage]
  /// Every id of the file.
  let ids: [String]
  /// The ids above, also of stages with problems.
  let passed: Set<String>
  private(set) var diagnostics: [Diagnostic] = []
  /// The ports that a slip was probably meant for; nothing more is said about them.
  private var meantPorts: Set<String> = []
  /// Whether a stage with problems of its own is named, about which nothing more is said.
  private var isBlocked = false

  init(
    draft: StageDraft, kind: any StageKind.Type, checked: [String: Stage], ids: [String],
    passed: Set<String>
  ) {
    self.draft = draft
    self.kind = kind
    self.checked = checked
    self.ids = ids
    self.passed = passed
  }

  /// Gives the inputs in the order of the ports, or nil when something is wrong with them.
  mutating func read() -> [PlacedInput]? {
    let given = nodesByPort()
    var inputs: [PlacedInput] = []
    for port in ports(given) {
      guard let node = given[port.name], !node.isNull else {
        let isNeeded = port.arity == .one || port.arity == .oneOrMore
        if isNeeded, !meantPorts.contains(port.name) { reportMissing(port) }
        continue
      }
      let items = node.items ?? [node]
      if node.items != nil, port.arity == .one || port.arity == .optional, items.count != 1 {
        report(
          .wrongType, "the input '\(port.name)' takes one stage; these are \(items.count)",
          at: node.place)
        continue
      }
      if items.isEmpty, port.arity == .oneOrMore { reportMissing(port) }
      for item in items {
        let taken = self.inputs(item, port)
        if let named = taken.first?.input, inputs.contains(where: { $0.input == named }) {
          report(
            .conflict, "'\(named.stage)' is named twice for the input '\(port.name)'",
            at: item.place)
          continue
        }
        inputs += taken
      }
    }
    return diagnostics.isEmpty && !isBlocked ? inputs : nil
  }

  /// The ports of the kind, and for kinds with names of the user's choice the names given.
  private func ports(_ given: [String: YAMLNode]) -> [Port] {
    guard let free = kind.freePort, let entries = draft.from?.entries else { return kind.ports }
    let declared = kind.ports.filter { given[$0.name] != nil }
    let names = entries.map(\.key).filter { name in !kind.ports.contains { $0.name == name } }
    return declared
      + names.filter { given[$0] != nil }.map {
        Port($0, free.sorts, refusesTestRows: free.refusesTestRows, free.summary)
      }
  }

  /// A scalar or a list fills the first port, a mapping names ports.
  private mutating func nodesByPort() -> [String: YAMLNode] {
    guard let from = draft.from else { return [:] }
    guard let entries = from.entries else {
      guard let first = kind.ports.first else {
        report(.unknownPort, "\(kind.name) takes no input", at: draft.places["from"])
        return [:]
      }
      return [first.name: from]
    }
    var nodes: [String: YAMLNode] = [:]
    let names = kind.ports.map(\.name)
    for entry in entries where !entry.key.hasPrefix("x-") {
      guard names.contains(entry.key) || kind.freePort != nil else {
        let nearest = Suggestion.nearest(to: entry.key, among: names)
        if let nearest { meantPorts.insert(nearest) }
        let list = names.isEmpty ? "it takes none" : "it has \(names.joined(separator: ", "))"
        report(
          .unknownPort, "'\(entry.key)' is not an input of \(kind.name)", at: entry.keyPlace,
          hints: [nearest.map { "did you mean `\($0)`?" } ?? list])
        continue
      }
      nodes[entry.key] = entry.value
    }
    return nodes
  }

  private mutating func inputs(_ node: YAMLNode, _ port: Port) -> [PlacedInput] {
    guard case .text(let text)? = node.scalar?.value else {
      report(
        .wrongType, "the input '\(port.name)' takes the id of a stage; this is \(node.described)",
        at: node.place)
      return []
    }
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let id = String(parts[0])
    guard let stage = stage(id, at: node.place) else { return [] }
    let outputNames = stage.kind.outputs.map(\.name)
    guard let output = parts.count > 1 ? String(parts[1]) : outputNames.first else {
      report(.unknownOutput, "'\(id)' has no output to take", at: node.place)
      return []
    }
    guard let declaration = stage.kind.outputs.first(where: { $0.name == output }) else {
      let nearest = Suggestion.nearest(to: output, among: outputNames)
      report(
        .unknownOutput, "'\(id)' has no output '\(output)'", at: node.place,
        hints: [
          nearest.map { "did you mean `\(id).\($0)`?" }
            ?? "it has \(outputNames.joined(separator: ", "))"
        ])
      return []
    }
    guard port.sorts.contains(declaration.sort) else {
      let wanted = port.sorts.map(\.rawValue).joined(separator: " or ")
      let other = stage.kind.outputs.first { port.sorts.contains($0.sort) }
      report(
        .wrongInputType,
        "the input '\(port.name)' takes a \(wanted); '\(text)' is a \(declaration.sort.rawValue)",
        at: node.place, hints: other.map { ["did you mean `\(id).\($0.name)`?"] } ?? [])
      return []
    }
    let named = StageInput(port: port.name, stage: id, output: output)
    let companions = port.companions.filter { outputNames.contains($0) }.map {
      StageInput(port: port.name, stage: id, output: $0, companionOf: output)
    }
    return ([named] + companions).map { PlacedInput(input: $0, place: node.place) }
  }

  private mutating func stage(_ id: String, at place: YAMLNode.Place?) -> Stage? {
    if let stage = checked[id] { return stage }
    if passed.contains(id) {
      isBlocked = true
      return nil
    }
    if id == draft.id {
      report(.laterStage, "'\(id)' cannot take its own output", at: place)
    } else if ids.contains(id) {
      report(
        .laterStage, "'\(id)' stands further down; a stage takes outputs of stages above it",
        at: place, hints: ["move '\(id)' above '\(draft.id)'"])
    } else {
      let nearest = Suggestion.nearest(to: id, among: ids.filter { $0 != draft.id })
      report(
        .unknownStage, "there is no stage '\(id)'", at: place,
        hints: [nearest.map { "did you mean `\($0)`?" } ?? stagesAbove])
    }
    return nil
  }

  private var stagesAbove: String {
    let above = ids.filter { passed.contains($0) }
    if above.isEmpty { return "there is no stage above this one" }
    let shown = above.prefix(12).joined(separator: ", ")
    return "the stages above are \(shown)"
      + (above.count > 12 ? " and \(above.count - 12) more" : "")
  }

  private mutating func reportMissing(_ port: Port) {
    let wanted = port.sorts.map(\.rawValue).joined(separator: " or ")
    report(
      .missingInput, "\(kind.name) needs the input '\(port.name)': a \(wanted)",
      at: draft.places["from"] ?? draft.place, hints: ["\(port.name): \(Self.asHint(port.summary))"]
    )
  }

  /// A summary is a sentence; hints begin small and have no full stop.
  private static func asHint(_ summary: String) -> String {
    let text = summary.hasSuffix(".") ? summary.dropLast() : summary[...]
    return text.prefix(1).lowercased() + text.dropFirst()
  }

  private mutating func report(
    _ code: DiagnosticCode, _ headline: String, at place: YAMLNode.Place?, hints: [String] = []
  ) {
    diagnostics.append(
      Diagnostic(
        code, headline, span: place?.span, lineText: place?.lineText, hints: hints))
  }
}

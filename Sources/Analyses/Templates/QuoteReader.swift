import Diagnostics

/// Finds the values that a template quotes among the stages it may quote.
struct QuoteReader {
  private static let shownCountMax = 8

  let source: SourceText
  /// The stages that were understood, by id.
  let checked: [String: Stage]
  /// Every id of the file.
  let ids: [String]
  /// The ids above, also of stages with problems.
  let passed: Set<String>
  /// The stage that quotes, nil for the answer.
  let quoter: String?
  private(set) var diagnostics: [Diagnostic] = []
  /// Whether a stage with problems of its own is quoted, about which nothing more is said.
  private(set) var isBlocked = false

  init(
    source: SourceText, checked: [String: Stage], ids: [String], passed: Set<String>,
    quoter: String?
  ) {
    self.source = source
    self.checked = checked
    self.ids = ids
    self.passed = passed
    self.quoter = quoter
  }

  /// Gives the values of a template whose text starts at a place, with the place of each.
  mutating func read(
    _ template: Template, at start: YAMLNode.Place?
  ) -> [(quote: Quote, place: YAMLNode.Place?)] {
    for problem in template.problems { report(problem, template, start) }
    return template.references.compactMap { reference in
      quote(reference, template, start).map { quote in
        (quote, place(reference.text, reference.offset, template, start))
      }
    }
  }

  private mutating func quote(
    _ reference: Template.Reference, _ template: Template, _ start: YAMLNode.Place?
  ) -> Quote? {
    let parts = reference.text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let id = String(parts[0])
    guard let stage = stage(id, at: place(id, reference.offset, template, start)) else {
      return nil
    }
    let whole = place(reference.text, reference.offset, template, start)
    let known = Self.names(of: stage)
    guard parts.count > 1, !parts[1].isEmpty else {
      report(
        .unknownValue, "'{{\(reference.text)}}' names a stage and no value of it", at: whole,
        hints: [Self.list(known.map { "\(id).\($0)" })])
      return nil
    }
    let name = String(parts[1])
    if let found = Self.find(name, in: stage) {
      let (offer, own) = found
      return Quote(
        reference: reference.text, stage: id, output: offer.output,
        read: { outputs in try offer.read(own, outputs) })
    }
    guard !known.isEmpty else {
      report(
        .unknownValue, "'\(id)' has no values that a text can quote; it is a \(stage.kind.name)",
        at: whole)
      return nil
    }
    let full = stage.offers.flatMap { offer in offer.names.map { "\(offer.output).\($0)" } }
    let nearest =
      Suggestion.nearest(to: name, among: known + full) ?? Self.longer(name, among: known)
    report(
      .unknownValue, "'\(id)' has no value '\(name)'", at: whole,
      hints: [nearest.map { "did you mean `\(id).\($0)`?" } ?? Self.list(known)])
    return nil
  }

  /// A name belongs to the first output, or to another one whose name stands before it.
  private static func find(_ name: String, in stage: Stage) -> (offer: ValueOffer, own: String)? {
    let candidates = stage.offers.compactMap { offer -> (offer: ValueOffer, own: String)? in
      if offer.output == stage.firstOutput, offer.names.contains(name) { return (offer, name) }
      let prefix = offer.output + "."
      guard name.hasPrefix(prefix) else { return nil }
      let own = String(name.dropFirst(prefix.count))
      return offer.names.contains(own) || (offer.isOpen && !own.isEmpty) ? (offer, own) : nil
    }
    if let first = candidates.first { return first }
    return stage.offers.first { $0.output == stage.firstOutput && $0.isOpen }.map { ($0, name) }
  }

  private static func names(of stage: Stage) -> [String] {
    stage.offers.filter { $0.output == stage.firstOutput }.flatMap(\.names)
      + stage.offers.filter { $0.output != stage.firstOutput }.flatMap { offer in
        offer.names.map { "\(offer.output).\($0)" }
      }
  }

  /// A name of which words were left out, such as `boosted.mae` for `boosted.held-out.mae`.
  private static func longer(_ name: String, among known: [String]) -> String? {
    let words = name.split(separator: ".")
    return known.first { candidate in
      var rest = words[...]
      for word in candidate.split(separator: ".") where word == rest.first {
        rest = rest.dropFirst()
      }
      return rest.isEmpty
    }
  }

  private static func list(_ names: [String]) -> String {
    guard !names.isEmpty else { return "it has no values that a text can quote" }
    let more = names.count > shownCountMax ? " and \(names.count - shownCountMax) more" : ""
    return "its values are \(names.prefix(shownCountMax).joined(separator: ", "))\(more)"
  }

  private mutating func stage(_ id: String, at place: YAMLNode.Place?) -> Stage? {
    if let stage = checked[id] { return stage }
    if passed.contains(id) {
      isBlocked = true
      return nil
    }
    if let quoter, id == quoter {
      report(.laterStage, "'\(id)' cannot quote itself", at: place)
    } else if let quoter, ids.contains(id) {
      report(
        .laterStage, "'\(id)' stands further down; a text quotes stages above it", at: place,
        hints: ["move '\(id)' above '\(quoter)'"])
    } else {
      let nearest = Suggestion.nearest(to: id, among: ids.filter { $0 != quoter })
      report(
        .unknownStage, "there is no stage '\(id)'", at: place,
        hints: [nearest.map { "did you mean `\($0)`?" } ?? "a value is written `{{STAGE.name}}`"])
    }
    return nil
  }

  private mutating func report(
    _ problem: Template.Problem, _ template: Template, _ start: YAMLNode.Place?
  ) {
    switch problem {
    case .empty(let offset):
      report(
        .badTemplate, "there is nothing between '{{' and '}}'",
        at: place("{{", offset, template, start),
        hints: ["a value is written `{{STAGE.name}}`"])
    case .unclosed(let offset):
      report(
        .badTemplate, "'{{' is not closed with '}}'", at: place("{{", offset, template, start),
        hints: ["write `\\{{` where the brackets themselves are meant"])
    }
  }

  private func place(
    _ word: String, _ offset: Int, _ template: Template, _ start: YAMLNode.Place?
  ) -> YAMLNode.Place? {
    start.map {
      source.place(
        in: template.source, offset: offset, length: word.unicodeScalars.count, from: $0)
    }
  }

  private mutating func report(
    _ code: DiagnosticCode, _ headline: String, at place: YAMLNode.Place?, hints: [String] = []
  ) {
    diagnostics.append(
      Diagnostic(
        code, headline, span: place?.span, lineText: place?.lineText, hints: hints))
  }
}

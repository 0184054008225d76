package import Diagnostics

/// A change of one setting from the command line: `stage.setting=value`.
package struct SettingOverride: Sendable, Hashable {
  package let stage: String
  /// The names of the setting, outermost first.
  package let path: [String]
  /// The value in YAML notation.
  package let value: String
  /// What was typed.
  package let text: String

  /// Takes `ID.SETTING=VALUE`, or gives nil where the text has another form.
  package init?(_ text: String) {
    guard let equals = text.firstIndex(of: "=") else { return nil }
    let names = text[..<equals].split(separator: ".", omittingEmptySubsequences: false)
    guard names.count >= 2, names.allSatisfy({ !$0.isEmpty }) else { return nil }
    stage = String(names[0])
    path = names.dropFirst().map(String.init)
    value = String(text[text.index(after: equals)...])
    self.text = text
  }
}

/// Turns the text of an analysis file into a checked analysis, or says all that is wrong with it.
package struct AnalysisReader {
  /// Gives the beginning of a file by its path as written, or the problem with it.
  package typealias FileOpener =
    @Sendable (_ path: String) -> Result<TypeCheck.FileBeginning, Diagnostic>

  /// How many problems are told at most.
  private static let shownCountMax = 100

  let catalog: StageCatalog
  let openFile: FileOpener
  var diagnostics: [Diagnostic] = []

  package init(catalog: StageCatalog, openFile: @escaping FileOpener) {
    self.catalog = catalog
    self.openFile = openFile
  }

  /// Reads and checks an analysis; throws with every problem found, in the order of the text.
  package mutating func read(
    _ source: SourceText, name: String, overrides: [SettingOverride] = [],
    draftRowCount: Int? = nil
  ) throws(DiagnosticError) -> Analysis {
    diagnostics = []
    let root = try YAMLReader.read(source)
    guard root.entries != nil else {
      throw DiagnosticError(
        Diagnostic(
          .wrongType, "an analysis is a mapping with 'workbench', 'title' and 'stages'",
          span: root.place?.span, lineText: root.place?.lineText))
    }
    let header = readHeader(root)
    if let foreign = diagnostics.first(where: { $0.code == .unsupportedVersion }) {
      throw DiagnosticError(foreign)
    }
    let drafts = readStages(header.stages, overrides: overrides)
    reportUnusedOverrides(overrides, drafts)
    var checker = StageChecker(
      reader: self, source: source, seed: header.seed, draftRowCount: draftRowCount)
    let stages = checker.check(drafts)
    let answer = checker.answer(header.answer, at: header.answerPlace)
    diagnostics += checker.diagnostics
    let ordered = inOrder(of: source)
    guard ordered.allSatisfy({ $0.severity != .error }) else { throw DiagnosticError(ordered) }
    return Analysis(
      name: name, source: source, title: header.title, question: header.question, answer: answer,
      seed: header.seed, testSet: header.testSet, stages: stages, warnings: ordered,
      overrides: overrides.map(\.text), draftRowCount: draftRowCount, card: header.card)
  }

  /// Problems of the text in its order, and then those of the command line and of other files.
  private func inOrder(of source: SourceText) -> [Diagnostic] {
    func rank(_ item: (offset: Int, element: Diagnostic)) -> (Int, Int, Int, Int) {
      guard let span = item.element.span, span.file == source.path else {
        return (1, 0, 0, item.offset)
      }
      return (0, span.line, span.column, item.offset)
    }
    let ordered = diagnostics.enumerated().sorted { rank($0) < rank($1) }.map(\.element)
    guard ordered.count > Self.shownCountMax else { return ordered }
    let errors = ordered.filter { $0.severity == .error }
    let shown = (errors.isEmpty ? ordered : errors).prefix(Self.shownCountMax)
    let more = Diagnostic(
      shown.last?.code ?? .tooLarge,
      "there are \(ordered.count - shown.count) more problems in the file",
      severity: errors.isEmpty ? .warning : .error, span: nil,
      hints: ["mend these first; the others may have the same cause"])
    return shown + [more]
  }

  private struct Header {
    let title: String
    let question: String
    let answer: String
    let answerPlace: YAMLNode.Place?
    let seed: Int
    let testSet: Analysis.TestSet
    let card: [CardEntry]
    let stages: YAMLNode?
  }

  private mutating func readHeader(_ root: YAMLNode) -> Header {
    var reader = SettingReader(of: root, subject: "an analysis")
    let version = reader.required(
      "workbench", .integer(in: 0...Int.max), placeholder: 1,
      "The version of the file's language, which is 1.")
    if version != 1 {
      reader.report(
        .unsupportedVersion,
        "the file is in version \(version) of the language; this program reads 1",
        at: "workbench", hints: ["write `workbench: 1`, or use a newer program"])
    }
    let header = Header(
      title: reader.required("title", .text, placeholder: "", "What the report is called."),
      question: reader.setting(
        "question", .anyText, standard: "", "What the analysis is to answer."),
      answer: reader.setting(
        "answer", .anyText, standard: "",
        "The answer, with values as `{{STAGE.name}}`; without it there is a standard sentence."),
      answerPlace: reader.places["answer"],
      seed: reader.setting(
        "seed", .integer(in: 0...Int.max), standard: 0, "Decides every random number."),
      testSet: reader.setting(
        "test-set", .choice(), standard: .sealed,
        "Whether targets of test rows are read by every run, or only once the seal is broken."),
      card: readCard(reader.optional("card", .node, "What is stated of the models.") ?? nil),
      stages: reader.required(
        "stages", .node, placeholder: nil, "The stages, in the order in which they are read."))
    reader.finish()
    diagnostics += reader.diagnostics
    return header
  }

  private mutating func readCard(_ node: YAMLNode?) -> [CardEntry] {
    guard let node else { return [] }
    var reader = SettingReader(of: node, subject: "a card", place: node.place)
    let entries = CardEntry.subjects.map { subject in
      CardEntry(
        name: subject.name, text: reader.optional(subject.name, .text, subject.summary))
    }
    reader.finish()
    diagnostics += reader.diagnostics
    return entries
  }

  private mutating func readStages(
    _ node: YAMLNode?, overrides: [SettingOverride]
  ) -> [StageDraft] {
    guard let node else { return [] }
    guard let items = node.items, !items.isEmpty else {
      diagnostics.append(
        Diagnostic(
          .wrongType, "'stages' takes a list of stages; this is \(node.described)",
          span: node.place?.span,
          lineText: node.place?.lineText,
          hints: ["a stage is an item such as `- {id: rows, kind: read-csv, with: {…}}`"]))
      return []
    }
    return items.compactMap { item in
      if item.entries != nil { return readStage(item, overrides: overrides) }
      diagnostics.append(
        Diagnostic(
          .wrongType, "a stage is a mapping with 'id' and 'kind'; this is \(item.described)",
          span: item.place?.span, lineText: item.place?.lineText,
          hints: ["write it as `- {id: NAME, kind: KIND}`, or look at the indentation"]))
      return nil
    }
  }

  private mutating func readStage(
    _ node: YAMLNode, overrides: [SettingOverride]
  ) -> StageDraft {
    var reader = SettingReader(of: node, subject: "a stage", place: node.place)
    let id = reader.required("id", .text, placeholder: "", "The stage's name.")
    let kind = reader.required("kind", .text, placeholder: "", "What the stage does.")
    let from = reader.optional("from", .node, "The outputs that it takes.") ?? nil
    var with = reader.optional("with", .node, "Its settings.") ?? nil
    let seed = reader.optional("seed", .integer(in: 0...Int.max), "A seed of its own.")
    let section = reader.optional("section", .text, "The part of the report it is shown in.")
    let note = reader.optional("note", .text, "A remark shown beside its results.")
    reader.finish()
    if !id.isEmpty, !Self.isIdentifier(id) {
      reader.report(
        .badIdentifier, "'\(id)' cannot name a stage", at: "id",
        hints: ["an id begins with a letter and has small letters, digits and hyphens only"])
    }
    if id == "held-out" {
      reader.report(
        .badIdentifier, "'held-out' names the held-out training rows in every report", at: "id",
        hints: ["give the stage another name"])
    }
    diagnostics += reader.diagnostics
    for override in overrides where override.stage == id {
      with = apply(override, to: with)
    }
    return StageDraft(
      id: id, kind: kind, from: from, with: with, seed: seed, section: section, note: note,
      places: reader.places, place: reader.places["id"] ?? node.place)
  }

  private mutating func apply(_ override: SettingOverride, to with: YAMLNode?) -> YAMLNode? {
    let source = SourceText(path: "--set \(override.text)", text: override.value)
    guard !override.value.allSatisfy(\.isWhitespace) else {
      diagnostics.append(
        Diagnostic(
          .wrongType, "`--set \(override.text)` gives no value",
          hints: ["write the value behind the `=`, in the notation of the file"]))
      return with
    }
    do {
      let value = try YAMLReader.read(source)
      return (with ?? YAMLNode(.mapping([]))).setting(override.path[...], to: value)
    } catch {
      diagnostics += error.diagnostics
      return with
    }
  }

  private mutating func reportUnusedOverrides(
    _ overrides: [SettingOverride], _ drafts: [StageDraft]
  ) {
    let ids = drafts.map(\.id)
    for override in overrides where !ids.contains(override.stage) {
      let nearest = Suggestion.nearest(to: override.stage, among: ids)
      diagnostics.append(
        Diagnostic(
          .unknownStage, "`--set \(override.text)` names no stage of the analysis",
          hints: [
            nearest.map { "did you mean `\($0)`?" }
              ?? "the stages are \(ids.joined(separator: ", "))"
          ]))
    }
  }

  private static func isIdentifier(_ text: String) -> Bool {
    guard let first = text.utf8.first, (97...122).contains(first) else { return false }
    return text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
  }
}

/// A stage as written, before its kind and references are known.
struct StageDraft {
  let id: String
  let kind: String
  let from: YAMLNode?
  let with: YAMLNode?
  let seed: Int?
  let section: String?
  let note: String?
  let places: [String: YAMLNode.Place]
  let place: YAMLNode.Place?
}

extension SettingForm where Value == YAMLNode? {
  /// Any node, read later by somebody who knows its form.
  static var node: SettingForm<YAMLNode?> {
    SettingForm<YAMLNode?>(
      shape: .text, read: { node, _ in .some(node) }, resolve: { _ in SettingValue.none })
  }
}

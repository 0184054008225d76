import Diagnostics

/// Checks stages from top to bottom: kinds, settings, references, types and parts.
struct StageChecker {
  private let catalog: StageCatalog
  private let openFile: AnalysisReader.FileOpener
  private let source: SourceText
  private let seed: Int
  private let draftRowCount: Int?
  private(set) var diagnostics: [Diagnostic] = []
  /// The stages that were understood so far, by id.
  private var checked: [String: Stage] = [:]
  /// Every id of the file, also of stages further down or with problems.
  private var ids: [String] = []
  private var passed: Set<String> = []

  /// Takes the reader's catalog and files, the text, the seed, and the size of a draft.
  init(reader: AnalysisReader, source: SourceText, seed: Int, draftRowCount: Int?) {
    self.draftRowCount = draftRowCount
    catalog = reader.catalog
    openFile = reader.openFile
    self.source = source
    self.seed = seed
  }

  /// Checks the stages in order and gives those that can be run.
  mutating func check(_ drafts: [StageDraft]) -> [Stage] {
    ids = drafts.map(\.id)
    var firstPlaces: [String: YAMLNode.Place?] = [:]
    var stages: [Stage] = []
    for draft in drafts {
      if !draft.id.isEmpty, let first = firstPlaces[draft.id] {
        report(
          .duplicateStage, "there are two stages with the id '\(draft.id)'", at: draft.place,
          notes: first.map { [Diagnostic.Note("the first one is here", span: $0.span)] } ?? [])
        continue
      }
      firstPlaces[draft.id] = draft.place
      if let stage = check(draft) {
        stages.append(stage)
        checked[draft.id] = stage
      }
      passed.insert(draft.id)
    }
    diagnostics += WholeTableCheck.problems(stages)
    return stages
  }

  private mutating func check(_ draft: StageDraft) -> Stage? {
    guard let kind = kind(of: draft) else { return nil }
    var references = ReferenceReader(
      draft: draft, kind: kind, checked: checked, ids: ids, passed: passed)
    let named = references.read()
    guard let settingsInput = settingsInput(kind, draft, named) else {
      // Without the search nobody knows which settings are missing here.
      diagnostics += references.diagnostics
      return nil
    }
    var reader = SettingReader(
      of: draft.with, subject: kind.name, place: draft.place, settingsInput: settingsInput)
    let work = kind.bind(&reader)
    diagnostics += reader.diagnostics
    diagnostics += references.diagnostics
    if draft.seed != nil, !kind.usesRandomness {
      report(
        .conflict, "'\(kind.name)' uses no random numbers, so 'seed' has no effect here",
        at: draft.places["seed"], severity: .warning)
    }
    guard reader.diagnostics.isEmpty else { return nil }
    let quotes = quotes(work, draft, reader.places)
    guard let named, let quotes else { return nil }
    let inputs = named + Self.inputs(quotes)
    let types = types(draft, kind, work, inputs, reader.places)
    guard let types else { return nil }
    let inputTypes = Self.types(at: inputs, checked)
    let known = KnownStage(id: draft.id, stages: Self.stages(at: inputs), outputTypes: types)
    return Stage(
      id: draft.id, work: work, inputs: inputs.map(\.input), settings: settings(of: kind, reader),
      settingPlaces: reader.places, outputTypes: types, quotes: quotes.map(\.quote),
      offers: catalog.offers(of: work, known),
      effectiveSeed: kind.usesRandomness
        ? Analysis.effectiveSeed(analysis: seed, stage: draft.seed, id: draft.id) : nil,
      hasOwnSeed: kind.usesRandomness && draft.seed != nil,
      readsTestTargets: kind.readsTestTargets(inputTypes),
      testPorts: Set(inputTypes.filter { $0.value.contains(where: \.isTest) }.keys),
      section: draft.section, note: draft.note, place: draft.place)
  }

  /// What a search is known to hand on; nil where one is named that was not understood.
  private func settingsInput(
    _ kind: any StageKind.Type, _ draft: StageDraft, _ inputs: [PlacedInput]?
  ) -> SettingsType? {
    let ports = kind.ports.filter { $0.sorts == [.settings] }.map(\.name)
    let isNamed = draft.from?.entries?.contains { ports.contains($0.key) } ?? false
    guard isNamed else { return SettingsType() }
    let types = Self.types(at: inputs ?? [], checked)
    return ports.compactMap { types[$0]?.first?.settings }.first
  }

  /// In a draft, sources have one more setting, so that the sample has keys of its own.
  private func settings(
    of kind: any StageKind.Type, _ reader: SettingReader
  ) -> [ResolvedSetting] {
    guard let draftRowCount, kind.isSource else { return reader.resolved }
    let draft = ResolvedSetting(
      name: "draft", value: .integer(draftRowCount), origin: .given(nil))
    return reader.resolved + [draft]
  }

  /// Finds the values that the answer quotes; nil where the file gives none of its own.
  mutating func answer(_ text: String, at place: YAMLNode.Place?) -> AnswerTemplate? {
    guard !text.isEmpty else { return nil }
    let template = Template(text)
    var reader = QuoteReader(
      source: source, checked: checked, ids: ids, passed: passed, quoter: nil)
    let quotes = reader.read(template, at: place)
    diagnostics += reader.diagnostics
    return AnswerTemplate(template: template, quotes: quotes.map(\.quote))
  }

  /// Finds the values that the settings of a stage quote; nil where something is wrong with them.
  private mutating func quotes(
    _ work: any StageWork, _ draft: StageDraft, _ places: [String: YAMLNode.Place]
  ) -> [(quote: Quote, place: YAMLNode.Place?)]? {
    var reader = QuoteReader(
      source: source, checked: checked, ids: ids, passed: passed, quoter: draft.id)
    var quotes: [(quote: Quote, place: YAMLNode.Place?)] = []
    for item in work.templates {
      quotes += reader.read(item.template, at: places[item.setting] ?? draft.place)
    }
    diagnostics += reader.diagnostics
    return reader.diagnostics.isEmpty && !reader.isBlocked ? quotes : nil
  }

  /// What is quoted is an input like any other, each output once.
  private static func inputs(
    _ quotes: [(quote: Quote, place: YAMLNode.Place?)]
  ) -> [PlacedInput] {
    var seen: Set<StageInput> = []
    return quotes.compactMap { item in
      let input = StageInput(
        port: Quote.port, stage: item.quote.stage, output: item.quote.output)
      return seen.insert(input).inserted ? PlacedInput(input: input, place: item.place) : nil
    }
  }

  private static func stages(at inputs: [PlacedInput]) -> [String: [String]] {
    let named = inputs.filter { $0.input.companionOf == nil }
    return Dictionary(grouping: named, by: \.input.port).mapValues { $0.map(\.input.stage) }
  }

  private mutating func kind(of draft: StageDraft) -> (any StageKind.Type)? {
    guard !draft.kind.isEmpty else { return nil }
    if let kind = catalog.kind(named: draft.kind) { return kind }
    let nearest = Suggestion.nearest(to: draft.kind, among: catalog.names)
    report(
      .unknownKind, "'\(draft.kind)' is not a kind of stage", at: draft.places["kind"],
      hints: [
        nearest.map { "did you mean `\($0)`?" }
          ?? "the kinds are \(catalog.names.joined(separator: ", "))"
      ])
    return nil
  }

  private mutating func types(
    _ draft: StageDraft, _ kind: any StageKind.Type, _ work: any StageWork,
    _ inputs: [PlacedInput], _ settingPlaces: [String: YAMLNode.Place]
  ) -> [String: ArtifactType]? {
    let problems = diagnostics.count { $0.severity == .error }
    let inputTypes = Self.types(at: inputs, checked)
    refuseTestRows(kind, inputs)
    let files = open(work, draft, settingPlaces)
    checkExports(work, draft, settingPlaces)
    let named = inputs.filter { $0.input.companionOf == nil }
    var check = TypeCheck(
      inputs: inputTypes,
      stages: Self.stages(at: inputs), files: files, settingPlaces: settingPlaces,
      portPlaces: Dictionary(grouping: named, by: \.input.port).mapValues { $0.map(\.place) },
      stagePlace: draft.place)
    var types = work.types(&check)
    diagnostics += check.diagnostics
    guard diagnostics.count(where: { $0.severity == .error }) == problems else { return nil }
    if inputTypes.values.joined().contains(where: \.isTest) {
      types = types.mapValues(\.markedAsTest)
    }
    return types
  }

  /// Rows of a test set must not reach what is fitted.
  private mutating func refuseTestRows(_ kind: any StageKind.Type, _ inputs: [PlacedInput]) {
    for port in kind.ports where port.refusesTestRows {
      for input in inputs where input.input.port == port.name {
        guard checked[input.input.stage]?.outputTypes[input.input.output]?.isTest == true else {
          continue
        }
        report(
          .testRowsRefused,
          "'\(input.input.stage)' holds rows of a test set; \(kind.name) must not see them",
          at: input.place,
          hints: ["fit on training rows, and score the model on the test rows with `evaluate`"])
      }
    }
  }

  /// Files are written inside the folder they belong to, each by one stage.
  private mutating func checkExports(
    _ work: any StageWork, _ draft: StageDraft, _ places: [String: YAMLNode.Place]
  ) {
    for export in work.exports {
      let place = places[export.setting] ?? draft.place
      let path = Self.plain(export.path)
      if path.hasPrefix("/") || path == ".." || path.hasPrefix("../") {
        report(
          .outOfRange, "'\(export.path)' leads out of the folder that files are written into",
          at: place, hints: ["give a path below that folder, without `..`"])
      }
      let other = checked.values.first { stage in
        stage.work.exports.contains { $0.base == export.base && Self.plain($0.path) == path }
      }
      if let other {
        report(.conflict, "'\(export.path)' is written by the stage '\(other.id)' too", at: place)
      }
      if export.base == .analysis, let reader = reader(of: path) {
        report(
          .conflict, "'\(export.path)' is a file that the stage '\(reader)' reads", at: place,
          hints: ["write to another file, so that the data stay as they are"])
      }
    }
  }

  private func reader(of path: String) -> String? {
    checked.values.first { $0.work.files.contains { Self.plain($0.path) == path } }?.id
  }

  /// A path without `.` and with `..` taken as far as it goes.
  private static func plain(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  /// Opens the files of a stage; a file that a stage above writes is no input.
  private mutating func open(
    _ work: any StageWork, _ draft: StageDraft, _ places: [String: YAMLNode.Place]
  ) -> [String: TypeCheck.FileBeginning] {
    var files: [String: TypeCheck.FileBeginning] = [:]
    for file in work.files {
      let place = places[file.setting] ?? draft.place
      let writer = checked.values.first { stage in
        stage.work.exports.contains {
          $0.base == .analysis && Self.plain($0.path) == Self.plain(file.path)
        }
      }
      if let writer {
        report(
          .conflict, "'\(file.path)' is written by the stage '\(writer.id)' above", at: place,
          hints: ["take its rows with `from: \(writer.inputs.first?.stage ?? writer.id)`"])
        continue
      }
      switch openFile(file.path) {
      case .success(let beginning): files[file.path] = beginning
      case .failure(let problem):
        diagnostics.append(
          Diagnostic(
            problem.code, problem.headline, span: place?.span, lineText: place?.lineText,
            notes: problem.notes, hints: problem.hints))
      }
    }
    return files
  }

  /// The types at each port, of what the file names and not of companions.
  private static func types(
    at inputs: [PlacedInput], _ checked: [String: Stage]
  ) -> [String: [ArtifactType]] {
    var types: [String: [ArtifactType]] = [:]
    for item in inputs where item.input.companionOf == nil {
      if let type = checked[item.input.stage]?.outputTypes[item.input.output] {
        types[item.input.port, default: []].append(type)
      }
    }
    return types
  }

  private mutating func report(
    _ code: DiagnosticCode, _ headline: String, at place: YAMLNode.Place?,
    severity: Diagnostic.Severity = .error, notes: [Diagnostic.Note] = [], hints: [String] = []
  ) {
    diagnostics.append(
      Diagnostic(
        code, headline, severity: severity, span: place?.span, lineText: place?.lineText,
        notes: notes, hints: hints))
  }
}

package import Analyses
import Diagnostics
import Kernels
import Tables

/// Cuts a table into training rows and marked test rows.
package enum Split: StageKind {
  /// How it is decided which rows are tests.
  package enum Rule: String, Sendable, CaseIterable {
    case random
    case time
    case group
  }

  package struct Settings: Sendable {
    package let share: Double
    package let rule: Rule
    /// The column with the times or the groups; nil for rows at random.
    package let column: String?
    package let stratify: String?
  }

  package static let name = "split"
  package static let revision = 1
  package static let summary = "Cuts a table into training rows and test rows, which are marked."
  package static let section = "Data"
  package static let ports = [
    Port("table", [.table], refusesTestRows: true, "The rows to be cut.")
  ]
  package static let outputs = [
    OutputDeclaration("train", .table, "The training rows, in their order."),
    OutputDeclaration("test", .table, "The test rows, in their order; they are marked."),
  ]
  package static let usesRandomness = true
  package static let examples = [
    StageExample(
      "Keep a quarter of the rows for the test, with both levels in both parts",
      analysis: """
        workbench: 1
        title: Two parts
        seed: 1
        test-set: open
        stages:
          - id: houses
            kind: read-csv
            with: {path: houses.csv}
          - id: parts
            kind: split
            from: houses
            with: {test: 0.25, stratify: garden}
          - {id: areas, kind: recipe, from: parts.train, with: {target: price, ignore: [garden]}}
          - id: line
            kind: train
            from: {rows: parts.train, recipe: areas}
            with: {learner: linear, folds: 2}
          - id: predictions
            kind: predict
            from: {model: line, rows: parts.test}
            with: {path: test.csv}
        """,
      files: [
        "houses.csv": "area,garden,price\n80,yes,210\n95,no,190\n60,yes,180\n70,no,150\n"
          + "120,yes,330\n85,no,200\n90,yes,260\n110,no,240\n"
      ]),
    StageExample(
      "Test on the last months",
      analysis: """
        workbench: 1
        title: Two times
        seed: 1
        stages:
          - {id: sales, kind: read-csv, with: {path: sales.csv}}
          - {id: parts, kind: split, from: sales, with: {by: time, column: month, test: 0.4}}
        """,
      files: [
        "sales.csv": "month,sold\n2024-03,12\n2024-01,10\n2024-02,11\n2024-04,9\n2024-03,14\n"
      ]),
    StageExample(
      "Keep the visits of a patient together",
      analysis: """
        workbench: 1
        title: Two groups
        seed: 1
        stages:
          - {id: visits, kind: read-csv, with: {path: visits.csv}}
          - {id: parts, kind: split, from: visits, with: {by: group, column: patient, test: 0.3}}
        """,
      files: ["visits.csv": "patient,pulse\nA,61\nA,64\nB,80\nC,72\nC,70\nC,75\nD,66\n"]),
  ]

  package static func settings(_ reader: inout SettingReader) -> Settings {
    let settings = Settings(
      share: reader.setting(
        "test", .number(in: 0.001...0.999), standard: 0.2, unit: "share of the rows",
        "How many of the rows are test rows."),
      rule: reader.setting(
        "by", .choice(), standard: Rule.random,
        "Rows at random, the last ones in time, or whole groups at random."),
      column: reader.optional(
        "column", .text, "The column with the times or the groups; random rows need none."),
      stratify: reader.optional(
        "stratify", .text,
        "A column whose values are spread over both parts alike: texts by level, numbers by ten "
          + "ranges of equal count. Only for rows at random."))
    report(settings, &reader)
    return settings
  }

  /// Reports settings that are each right and do not go together.
  private static func report(_ settings: Settings, _ reader: inout SettingReader) {
    let rule = settings.rule.rawValue
    if settings.rule == .random, settings.column != nil {
      reader.report(
        .conflict, "'column' has no effect on rows at random", at: "column",
        hints: ["add `by: time` or `by: group`, or write `stratify` instead of `column`"])
    }
    let isRead = reader.diagnostics.allSatisfy { $0.severity != .error }
    if settings.rule != .random, settings.column == nil, isRead {
      let noun = settings.rule == .time ? "times" : "groups"
      reader.report(
        .missingKey, "a split by \(rule) needs the setting 'column': the column with the \(noun)",
        at: "by")
    }
    if settings.rule != .random, settings.stratify != nil {
      reader.report(
        .conflict, "'stratify' does not go with a split by \(rule)", at: "stratify",
        hints: ["take one of the two out"])
    }
  }

  package static func types(
    _ settings: Settings, _ check: inout TypeCheck
  ) -> [String: ArtifactType] {
    let columns = check.input("table")?.table?.columns
    let stage = check.stages["table"]?.first ?? ""
    for (setting, column) in [("column", settings.column), ("stratify", settings.stratify)] {
      guard let column else { continue }
      check.requireColumn(column, in: columns, of: stage, setting: setting)
    }
    return [
      "train": .table(TableType(columns: columns)),
      "test": .table(TableType(columns: columns, isTest: true)),
    ]
  }

  package static func run(
    _ settings: Settings, _ context: any StageContext
  ) async throws -> StageResult {
    let table = try context.input("table", as: Table.self)
    guard table.value.rowCount >= 2 else {
      throw StageProblem(
        "'\(table.stage)' has \(Wording.count(table.value.rowCount, "row")); two parts need two")
    }
    let choice = TestRows(table.value, stage: table.stage, share: settings.share)
    let random = RandomStream(seed: context.seed)
    let isTest =
      switch settings.rule {
      case .random: try choice.atRandom(stratify: settings.stratify, random)
      case .time: try choice.last(in: settings.column ?? "")
      case .group: try choice.groups(of: settings.column ?? "", random)
      }
    let rows = isTest.indices
    return StageResult([
      ("train", table.value.rows(rows.filter { !isTest[$0] })),
      ("test", table.value.rows(rows.filter { isTest[$0] })),
    ])
  }
}

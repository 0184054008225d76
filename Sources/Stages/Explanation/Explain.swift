package import Analyses
import Attribution
import Diagnostics
import Learning
import Tables

/// Tells, row by row, which column adds how much to what models predict.
package enum Explain: StageKind {
  package struct Settings: Sendable {
    let method: AttributionMethod
    let withInteractions: Bool
    let tolerance: Double
    let backgroundCount: Int
    let backgroundChoice: BackgroundChoice
    /// The most rows that are explained, nil for all.
    let limit: Int?
    /// The numbers of rows that are shown one by one, counted from 1; nil for some that differ.
    let shownRows: [Int]?
    /// The label of the class that is explained, nil for the standard one.
    let label: String?
    /// The column whose values part the rows into groups, or nil.
    let by: String?
    /// How many columns are traced: those that add most.
    let curveCount: Int
  }

  package static let name = "explain"
  package static let revision = 2
  package static let summary =
    "Tells, row by row, how much each column adds to what models predict: Shapley values, their sums "
    + "checked."
  package static let section = "Explanations"
  package static let ports = [
    Port("models", [.model], arity: .oneOrMore, "The models to explain, side by side."),
    Port(
      "rows", [.table], "The rows whose predictions are explained; their target is not read."),
    Port(
      "background", [.table], arity: .optional,
      "The rows that stand for what is not known of a row, such as training rows; without it the "
        + "rows themselves."),
  ]
  package static let outputs = [
    OutputDeclaration(
      "attributions", .table,
      "One row for each model and row: what each column adds, what all start from, and the "
        + "prediction; of sampled values the standard errors too."),
    OutputDeclaration("rows", .table, "The rows explained: what the models read of them."),
    OutputDeclaration(
      "summary", .document, "Mean sizes by column and group, and how far models agree."),
  ]
  package static let usesRandomness = true
  package static let usesInputNames = true
  package static let examples = [
    StageExample(
      "Explain a line and a network side by side",
      analysis: """
        workbench: 1
        title: What columns add
        seed: 1
        stages:
          - id: drawn
            kind: draw
            with: {rows: 80, columns: {x: {uniform: [0, 9]}, z: {uniform: [0, 1]}, sort: {choice: [a, b, c]}}}
          - id: known
            kind: sql
            from: drawn
            with: {query: "SELECT x, z, sort, x * z + CASE sort WHEN 'a' THEN 5 ELSE 0 END AS y FROM drawn"}
          - {id: features, kind: recipe, from: known, with: {target: y, steps: [{one-hot: {columns: [sort]}}]}}
          - {id: line, kind: train, from: {rows: known, recipe: features}, with: {learner: linear}}
          - {id: net, kind: train, from: {rows: known, recipe: features}, with: {learner: net, layers: [8], epochs: 5}}
          - id: explanation
            kind: explain
            from: {models: [line, net], rows: known, background: known}
            with: {interactions: true, limit: 40, by: sort}
        """),
    StageExample(
      "Explain the odds of a class from more columns than all coalitions can be looked at",
      analysis: """
        workbench: 1
        title: What columns add to odds
        seed: 1
        stages:
          - id: drawn
            kind: draw
            with:
              rows: 60
              columns: \(Self.columns)
          - id: known
            kind: sql
            from: drawn
            with: {query: "SELECT *, CASE WHEN a + b * c > 0.6 THEN 'yes' ELSE 'no' END AS y FROM drawn"}
          - {id: features, kind: recipe, from: known, with: {target: y}}
          - {id: net, kind: train, from: {rows: known, recipe: features}, with: {learner: net, layers: [6], epochs: 5}}
          - id: explanation
            kind: explain
            from: {models: net, rows: known}
            with: {method: sampled, tolerance: 0.05, limit: 10, background-rows: 20, background-choice: k-means}
        """),
  ]

  private static let columns =
    "{" + "abcdefghijklm".map { "\($0): {uniform: [0, 1]}" }.joined(separator: ", ") + "}"

  package static func revisions(_ settings: Settings) -> [String: Int] {
    [
      ChooseBackground.name: ChooseBackground.revision, ExplainRows.name: ExplainRows.revision,
      TraceColumn.name: TraceColumn.revision,
    ]
  }

  package static func settings(_ reader: inout SettingReader) -> Settings {
    let method = reader.setting(
      "method", .choice(AttributionMethod.self), standard: .auto,
      "How values are found; `auto` takes an exact way where there is one for the model.")
    let tolerance = reader.setting(
      "tolerance", .number(in: 0.0001...0.5), standard: 0.005,
      "Of sampled values the standard error aimed at, and of `expected-gradients` what sums may lack: "
        + "a share of the range of predictions over the background.")
    return Settings(
      method: method,
      withInteractions: reader.setting(
        "interactions", .flag, standard: false,
        "Whether it is worked out which columns work together, two by two."),
      tolerance: tolerance,
      backgroundCount: reader.setting(
        "background-rows", .integer(in: 1...100_000), standard: 100, unit: "rows",
        "How many rows of the background are used."),
      backgroundChoice: reader.setting(
        "background-choice", .choice(BackgroundChoice.self), standard: .sampled,
        "Whether these are drawn at random, or are rows amid others that count by how many they "
          + "stand for."),
      limit: reader.optional(
        "limit", .integer(in: 1...100_000_000),
        "The most rows that are explained; of more rows so many are drawn."),
      shownRows: reader.optional(
        "rows-shown", .list(of: .integer(in: 1...100_000_000), countMin: 1),
        "The numbers of rows that are shown one by one; where it is not given, those with the lowest, "
          + "the middle and the highest prediction."),
      label: reader.optional(
        "class", .text,
        "The class that is explained; where it is not given, the positive one of two and the first "
          + "of more."),
      by: reader.optional(
        "by", .text, "A column of the rows by whose values mean sizes are given too."),
      curveCount: reader.setting(
        "curves", .integer(in: 0...50), standard: 4, unit: "columns",
        "For how many columns, those that add most, it is shown what is predicted as the column "
          + "varies: on average, and for single rows of the background."))
  }

  package static func types(
    _ settings: Settings, _ check: inout TypeCheck
  ) -> [String: ArtifactType] {
    let models = check.inputs["models"] ?? []
    let names = check.stages["models"] ?? []
    for port in ["rows", "background"] {
      let columns = check.input(port)?.table?.columns
      for type in models {
        guard let model = type.model else { continue }
        ModelInputs.check(
          model, columns, of: check.stages[port]?.first ?? "", needsTarget: false, port: port,
          &check)
      }
    }
    if let first = models.first?.model {
      for (index, type) in models.enumerated() where type.model?.target != first.target {
        check.report(
          .wrongInputType,
          "'\(names[index])' predicts '\(type.model?.target ?? "")' and '\(names[0])' predicts "
            + "'\(first.target)'", port: "models", index: index,
          hints: ["use one `explain` for each target"])
      }
      if let label = settings.label, first.isClasses == false {
        check.report(
          .conflict, "`class` is '\(label)', and of '\(first.target)' values are predicted",
          setting: "class")
      }
      if settings.by == first.target {
        check.report(
          .conflict, "`by` is the target, which is not read", setting: "by",
          hints: ["name another column"])
      }
    }
    if let by = settings.by {
      check.requireColumn(
        by, in: check.input("rows")?.table?.columns, of: check.stages["rows"]?.first ?? "",
        setting: "by")
    }
    return [
      "attributions": .table(TableType(columns: nil)),
      "rows": .table(TableType(columns: rowColumns(settings, check))), "summary": .document,
    ]
  }

  /// The columns of the explained rows, or nil while it is not known which the models read.
  private static func rowColumns(_ settings: Settings, _ check: TypeCheck) -> [ColumnType]? {
    guard let given = check.input("rows")?.table?.columns else { return nil }
    var names = Set(settings.by.map { [$0] } ?? [])
    for type in check.inputs["models"] ?? [] {
      guard let inputs = type.model?.inputs else { return nil }
      names.formUnion(inputs.map(\.name))
    }
    return [ColumnType("row", kind: ColumnKind.number.rawValue)]
      + given.filter { names.contains($0.name) && $0.name != "row" }
  }
}

package import Analyses
import Diagnostics
import Kernels
import Learning
import Tables

/// Measures how much worse models predict once the values of a column are shuffled.
///
/// Breiman: Random forests, 2001.
package enum PermutationImportance: StageKind {
  package struct Settings: Sendable {
    /// Nil for the standard one of what is predicted.
    package let loss: RowLoss?
    package let shuffles: Int
  }

  package static let name = "permutation-importance"
  package static let revision = 1
  package static let summary =
    "Measures how much the error of models grows when the values of a column are shuffled among rows."
  package static let section = "Explanations"
  package static let ports = [
    Port("models", [.model], arity: .oneOrMore, "The models to look at, side by side."),
    Port(
      "rows", [.table],
      "The rows with their target, best rows that the models did not learn from."),
  ]
  package static let outputs = [
    OutputDeclaration(
      "importance", .table, "For each model and column by how much the error grows, with interval."),
    OutputDeclaration("summary", .document, "The same with the errors as they are."),
  ]
  package static let usesRandomness = true
  package static let usesInputNames = true
  package static let examples = [
    StageExample(
      "Shuffle the columns of a line, one of which says nothing",
      analysis: """
        workbench: 1
        title: What a model leans on
        seed: 1
        stages:
          - id: drawn
            kind: draw
            with: {rows: 80, columns: {x: {uniform: [0, 9]}, z: {uniform: [0, 1]}, n: {normal: [0, 1]}}}
          - {id: known, kind: sql, from: drawn, with: {query: "SELECT x, z, 2 * x + n AS y FROM drawn"}}
          - {id: features, kind: recipe, from: known, with: {target: y}}
          - {id: line, kind: train, from: {rows: known, recipe: features}, with: {learner: linear}}
          - {id: importance, kind: permutation-importance, from: {models: line, rows: known}}
        """)
  ]

  package static func revisions(_ settings: Settings) -> [String: Int] {
    [ShuffleColumn.name: ShuffleColumn.revision]
  }

  package static func settings(_ reader: inout SettingReader) -> Settings {
    Settings(
      loss: reader.optional(
        "loss", .choice(RowLoss.self),
        "The error of a row; where it is not given, `absolute` for values and `log-loss` for classes."
      ),
      shuffles: reader.setting(
        "shuffles", .integer(in: 1...1000), standard: 5,
        "How many times the values of each column are shuffled."))
  }

  package static func readsTestTargets(_ inputs: [String: [ArtifactType]]) -> Bool {
    inputs["rows"]?.contains(where: \.isTest) ?? false
  }

  package static func types(
    _ settings: Settings, _ check: inout TypeCheck
  ) -> [String: ArtifactType] {
    let columns = check.input("rows")?.table?.columns
    let names = check.stages["models"] ?? []
    let models = check.inputs["models"] ?? []
    for (index, type) in models.enumerated() {
      guard let model = type.model else { continue }
      ModelInputs.check(
        model, columns, of: check.stages["rows"]?.first ?? "", needsTarget: true, &check)
      if let first = models.first?.model, model.target != first.target {
        check.report(
          .wrongInputType,
          "'\(names[index])' predicts '\(model.target)' and '\(names[0])' predicts "
            + "'\(first.target)'", port: "models", index: index,
          hints: ["use one `permutation-importance` for each target"])
      }
      if let loss = settings.loss, let isClasses = model.isClasses, isClasses != loss.isOfClasses {
        check.report(
          .conflict,
          "`loss` is '\(loss.rawValue)', and '\(names[index])' predicts "
            + (isClasses ? "classes" : "values"), setting: "loss",
          hints: ["leave `loss` out, and what fits the models is chosen"])
      }
    }
    let number = ColumnKind.number.rawValue
    return [
      "importance": .table(
        TableType(
          columns: ["model", "column"].map { ColumnType($0, kind: ColumnKind.text.rawValue) }
            + ["growth", "low", "high"].map { ColumnType($0, kind: number) })),
      "summary": .document,
    ]
  }

  package static func run(
    _ settings: Settings, _ context: any StageContext
  ) async throws -> StageResult {
    let models = try context.inputs("models", as: Model.self)
    let rows = try context.input("rows", as: Table.self)
    guard rows.value.rowCount > 1 else {
      throw StageProblem("shuffling needs at least 2 rows, and there are \(rows.value.rowCount)")
    }
    var entries: [ImportanceSummary.Entry] = []
    for model in models {
      let isOfClasses = model.value.classes != nil
      let loss = settings.loss ?? RowLoss.standard(isOfClasses: isOfClasses)
      guard loss.isOfClasses == isOfClasses else {
        throw StageProblem(
          "`loss` is '\(loss.rawValue)', and '\(model.stage)' predicts "
            + (isOfClasses ? "classes" : "values"),
          hints: ["leave `loss` out, and what fits the models is chosen"], setting: "loss")
      }
      let columns = model.value.recipe.inputs.map(\.name)
      let results = try await context.results(
        of: columns.map { column in
          Job(
            ShuffleColumn.self,
            settings: .init(column: column, loss: loss, shuffles: settings.shuffles),
            inputs: ["model": model.digest, "rows": rows.digest], seed: context.seed,
            label: "\(model.stage), \(column)")
        })
      entries.append(
        ImportanceSummary.Entry(
          model: model.stage, loss: loss, columns: results.map(\.output)))
    }
    let isTest = context.holdsTestRows("rows")
    let summary = ImportanceSummary(
      target: models[0].value.recipe.target, rowCount: rows.value.rowCount,
      shuffles: settings.shuffles, isTest: isTest, entries: entries)
    return StageResult(
      [("importance", summary.table), ("summary", summary)],
      looks: isTest ? models.map { TestLook(model: $0.digest, rows: rows.digest) } : [])
  }
}

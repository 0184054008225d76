package import Analyses
import Diagnostics
import Documents
import Kernels
import Learning
import Tables

/// Fits a recipe and a learner, and predicts training rows that the fit did not see.
package enum Train: StageKind {
  package struct Settings: Sendable {
    /// Nil only while something is wrong with the settings.
    package let learner: LearnerChoice?
    package let foldCount: Int
  }

  package static let name = "train"
  package static let revision = 1
  package static let summary =
    "Fits a model on all rows, and by cross-validation predicts each row from the others."
  package static let section = "Models"
  package static let ports = [
    Port("rows", [.table], refusesTestRows: true, "The training rows."),
    Port("recipe", [.recipe], "How the target and the features are made."),
  ]
  package static let outputs = [
    OutputDeclaration("model", .model, "The model fitted on all rows, with its recipe."),
    OutputDeclaration(
      "held-out", .table, "Row, fold, target and prediction by a fit without that fold."),
  ]
  package static let usesRandomness = true
  package static let examples = [
    StageExample(
      "Fit boosted trees with another program's defaults and fewer rounds",
      analysis: """
        workbench: 1
        title: A model
        seed: 1
        stages:
          - id: drawn
            kind: draw
            with: {rows: 60, columns: {x: {uniform: [0, 9]}, y: {normal: [0, 1]}}}
          - {id: plain, kind: recipe, from: drawn, with: {target: y}}
          - id: boosted
            kind: train
            from: {rows: drawn, recipe: plain}
            with: {learner: trees, preset: xgboost, rounds: 20}
        """)
  ]

  package static func settings(_ reader: inout SettingReader) -> Settings {
    let foldCount = reader.setting(
      "folds", .integer(in: 0...1000), standard: 5, unit: "folds",
      "Into how many parts the rows are cut for held-out predictions; 0 makes none.")
    if foldCount == 1 {
      reader.report(
        .outOfRange, "'folds' is 1; it takes 0, or a whole number from 2 to 1000", at: "folds")
    }
    let learner = reader.union("learner", LearnerCatalog.variants, "What is fitted.")
    return Settings(learner: learner, foldCount: foldCount)
  }

  package static func revisions(_ settings: Settings) -> [String: Int] {
    guard let learner = settings.learner else { return [:] }
    let jobs = [FitModel.name: FitModel.revision, FitFold.name: FitFold.revision]
    return FitModel.revisions(FitModel.Settings(learner: learner)).merging(jobs) { first, _ in first
    }
  }

  package static func types(
    _ settings: Settings, _ check: inout TypeCheck
  ) -> [String: ArtifactType] {
    guard let recipe = check.input("recipe")?.recipe else { return [:] }
    let rows = check.stages["rows"]?.first ?? ""
    let recipeStage = check.stages["recipe"]?.first ?? ""
    if let columns = check.input("rows")?.table?.columns, let inputs = recipe.inputs {
      let names = Set(columns.map(\.name))
      let missing = ([recipe.target] + inputs.map(\.name)).filter { !names.contains($0) }
      if !missing.isEmpty {
        check.report(
          .unknownColumn,
          "'\(rows)' lacks \(Wording.list(missing.map { "'\($0)'" })), which the recipe "
            + "'\(recipeStage)' needs",
          port: "rows")
      }
    }
    let model = ModelType(
      target: recipe.target, inputs: recipe.inputs, learner: settings.learner?.name ?? "")
    let heldOut = ["row", "fold", "target", "prediction"].map {
      ColumnType($0, kind: ColumnKind.number.rawValue)
    }
    return ["model": .model(model), "held-out": .table(TableType(columns: heldOut))]
  }

  package static func run(
    _ settings: Settings, _ context: any StageContext
  ) async throws -> StageResult {
    guard let learner = settings.learner else { throw StageProblem("there is no learner") }
    let rows = try context.input("rows", as: Table.self)
    let recipe = try context.input("recipe", as: Recipe.self)
    let count = rows.value.rowCount
    guard settings.foldCount <= count else {
      throw StageProblem(
        "\(Wording.count(count, "row")) cannot be cut into \(settings.foldCount) folds",
        hints: ["set `folds` to at most \(count), or to 0"], setting: "folds")
    }
    try requireTargets(rows.value, recipe.value.target, of: rows.stage)
    let inputs = ["rows": rows.digest, "recipe": recipe.digest]
    let isRandom = learner.usesRandomness || recipe.value.usesRandomness
    let seed = isRandom ? context.seed : nil
    async let folds = context.results(
      of: (0..<settings.foldCount).map { fold in
        Job(
          FitFold.self,
          settings: FitFold.Settings(
            learner: learner, fold: fold, foldCount: settings.foldCount,
            foldSeed: context.analysisSeed),
          inputs: inputs, seed: seed, label: "fold \(fold + 1) of \(settings.foldCount)")
      })
    async let model = context.results(
      of: [
        Job(
          FitModel.self, settings: FitModel.Settings(learner: learner), inputs: inputs,
          seed: seed, label: "all rows")
      ])
    let heldOut = try await heldOutTable(folds.map(\.output))
    guard let fitted = try await model.first else {
      throw StageProblem("the fit on all rows gave no model")
    }
    return StageResult([("model", fitted.output), ("held-out", heldOut)])
  }

  /// Rows without a target are named by their place in the whole table, before it is cut.
  private static func requireTargets(_ rows: Table, _ target: String, of stage: String) throws {
    guard let targets = rows[target]?.numbers else { return }
    let missing = targets.indices.filter { targets[$0].isNaN }
    guard let first = missing.first else { return }
    let more = missing.count > 1 ? " and \(missing.count - 1) more have" : " has"
    throw StageProblem(
      "row \(first + 1) of '\(stage)'\(more) no '\(target)', which is the target",
      hints: ["leave such rows out with an `sql` stage: WHERE \(target) IS NOT NULL"])
  }

  /// Joins the folds' predictions in the order of the rows.
  private static func heldOutTable(_ folds: [Table]) throws -> Table {
    var items: [(row: Double, fold: Double, target: Double, prediction: Double)] = []
    for (fold, table) in folds.enumerated() {
      guard let rows = table["row"]?.numbers, let targets = table["target"]?.numbers,
        let predictions = table["prediction"]?.numbers
      else { throw StageProblem("a fold gave no predictions") }
      for index in rows.indices {
        items.append((rows[index], Double(fold + 1), targets[index], predictions[index]))
      }
    }
    items.sort { $0.row < $1.row }
    return Table([
      Column("row", numbers: items.map(\.row)), Column("fold", numbers: items.map(\.fold)),
      Column("target", numbers: items.map(\.target)),
      Column("prediction", numbers: items.map(\.prediction)),
    ])
  }
}

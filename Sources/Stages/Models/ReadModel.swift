package import Analyses
import Diagnostics
import Documents
import Exchange
import Kernels
import Learning
import Tables

/// Reads a model that another program trained, so that it can be evaluated and predict.
package enum ReadModel: StageKind {
  package struct Settings: Sendable {
    package let path: String
  }

  package static let name = "read-model"
  package static let revision = 1
  package static let summary =
    "Reads boosted trees that XGBoost saved as JSON; they predict as they do there."
  package static let section = "Models"
  package static let ports = [
    Port(
      "rows", [.table], refusesTestRows: true,
      "Rows on which the recipe is fitted; they also name the classes. The model does not learn."),
    Port("recipe", [.recipe], "How the target and the model's features are made."),
  ]
  package static let outputs = [
    OutputDeclaration("model", .model, "The model behind the recipe, as `train` would give it.")
  ]
  package static let usesRandomness = true
  package static let examples = [
    StageExample(
      "Evaluate two trees that another program made",
      analysis: """
        workbench: 1
        title: A model from elsewhere
        seed: 1
        stages:
          - id: drawn
            kind: draw
            with: {rows: 60, columns: {x: {uniform: [0, 9]}, n: {normal: [0, 1]}}}
          - {id: rows, kind: sql, from: drawn, with: {query: "SELECT x, n, 2 * x + n AS y FROM drawn"}}
          - {id: plain, kind: recipe, from: rows, with: {target: y}}
          - {id: foreign, kind: read-model, from: {rows: rows, recipe: plain}, with: {path: two-trees.json}}
          - {id: scores, kind: evaluate, from: {models: foreign, rows: rows}}
        """,
      files: ["two-trees.json": ReadModelExample.text])
  ]

  package static func settings(_ reader: inout SettingReader) -> Settings {
    Settings(
      path: reader.path(
        "path",
        "The file, which `booster.save_model(\"NAME.json\")` writes; relative to the analysis file."
      ))
  }

  package static func files(_ settings: Settings) -> [SourceFile] {
    [SourceFile(path: settings.path, setting: "path")]
  }

  package static func revisions(_ settings: Settings) -> [String: Int] {
    [RecipeStage.name: RecipeStage.revision]
  }

  package static func types(
    _ settings: Settings, _ check: inout TypeCheck
  ) -> [String: ArtifactType] {
    guard let recipe = check.input("recipe")?.recipe else { return [:] }
    if let columns = check.input("rows")?.table?.columns, let inputs = recipe.inputs {
      let names = Set(columns.map(\.name))
      let missing = ([recipe.target] + inputs.map(\.name)).filter { !names.contains($0) }
      if !missing.isEmpty {
        check.report(
          .unknownColumn,
          "'\(check.stages["rows"]?.first ?? "")' lacks "
            + "\(Wording.list(missing.map { "'\($0)'" })), which the recipe needs",
          port: "rows")
      }
    }
    return [
      "model": .model(
        ModelType(
          target: recipe.target, inputs: recipe.inputs, learner: "xgboost",
          targetKind: recipe.targetKind, isClasses: recipe.isClasses))
    ]
  }

  package static func run(
    _ settings: Settings, _ context: any StageContext
  ) async throws -> StageResult {
    let rows = try context.input("rows", as: Table.self).value
    let recipe = try context.input("recipe", as: Recipe.self).value
    let file = try context.file(settings.path)
    let foreign: XGBoostModel
    do {
      foreign = try XGBoostReader.model(of: file.bytes)
    } catch {
      throw problem(error, of: settings)
    }
    let fitted = try explained {
      try recipe.fit(
        rows, classes: try recipe.classes(of: rows),
        random: RandomStream(seed: context.seed).derived("fit").derived("recipe"))
    }
    let predictor: XGBoostPredictor
    do {
      predictor = try foreign.predictor(
        featureNames: fitted.features.names, classCount: fitted.recipe.classes?.count)
    } catch {
      throw problem(error, of: settings)
    }
    try requireCategories(of: foreign, in: fitted.recipe)
    let model = try explained {
      try Model(recipe: fitted.recipe, predictor: predictor, trainingRows: rows)
    }
    return StageResult([("model", model)])
  }

  private static func problem(_ error: ExchangeError, of settings: Settings) -> StageProblem {
    StageProblem(
      "'\(settings.path)' cannot be used: \(error.description)",
      hints: error.hint.map { [$0] } ?? [], setting: "path")
  }

  package static func view(_ settings: Settings, _ context: any ViewContext) throws -> StageView {
    let model = try context.output("model", as: Model.self)
    guard let predictor = model.predictor as? XGBoostPredictor else { return StageView(blocks: []) }
    let names = try model.recipe.features(of: model.golden.inputs).names
    var blocks: [Block] = [
      .paragraph(
        Text("\(Wording.count(predictor.trees.count, "tree")) with the objective ")
          + .code(predictor.objective.name) + Text(", read from ") + .code(settings.path)
          + Text(
            ". The model was not trained here: if its training rows are among rows that it is "
              + "evaluated on, its scores are too good."))
    ]
    let categories = predictor.model(names: names).categoryFeatures.sorted().map { names[$0] }
    if !categories.isEmpty {
      blocks.append(
        .paragraph(
          Text(
            "It takes \(Wording.list(categories.map { "'\($0)'" })) as numbers of categories, "
              + "counted from 0 as in the other program.")))
    }
    return StageView(blocks: blocks)
  }
}

package import Analyses
import Diagnostics
import Kernels
import Learning
import Tables

/// Compares ways to learn by cross-validation on training rows, and chooses one.
package enum Search: StageKind {
  package struct Settings: Sendable {
    let spaces: [SearchSpace]
    let method: SearchMethod
    let tries: Int?
    let factor: Int
    let rowsMin: Int
    let foldCount: Int
    /// How often the rows are cut into folds.
    let divisions: Int
    let metric: Metric?
    let choice: SearchChoice
    let classWeights: ClassWeights?
  }

  package static let name = "search"
  package static let revision = 2
  package static let summary =
    "Fits every combination of some settings by cross-validation, and chooses one of them."
  package static let section = "Models"
  package static let ports = [
    Port("rows", [.table], refusesTestRows: true, "The training rows."),
    Port(
      "recipe", [.recipe], arity: .oneOrMore,
      "How the target and the features are made; several are compared."),
  ]
  package static let outputs = [
    OutputDeclaration(
      "trials", .table,
      "One row a candidate: its settings, the mean of its scores with an interval, its rank."),
    OutputDeclaration("settings", .settings, "The chosen settings, for `train`."),
    OutputDeclaration("recipe", .recipe, "The chosen recipe, for `train`."),
    OutputDeclaration(
      "fits", .table,
      "One row a fit: candidate, division, fold, score, and whether it predicts one number."),
  ]
  package static let usesRandomness = true
  package static let examples = [
    StageExample(
      "Choose the depth and the number of trees, and train with them",
      analysis: """
        workbench: 1
        title: A search
        seed: 1
        stages:
          - id: drawn
            kind: draw
            with: {rows: 60, columns: {x: {uniform: [0, 9]}, y: {normal: [0, 1]}}}
          - {id: plain, kind: recipe, from: drawn, with: {target: y}}
          - id: choice
            kind: search
            from: {rows: drawn, recipe: plain}
            with:
              learner: trees
              learning-rate: 0.3
              grid: {depth: [1, 2], rounds: [5, 10, 20]}
              folds: 3
          - id: chosen
            kind: train
            from: {rows: drawn, recipe: plain, settings: choice.settings}
        """),
    StageExample(
      "Draw settings of two learners at random, and judge most of them by few rows",
      analysis: """
        workbench: 1
        title: A search by halving
        seed: 1
        stages:
          - id: drawn
            kind: draw
            with: {rows: 90, columns: {x: {uniform: [0, 9]}, y: {normal: [0, 1]}}}
          - {id: plain, kind: recipe, from: drawn, with: {target: y}}
          - {id: bent, kind: recipe, from: drawn, with: {target: y, steps: [{min-max: {columns: numeric}}]}}
          - id: choice
            kind: search
            from: {rows: drawn, recipe: [plain, bent]}
            with:
              candidates:
                - {learner: trees, rounds: 5, grid: {l2: {log-uniform: [0.001, 10]}}}
                - {learner: trees, preset: xgboost, rounds: 5, grid: {depth: [1, 2]}}
              method: halving
              tries: 4
              rows-min: 10
              folds: 3
              metric: rmse
              choose: one-standard-error
        """),
  ]

  package static func revisions(_ settings: Settings) -> [String: Int] {
    var revisions = [
      FitFold.name: FitFold.revision, RecipeStage.name: RecipeStage.revision,
    ]
    for space in settings.spaces {
      let learner = space.candidate(space.firstCell).0?.learner
      revisions.merge(learner?.revisions ?? [:]) { first, _ in first }
    }
    return revisions
  }

  package static func files(_ settings: Settings) -> [SourceFile] {
    settings.spaces.flatMap { $0.candidate($0.firstCell).0?.learner.files ?? [] }
  }

  package static func programs(_ settings: Settings) -> [String] {
    settings.spaces.flatMap { $0.candidate($0.firstCell).0?.learner.programs ?? [] }
  }

  package static func types(
    _ settings: Settings, _ check: inout TypeCheck
  ) -> [String: ArtifactType] {
    let recipes = (check.inputs["recipe"] ?? []).compactMap(\.recipe)
    guard let recipe = recipes.first else { return [:] }
    for index in recipes.indices {
      TrainingCheck.columns(recipes[index], at: index, &check)
      if recipes[index].target != recipe.target {
        check.report(
          .conflict,
          "the recipes predict '\(recipe.target)' and '\(recipes[index].target)', which cannot be "
            + "compared", port: "recipe", index: index)
      }
    }
    let candidates = settings.spaces.compactMap { $0.candidate($0.firstCell).0 }
    for candidate in candidates {
      TrainingCheck.task(candidate.learner, settings.classWeights, recipe, &check)
    }
    checkMetric(settings, recipe, &check)
    let chosen =
      recipes.count == 1
      ? recipe
      : RecipeType(
        target: recipe.target, inputs: nil, targetKind: recipe.targetKind,
        isClasses: recipe.isClasses, isWeighted: recipe.isWeighted)
    var open = Set(settings.spaces.flatMap { $0.axes.map(\.name) })
    if candidates.count > 1 { open.formUnion(candidates.flatMap { $0.pairs.map(\.name) }) }
    return [
      "trials": .table(TableType(columns: nil)),
      "settings": .settings(
        SettingsType(
          pairs: candidates.first.map { handedOn($0, settings, recipe.isClasses) } ?? [],
          openNames: open)),
      "recipe": .recipe(chosen),
      "fits": .table(
        TableType(
          columns: ["candidate", "division", "fold", "score"].map {
            ColumnType($0, kind: ColumnKind.number.rawValue)
          } + [ColumnType("one-number", kind: ColumnKind.flag.rawValue)])),
    ]
  }

  private static func checkMetric(
    _ settings: Settings, _ recipe: RecipeType, _ check: inout TypeCheck
  ) {
    guard let metric = settings.metric, let isClasses = recipe.isClasses else { return }
    let task: TargetTask = isClasses ? .classes : .values
    if let problem = MetricWords.problem([metric], task: task) {
      check.report(.conflict, problem, setting: "metric")
    }
    if metric == .meanCost {
      check.report(
        .conflict, "a search knows no costs of errors, so it cannot compare by 'mean-cost'",
        setting: "metric")
    }
  }

  /// The metric that is compared.
  static func metric(_ settings: Settings, isClasses: Bool) -> Metric {
    settings.metric ?? (isClasses ? .logLoss : .mae)
  }

  /// What `train` is told: the candidate's settings, and what else decides a fit.
  static func handedOn(
    _ candidate: SearchCandidate, _ settings: Settings, _ isClasses: Bool?
  ) -> [SettingValue.Pair] {
    var pairs = candidate.pairs
    if let weights = settings.classWeights {
      let form = SettingForm<ClassWeights?>.classWeights
      pairs.append(SettingValue.Pair("class-weights", form.resolve(weights)))
    }
    let metric = settings.metric ?? isClasses.map { Self.metric(settings, isClasses: $0) }
    return pairs + (metric.map { [SettingValue.Pair("metric", .text($0.rawValue))] } ?? [])
  }
}

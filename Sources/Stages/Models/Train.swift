package import Analyses
import Diagnostics
import Documents
import Kernels
package import Learning
import Tables

/// Fits a recipe and a learner, and predicts training rows that the fit did not see.
package enum Train: StageKind {
  package struct Settings: Sendable {
    /// Reads the same settings again once a search has chosen.
    let source: SettingReader
    /// Nil only while something is wrong with the settings.
    package let learner: LearnerChoice?
    package let foldCount: Int
    package let classWeights: ClassWeights?
    package let calibration: CalibrationMethod?
    package let costs: NamedCosts?
    /// Nil where there is one fit.
    let repeats: TrainRepeats?
  }

  package static let name = "train"
  package static let revision = 4
  package static let summary =
    "Fits a model on all rows, and by cross-validation predicts each row from the others."
  package static let section = "Models"
  package static let ports = [
    Port("rows", [.table], refusesTestRows: true, "The training rows."),
    Port("recipe", [.recipe], "How the target and the features are made."),
    Port(
      "settings", [.settings], arity: .optional,
      "What a search chose; what stands under `with` goes before it."),
  ]
  package static let outputs = [
    OutputDeclaration("model", .model, "The model fitted on all rows, with its recipe."),
    OutputDeclaration(
      "held-out", .table,
      "Row, fold, target and prediction by a fit without that fold; with classes also their "
        + "probabilities."),
    OutputDeclaration(
      "repeats", .table,
      "One row a repeat: its score on rows set aside, and whether it was chosen; empty for one fit."
    ),
    OutputDeclaration("fits", .document, "All repeats with their models; empty for one fit."),
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
        """),
    StageExample(
      "Tell two classes apart, one of which is rare",
      analysis: """
        workbench: 1
        title: Models of classes
        seed: 1
        stages:
          - id: drawn
            kind: draw
            with: {rows: 120, columns: {x: {uniform: [0, 9]}, n: {normal: [0, 2]}}}
          - id: rows
            kind: sql
            from: drawn
            with: {query: "SELECT x, CASE WHEN x + n > 8 THEN 1 ELSE 0 END AS late FROM drawn"}
          - {id: plain, kind: recipe, from: rows, with: {target: late, task: classes}}
          - {id: shares, kind: train, from: {rows: rows, recipe: plain}, with: {learner: mean}}
          - id: odds
            kind: train
            from: {rows: rows, recipe: plain}
            with: {learner: logistic, l2: 0.5, class-weights: balanced}
        """),
    StageExample(
      "Train a network, and keep the epoch that does best on rows set aside",
      analysis: """
        workbench: 1
        title: A network
        seed: 1
        stages:
          - id: drawn
            kind: draw
            with: {rows: 60, columns: {x: {uniform: [0, 9]}, y: {normal: [0, 1]}}}
          - id: scaled
            kind: recipe
            from: drawn
            with: {target: y, steps: [{min-max: {columns: numeric}}]}
          - id: network
            kind: train
            from: {rows: drawn, recipe: scaled}
            with: {learner: net, layers: [8, 8], activation: tanh, epochs: 20, batch-size: 16, early-stopping: 0.2}
        """),
  ]

  package static func settings(_ reader: inout SettingReader) -> Settings {
    let source = reader
    let foldCount = reader.setting(
      "folds", .integer(in: 0...1000), standard: 5, unit: "folds",
      "Into how many parts the rows are cut for held-out predictions; 0 makes none.")
    if foldCount == 1 {
      reader.report(
        .outOfRange, "'folds' is 1; it takes 0, or a whole number from 2 to 1000", at: "folds")
    }
    let learner = reader.union("learner", LearnerCatalog.variants, "What is fitted.")
    let classWeights = reader.classWeights(absent: .some(nil))
    if case .text(let chosen)? = source.chosen("learner"), let learner, learner.name != chosen {
      reader.report(
        .conflict, "the settings were chosen for '\(chosen)' and not for '\(learner.name)'",
        at: "learner", hints: ["leave `learner` out, or leave `settings` out"])
    }
    let settings = Settings(
      source: source, learner: learner, foldCount: foldCount, classWeights: classWeights,
      calibration: calibration(&reader), costs: costs(&reader),
      repeats: TrainRepeats.settings(&reader))
    checkFolds(settings, &reader)
    return settings
  }

  package static func revisions(_ settings: Settings) -> [String: Int] {
    guard let learner = settings.learner else { return [:] }
    var jobs = [FitModel.name: FitModel.revision, FitFold.name: FitFold.revision]
    if settings.repeats != nil { jobs[FitRepeat.name] = FitRepeat.revision }
    if settings.calibration != nil || settings.costs != nil {
      jobs["adjustment"] = adjustmentRevision
    }
    return FitModel.revisions(
      FitModel.Settings(learner: learner, classWeights: settings.classWeights)
    ).merging(jobs) { first, _ in first
    }
  }

  package static func files(_ settings: Settings) -> [SourceFile] { settings.learner?.files ?? [] }

  package static func programs(_ settings: Settings) -> [String] {
    settings.learner?.programs ?? []
  }

  package static func types(
    _ settings: Settings, _ check: inout TypeCheck
  ) -> [String: ArtifactType] {
    guard let recipe = check.input("recipe")?.recipe else { return [:] }
    TrainingCheck.columns(recipe, &check)
    checkTask(settings, recipe, &check)
    let model = ModelType(
      target: recipe.target, inputs: recipe.inputs, learner: settings.learner?.name ?? "",
      targetKind: recipe.targetKind, isClasses: recipe.isClasses)
    // The columns of probabilities are named by labels, which only the rows know.
    let heldOut =
      recipe.isClasses == false
      ? (recipe.isWeighted ? HeldOutTable.weightedNames : HeldOutTable.names).map {
        ColumnType($0, kind: ColumnKind.number.rawValue)
      } : nil
    let repeats = zip(TrainRepeats.columnNames, [ColumnKind.number, .number, .flag, .flag])
    return [
      "model": .model(model), "held-out": .table(TableType(columns: heldOut)),
      "repeats": .table(
        TableType(columns: repeats.map { ColumnType($0, kind: $1.rawValue) })),
      "fits": .document,
    ]
  }

  /// Reports a learner, or weights of classes, that do not fit what is predicted.
  private static func checkTask(
    _ settings: Settings, _ recipe: RecipeType, _ check: inout TypeCheck
  ) {
    TrainingCheck.task(settings.learner, settings.classWeights, recipe, &check)
    guard let isClasses = recipe.isClasses else { return }
    guard !isClasses else { return }
    let given = [
      ("calibrate", settings.calibration != nil), ("costs", settings.costs != nil),
    ]
    for (name, isGiven) in given where isGiven {
      let problem = LearningError.classSettingOfValues(setting: name, column: recipe.target)
      check.report(.conflict, problem.description, setting: name)
    }
  }

  package static func run(
    _ settings: Settings, _ context: any StageContext
  ) async throws -> StageResult {
    let settings = try chosen(settings, context)
    guard let learner = try settings.learner?.loaded({ try context.file($0).bytes }) else {
      throw StageProblem("there is no learner")
    }
    let rows = try context.input("rows", as: Table.self)
    let recipe = try context.input("recipe", as: Recipe.self)
    try TrainingCheck.requireFolds(settings.foldCount, rows: rows.value.rowCount)
    try TrainingCheck.requireTargets(rows.value, recipe.value.target, of: rows.stage)
    let isRandom = learner.usesRandomness || recipe.value.usesRandomness
    let inputs = TrainInputs(
      digests: ["rows": rows.digest, "recipe": recipe.digest],
      seed: isRandom ? context.seed : nil, foldSeed: isRandom ? context.sharedSeed : nil,
      analysisSeed: context.analysisSeed)
    async let folds = context.results(of: foldJobs(settings, learner, inputs))
    async let fitted = fitted(
      settings, learner, inputs, rows: rows.value, recipe: recipe.value, context)
    let division = FoldDivision(count: settings.foldCount, seed: context.analysisSeed)
    let heldOut = try HeldOutTable(rows: rows.value, recipe: recipe.value, division: division)
      .joining(try await folds.map(\.output))
    let (model, repeats, fits) = try await fitted
    let result = try explained {
      try adjusted(
        settings, model, heldOut, rows: rows.value, goesForward: recipe.value.time != nil)
    }
    return StageResult([
      ("model", result.model), ("held-out", result.heldOut), ("repeats", repeats),
      ("fits", fits),
    ])
  }

  private static func foldJobs(
    _ settings: Settings, _ learner: LearnerChoice, _ inputs: TrainInputs
  ) -> [Job<FitFold>] {
    (0..<settings.foldCount).map { fold in
      Job(
        FitFold.self,
        settings: FitFold.Settings(
          learner: learner, fold: fold, foldCount: settings.foldCount,
          foldSeed: inputs.analysisSeed, division: nil, share: nil,
          classWeights: settings.classWeights),
        inputs: inputs.digests, seed: inputs.foldSeed,
        label: "fold \(fold + 1) of \(settings.foldCount)")
    }
  }

  /// Fits on all rows, or several times on most of them, and gives the model that is kept.
  private static func fitted(
    _ settings: Settings, _ learner: LearnerChoice, _ inputs: TrainInputs, rows: Table,
    recipe: Recipe, _ context: any StageContext
  ) async throws -> (Model, Table, RepeatFits) {
    if let repeats = settings.repeats {
      let jobs = repeats.jobs(learner, settings.classWeights, inputs)
      let fits = try await context.results(of: jobs).map(\.output)
      let (model, table) = try explained {
        try repeats.chosen(fits, rows: rows, recipe: recipe, seed: inputs.analysisSeed)
      }
      return (model, table, RepeatFits(fits))
    }
    let job = Job(
      FitModel.self,
      settings: FitModel.Settings(learner: learner, classWeights: settings.classWeights),
      inputs: inputs.digests, seed: inputs.seed, label: "all rows")
    guard let model = try await context.results(of: [job]).first else {
      throw StageProblem("the fit on all rows gave no model")
    }
    return (model.output, TrainRepeats.noTable, RepeatFits([]))
  }

  /// Gives the settings with what a search chose, where one was given.
  private static func chosen(
    _ settings: Settings, _ context: any StageContext
  ) throws -> Settings {
    guard let chosen = try context.inputs("settings", as: ChosenSettings.self).first else {
      return settings
    }
    var reader = settings.source.anew(settingsInput: chosen.value.pairs)
    let read = Self.settings(&reader)
    guard reader.diagnostics.isEmpty else { throw DiagnosticError(reader.diagnostics) }
    return read
  }
}

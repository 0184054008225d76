package import Analyses
import Diagnostics
import Documents
import Kernels
package import Learning
import Tables

/// Scores models on rows, beside their scores on held-out training rows.
package enum Evaluate: StageKind {
  package struct Settings: Sendable {
    /// Nil where the standard ones of the target's sort are measured.
    package let metrics: [Metric]?
    package let level: Double
    package let resampleCount: Int
    package let block: Int
    package let commands: [OwnMeasure]
  }

  /// What is measured where nothing is said.
  package static func standardMetrics(_ task: TargetTask) -> [Metric] {
    switch task {
    case .values: [.mae, .rmse, .r2]
    case .classes: [.logLoss, .auc, .accuracy]
    }
  }

  package static let name = "evaluate"
  package static let revision = 3
  package static let summary =
    "Scores models on rows and on held-out training rows, with intervals, and tells the two apart."
  package static let section = "Evaluation"
  package static let ports = [
    Port("models", [.model], arity: .oneOrMore, companions: ["held-out"], "The models to score."),
    Port(
      "rows", [.table], arity: .optional,
      "The rows to score them on, with their target; without it held-out rows alone count."),
  ]
  package static let outputs = [
    OutputDeclaration("metrics", .metrics, "Figures of merit with intervals."),
    OutputDeclaration(
      "residuals", .table,
      "Target minus prediction, for each model and row; with classes the probability that was given to "
        + "the row's own."),
  ]
  package static let usesRandomness = true
  package static let usesInputNames = true
  package static let examples = [
    StageExample(
      "Compare a line with the mean on other rows",
      analysis: """
        workbench: 1
        title: Scores
        seed: 1
        stages:
          - id: drawn
            kind: draw
            with: {rows: 60, columns: {x: {uniform: [0, 9]}, noise: {normal: [0, 1]}}}
          - id: others
            kind: draw
            with: {rows: 40, columns: {x: {uniform: [0, 9]}, noise: {normal: [0, 1]}}}
          - {id: all, kind: sql, from: drawn, with: {query: "SELECT x, 2 * x + noise AS y FROM drawn"}}
          - {id: new, kind: sql, from: others, with: {query: "SELECT x, 2 * x + noise AS y FROM others"}}
          - {id: plain, kind: recipe, from: all, with: {target: y}}
          - {id: line, kind: train, from: {rows: all, recipe: plain}, with: {learner: linear}}
          - {id: mean, kind: train, from: {rows: all, recipe: plain}, with: {learner: mean}}
          - {id: scores, kind: evaluate, from: {models: [line, mean], rows: new}}
        """)
  ]

  package static func settings(_ reader: inout SettingReader) -> Settings {
    let metrics = reader.setting(
      "metrics", .list(of: .choice(Metric.self), countMin: 1), standard: standardMetrics(.values),
      "What is measured; the first one decides which model is best. The standard for classes is "
        + Wording.list(standardMetrics(.classes).map(\.rawValue)) + ".")
    if Set(metrics).count != metrics.count {
      reader.report(.conflict, "'metrics' names one of them twice", at: "metrics")
    }
    if let first = metrics.first, let other = metrics.first(where: { $0.task != first.task }) {
      reader.report(
        .conflict,
        "'\(first.rawValue)' measures \(first.task.rawValue) and '\(other.rawValue)' measures "
          + other.task.rawValue,
        at: "metrics", hints: ["use one `evaluate` for each target"])
    }
    return Settings(
      metrics: reader.isGiven("metrics") ? metrics : nil,
      level: reader.setting(
        "interval", .number(in: 0.5...0.999), standard: 0.95,
        "The share of resamples inside an interval."),
      resampleCount: reader.setting(
        "resamples", .integer(in: 100...100_000), standard: 1000,
        "How often rows are drawn again for the intervals."),
      block: reader.setting(
        "block", .integer(in: 1...1_000_000), standard: 1, unit: "rows", absent: 1,
        "How many neighbouring rows are drawn together; for rows in order of time, as many as "
          + "depend on each other."),
      commands: OwnMeasure.settings(&reader, taken: Metric.allCases.map(\.rawValue)))
  }

  package static func readsTestTargets(_ inputs: [String: [ArtifactType]]) -> Bool {
    inputs["rows"]?.contains(where: \.isTest) ?? false
  }

  package static func types(
    _ settings: Settings, _ check: inout TypeCheck
  ) -> [String: ArtifactType] {
    let rows = check.stages["rows"]?.first ?? ""
    let columns = check.input("rows")?.table?.columns
    let models = check.inputs["models"] ?? []
    let names = check.stages["models"] ?? []
    for (index, type) in models.enumerated() {
      guard let model = type.model else { continue }
      if let first = models.first?.model, first.target != model.target {
        check.report(
          .wrongInputType,
          "'\(names[index])' predicts '\(model.target)' and '\(names[0])' predicts "
            + "'\(first.target)'",
          port: "models", index: index,
          hints: ["models of one target can be compared; use one `evaluate` for each target"])
        continue
      }
      if let first = models.first?.model?.isClasses, let isClasses = model.isClasses,
        isClasses != first
      {
        check.report(
          .wrongInputType,
          "'\(names[index])' predicts \(isClasses ? "classes" : "values") and '\(names[0])' does "
            + "not",
          port: "models", index: index, hints: ["use one `evaluate` for each sort of target"])
        continue
      }
      ModelInputs.check(model, columns, of: rows, needsTarget: true, &check)
    }
    let isClasses = models.compactMap { $0.model?.isClasses }.first
    if let isClasses, let metrics = settings.metrics,
      let problem = MetricWords.problem(metrics, task: isClasses ? .classes : .values)
    {
      check.report(.conflict, problem, setting: "metrics")
    }
    // With classes the target's columns have the kind of its labels, and others follow.
    guard isClasses == false else {
      return ["metrics": .metrics, "residuals": .table(TableType(columns: nil))]
    }
    let residuals = [
      ColumnType("model", kind: "text"), ColumnType("rows", kind: "text"),
      ColumnType("row", kind: "number"), ColumnType("target", kind: "number"),
      ColumnType("prediction", kind: "number"), ColumnType("residual", kind: "number"),
    ]
    return ["metrics": .metrics, "residuals": .table(TableType(columns: residuals))]
  }

  package static func run(
    _ settings: Settings, _ context: any StageContext
  ) async throws -> StageResult {
    let models = try context.inputs("models", as: Model.self)
    let task: TargetTask = models.contains { $0.value.classes != nil } ? .classes : .values
    if let other = models.first(where: { ($0.value.classes == nil) != (task == .values) }) {
      throw StageProblem("'\(other.stage)' predicts values, and another model classes")
    }
    if let problem = MetricWords.problem(settings.metrics ?? [], task: task) {
      throw StageProblem(problem, setting: "metrics")
    }
    let heldOut = try context.companions("models", "held-out", as: Table.self)
    let rows = try context.inputs("rows", as: Table.self).first
    // The analysis' own seed, so that one score has one interval wherever it is worked out.
    let random = RandomStream(seed: context.analysisSeed).derived("evaluate")
    var (evaluation, residuals) = try explained {
      let held = heldOut.map { $0?.value }
      return switch task {
      case .values:
        try Scorer(settings: settings, random: random).evaluate(models, heldOut: held, on: rows)
      case .classes:
        try ClassScorer(models, settings: settings, random: random)
          .evaluate(heldOut: held, on: rows)
      }
    }
    evaluation.own = try own(settings, evaluation, residuals) { try context.file($0).bytes }
    return StageResult(
      [("metrics", evaluation), ("residuals", residuals)],
      metrics: evaluation.metricValues,
      looks: rows.map { rows in
        context.holdsTestRows("rows")
          ? models.map { TestLook(model: $0.digest, rows: rows.digest) } : []
      } ?? [])
  }
}

extension Evaluate.Settings {
  /// What is measured for a sort of target.
  func metrics(for task: TargetTask) -> [Metric] { metrics ?? Evaluate.standardMetrics(task) }
}

/// What the rows given to a model must have.
enum ModelInputs {
  /// Reports what rows given to a model lack.
  static func check(
    _ model: ModelType, _ columns: [ColumnType]?, of rows: String, needsTarget: Bool,
    port: String = "rows", _ check: inout TypeCheck
  ) {
    guard let columns else { return }
    let names = Set(columns.map(\.name))
    let needed = (needsTarget ? [model.target] : []) + (model.inputs ?? []).map(\.name)
    let missing = needed.filter { !names.contains($0) }
    guard !missing.isEmpty else { return }
    let quoted = Wording.list(missing.map { "'\($0)'" })
    check.report(
      .unknownColumn, "'\(rows)' lacks \(quoted), which the model needs", port: port)
  }
}

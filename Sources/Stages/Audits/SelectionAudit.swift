package import Analyses
import Diagnostics
import Kernels
package import Learning
import Tables

/// Replays the habit of keeping the repeat that does best on the test rows.
package enum SelectionAudit: StageKind {
  package struct Settings: Sendable {
    package let metric: Metric
  }

  /// The metrics for which the error of a model that is off by a constant is one curve.
  private enum Measure: String, CaseIterable, Sendable {
    case mae, rmse

    var metric: Metric { self == .mae ? .mae : .rmse }
  }

  package static let name = "selection-audit"
  package static let revision = 1
  package static let summary =
    "Shows which of several repeats a choice by test scores would have kept, and what it is worth."
  package static let section = "Evaluation"
  package static let ports = [
    Port(
      "repeats", [.model], companions: ["fits", "repeats"],
      "A model of values that was trained with `repeats`."),
    Port(
      "models", [.model], arity: .oneOrMore, companions: ["held-out"],
      "Other models; that with the best held-out score says what the training rows imply."),
    Port("rows", [.table], "The test rows, with their target."),
  ]
  package static let outputs = [
    OutputDeclaration(
      "audit", .document, "What was kept and chosen, with scores, offsets and the curve.")
  ]
  package static let usesRandomness = true
  package static let usesInputNames = true
  package static let examples = [
    StageExample(
      "Ask what choosing by test rows would have kept, where their targets are shifted",
      analysis: """
        workbench: 1
        title: A habit
        seed: 1
        stages:
          - {id: drawn, kind: draw, with: {rows: 80, columns: {x: {uniform: [0, 9]}, n: {normal: [0, 0.2]}}}}
          - {id: others, kind: draw, with: {rows: 40, columns: {x: {uniform: [0, 9]}, n: {uniform: [0, 4]}}}}
          - {id: rows, kind: sql, from: drawn, with: {query: "SELECT x, 2 * x + n AS y FROM drawn"}}
          - {id: new, kind: sql, from: others, with: {query: "SELECT x, 2 * x + n AS y FROM others"}}
          - {id: plain, kind: recipe, from: rows, with: {target: y, steps: [{min-max: {columns: numeric}}]}}
          - {id: line, kind: train, from: {rows: rows, recipe: plain}, with: {learner: linear}}
          - id: network
            kind: train
            from: {rows: rows, recipe: plain}
            with: {learner: net, layers: [4], epochs: 5, repeats: 4, validation: 0.2, folds: 0}
          - {id: habit, kind: selection-audit, from: {repeats: network, models: line, rows: new}}
        """)
  ]

  package static func settings(_ reader: inout SettingReader) -> Settings {
    Settings(
      metric: reader.setting(
        "metric", .choice(), standard: Measure.mae, "The score that the habit looks at."
      ).metric)
  }

  package static func readsTestTargets(_ inputs: [String: [ArtifactType]]) -> Bool {
    inputs["rows"]?.contains(where: \.isTest) ?? false
  }

  package static func types(
    _ settings: Settings, _ check: inout TypeCheck
  ) -> [String: ArtifactType] {
    let rows = check.stages["rows"]?.first ?? ""
    let columns = check.input("rows")?.table?.columns
    let repeated = check.input("repeats")?.model
    for (port, types) in [("repeats", check.inputs["repeats"]), ("models", check.inputs["models"])]
    {
      for (index, type) in (types ?? []).enumerated() {
        guard let model = type.model else { continue }
        let stage = check.stages[port]?[index] ?? ""
        if model.isClasses == true {
          check.report(
            .wrongInputType, "'\(stage)' predicts classes; models of values are audited",
            port: port, index: index)
        } else if let repeated, model.target != repeated.target {
          check.report(
            .wrongInputType,
            "'\(stage)' predicts '\(model.target)', and the repeats predict '\(repeated.target)'",
            port: port, index: index)
        } else {
          ModelInputs.check(model, columns, of: rows, needsTarget: true, &check)
        }
      }
    }
    return ["audit": .document]
  }

  package static func run(
    _ settings: Settings, _ context: any StageContext
  ) async throws -> StageResult {
    let trained = try context.input("repeats", as: Model.self)
    guard
      let fits = try context.companions("repeats", "fits", as: RepeatFits.self).first??.value.fits,
      let scores = try context.companions("repeats", "repeats", as: Table.self).first??.value,
      fits.count > 1
    else {
      throw StageProblem(
        "'\(trained.stage)' has one fit, so there is nothing to choose among",
        hints: ["train it with `repeats: 30` and `validation: 0.2`"])
    }
    let rows = try context.input("rows", as: Table.self)
    let others = try context.inputs("models", as: Model.self)
    let held = try context.companions("models", "held-out", as: Table.self)
    // The stage's own model is the chosen repeat, and is looked at as that.
    let models = zip(others, held).filter { $0.0.stage != trained.stage }
    let audit = try explained {
      let auditor = HabitAuditor(
        metric: settings.metric, random: RandomStream(seed: context.seed),
        targets: try trained.value.recipe.target(of: rows.value),
        weights: try Scorer.weights(of: rows.value, [trained]))
      return try auditor.audit(
        stage: trained.stage, rows: rows.stage, target: trained.value.recipe.target,
        repeats: try repeats(fits, scores["score"]?.numbers ?? [], on: rows.value),
        models: try models.map { model, table in
          HabitAuditor.Predicted(
            name: model.stage,
            predictions: try model.value.predictions(for: rows.value).values ?? [],
            heldOut: table.flatMap { heldOutScore($0.value, settings.metric) })
        })
    }
    let isTest = context.holdsTestRows("rows")
    let looked =
      models.map(\.0.digest)
      + fits.compactMap { fit in
        if case .model(let model) = fit { model.digest } else { nil }
      }
    return StageResult(
      [("audit", audit)],
      looks: isTest ? looked.map { TestLook(model: $0, rows: rows.digest) } : [])
  }

  private static func repeats(
    _ fits: [RepeatFit], _ scores: [Double], on rows: Table
  ) throws -> [HabitAuditor.Predicted] {
    try fits.enumerated().compactMap { place, fit in
      guard case .model(let model) = fit else { return nil }
      let score = scores.indices.contains(place) ? scores[place] : .nan
      return HabitAuditor.Predicted(
        name: "repeat \(place + 1)", predictions: try model.predictions(for: rows).values ?? [],
        heldOut: score.isFinite ? score : nil)
    }
  }

  private static func heldOutScore(_ table: Table, _ metric: Metric) -> Double? {
    guard let targets = table["target"]?.numbers, let predictions = table["prediction"]?.numbers,
      !targets.isEmpty
    else { return nil }
    return metric.value(
      targets: targets, predictions: predictions, weights: table["weight"]?.numbers)
  }
}

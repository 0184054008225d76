package import Analyses
import Learning

extension Evaluate {
  /// The name that stands for the model with the best first metric.
  private static let best = "best"
  private static let heldOut = "held-out"
  /// How far residuals on the scored rows lie off, and the error once that is taken away.
  private static let shiftNames = ["shift", "shift.low", "shift.high", "after-shift"]

  /// Each score as `MODEL.ROWS.METRIC`, with `.low` and `.high` for its interval.
  package static func values(_ settings: Settings, _ stage: KnownStage) -> [ValueOffer] {
    let models = stage.stages["models"] ?? []
    let places = [heldOut] + (stage.stages["rows"] ?? [])
    // Which of the two sorts is predicted may be known only once the models are there.
    let metrics =
      settings.metrics ?? standardMetrics(.values) + standardMetrics(.classes) + [.meanCost]
    let bases = ((models.contains(best) ? [] : [best]) + models).flatMap { model in
      places.flatMap { place in metrics.map { "\(model).\(place).\($0.rawValue)" } }
    }
    // Plain scores first: they are what is suggested where words were left out.
    let shifts = ((models.contains(best) ? [] : [best]) + models).flatMap { model in
      stage.stages["rows"] == nil ? [] : shiftNames.map { "\(model).\($0)" }
    }
    let names = bases + bases.flatMap { ["\($0).low", "\($0).high"] } + shifts
    return [
      ValueOffer(output: "metrics", names: [best] + names) { name, outputs in
        try value(name, of: outputs.output("metrics", as: Evaluation.self))
      }
    ]
  }

  private static func value(_ name: String, of evaluation: Evaluation) throws -> String {
    if name == best {
      guard let entry = evaluation.best else {
        throw StageProblem("no model of the evaluation can be called the best")
      }
      return entry.model
    }
    let words = name.split(separator: ".").map(String.init)
    if words.count >= 2, shiftNames.contains(words.dropFirst().joined(separator: ".")) {
      return try shift(Array(words.dropFirst()), of: try entry(words[0], of: evaluation))
    }
    guard words.count >= 3, let metric = Metric(rawValue: words[2]) else {
      throw StageProblem("an evaluation has no value '\(name)'")
    }
    let entry = try entry(words[0], of: evaluation)
    let score = words[1] == heldOut ? entry.heldOut(metric) : entry.scored(metric)
    guard let score else {
      throw StageProblem(
        "'\(entry.model)' has no \(words[2]) on '\(words[1])'",
        hints: words[1] == heldOut ? ["a model with `folds: 0` predicts no held-out rows"] : [])
    }
    guard words.count > 3 else { return MetricWords.value(score.value, of: metric) }
    guard let interval = score.interval else {
      throw StageProblem("the \(words[2]) of '\(entry.model)' has no interval")
    }
    return MetricWords.value(words[3] == "low" ? interval.low : interval.high, of: metric)
  }

  private static func entry(
    _ name: String, of evaluation: Evaluation
  ) throws -> Evaluation.Entry {
    let named = evaluation.entries.first { $0.model == name }
    guard let entry = named ?? (name == best ? evaluation.best : nil) else {
      throw StageProblem("the evaluation has no model '\(name)'")
    }
    return entry
  }

  private static func shift(_ words: [String], of entry: Evaluation.Entry) throws -> String {
    guard let shift = entry.shift else {
      throw StageProblem(
        "'\(entry.model)' has no shift, which compares residuals of values on held-out and other rows"
      )
    }
    let value: Double? =
      switch words {
      case ["shift"]: shift.difference
      case ["shift", "low"]: shift.interval?.low
      case ["shift", "high"]: shift.interval?.high
      default: shift.errorAfterShift
      }
    guard let value else {
      throw StageProblem(
        "there are too few rows for the \(words.joined(separator: ".")) of '\(entry.model)'")
    }
    return Wording.number(value)
  }
}

package import Analyses
import Learning

extension Evaluate {
  /// The name that stands for the model with the best first metric.
  private static let best = "best"
  private static let heldOut = "held-out"

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
    let names = bases + bases.flatMap { ["\($0).low", "\($0).high"] }
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
    guard words.count >= 3, let metric = Metric(rawValue: words[2]) else {
      throw StageProblem("an evaluation has no value '\(name)'")
    }
    let named = evaluation.entries.first { $0.model == words[0] }
    guard let entry = named ?? (words[0] == best ? evaluation.best : nil) else {
      throw StageProblem("the evaluation has no model '\(words[0])'")
    }
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
}

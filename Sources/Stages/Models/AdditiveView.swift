import Additive
import Documents
import Learning

/// What a reader sees of a sum of curves: whether a sum is enough, and the curves.
enum AdditiveView {
  /// Gives a finding and the pictures.
  static func blocks(
    _ model: Model, _ predictor: ShapedAdditivePredictor, stage: String
  ) throws -> [Block] {
    let features = try AdditiveFeatures(model, predictor)
    let target = model.recipe.target
    let figures = AdditiveFigures(
      features: features,
      target: model.recipe.targetScale == .logarithm ? "logarithm of \(target)" : target,
      stage: stage)
    let finding = finding(predictor.interactions, features.names)
    return (finding.map { [.finding($0)] } ?? []) + figures.all.map { .figure($0) }
  }

  /// Gives the pictures of the log odds of the second of two classes; of more there are none.
  static func blocks(
    _ model: Model, _ predictor: AdditiveClassPredictor, stage: String
  ) throws -> [Block] {
    guard predictor.parts.count == 1, let part = predictor.parts.first,
      let place = predictor.present.last, let labels = model.classes
    else { return [] }
    let features = try AdditiveFeatures(model, part)
    let figures = AdditiveFigures(
      features: features, target: "the log odds of '\(labels.names[place])'", stage: stage,
      centring: "over the training rows, which count by p (1 - p), p being their probability",
      unit: "log odds")
    return figures.all.map { .figure($0) }
  }

  /// Says whether features work together; nil where there is nothing to say.
  static func finding(_ test: InteractionTest, _ names: [String]) -> Finding? {
    switch test.outcome {
    case .noPairs: return nil
    case .tooFewRows:
      return Finding(
        .note, "Whether a sum of curves is enough cannot be told",
        explanation: Text(
          "\(Wording.count(test.rowCount, "row")) are too few to look for features that work "
            + "together."))
    case .nothingLeft:
      return Finding(
        .good, "A sum of curves tells all",
        explanation:
          "What it leaves of the training rows is less than a millionth of the target's spread.")
    case .tested: return tested(test, names)
    }
  }

  private static func tested(_ test: InteractionTest, _ names: [String]) -> Finding {
    let how =
      "\(Wording.count(test.pairCount, "pair")) of \(Wording.count(test.featureCount, "feature")) "
      + "were tried on \(Wording.count(test.rowCount, "training row")): up to four products of powers "
      + "of ranks each, against what the curves leave. p is corrected for the number of pairs."
    guard let first = test.found.first else {
      let p = test.pairs.first.map { probability($0.p) } ?? "p = 1"
      return Finding(
        .good, Text("Nothing speaks against a sum of curves (\(p))"), explanation: Text(how))
    }
    let others = test.found.dropFirst().map {
      "\(name($0.first, names)) with \(name($0.second, names)) (\(probability($0.p)))"
    }
    let more = others.isEmpty ? "" : " Others: \(Wording.list(others))."
    return Finding(
      .warning,
      Text(
        "The residuals hang together with \(name(first.first, names)) and "
          + "\(name(first.second, names)): a sum of curves is too simple here "
          + "(\(probability(first.p)))"),
      explanation: Text(
        "The two explain \(Wording.percent(first.share)) of what the curves leave; trees or a "
          + "network can join features.\(more) \(how)"))
  }

  private static func name(_ feature: Int, _ names: [String]) -> String {
    names.indices.contains(feature) ? names[feature] : "feature \(feature + 1)"
  }

  private static func probability(_ p: Double) -> String {
    p < 0.001 ? "p < 0.001" : "p = \(Wording.number(p, digits: 2))"
  }
}

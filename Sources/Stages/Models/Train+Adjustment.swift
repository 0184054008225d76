import Analyses
import Diagnostics
import Learning
import Tables

extension Train {
  /// Reads how probabilities are mended.
  static func calibration(_ reader: inout SettingReader) -> CalibrationMethod? {
    reader.setting(
      "calibrate", .choice(CalibrationChoice.self), standard: .none, absent: .some(.none),
      "How probabilities of classes are mended so that they come true as often as they say: "
        + "isotonic by a rising curve, for a thousand rows or more, platt by a logistic one."
    ).method
  }

  /// Reads what errors cost, by which the class is chosen.
  static func costs(_ reader: inout SettingReader) -> NamedCosts? {
    let errors = reader.optional(
      "costs",
      .object("costs") { reader in
        NamedCosts.errors(
          falsePositive: reader.setting(
            "false-positive", .number(in: 0...1e12), standard: 1,
            "The cost of choosing the positive class for a row of the other."),
          falseNegative: reader.setting(
            "false-negative", .number(in: 0...1e12), standard: 1,
            "The cost of not choosing the positive class for a row of it."))
      },
      "What errors cost where there are two classes; the threshold is then the one that cost least "
        + "on held-out rows.")
    let pairs = reader.optional(
      "cost-matrix",
      .named("label", .named("label", .number(in: 0...1e12), countMin: 1), countMin: 1),
      "What it costs to choose a class, the inner label, for a row of another, the outer one; "
        + "errors that are not named cost 1.")
    if errors != nil, pairs != nil {
      reader.report(.conflict, "'costs' and 'cost-matrix' say the same twice", at: "cost-matrix")
    }
    if let errors { return errors.value }
    return pairs.map { outer in
      .pairs(
        outer.flatMap { target in
          target.item.map {
            NamedCosts.Pair(target: target.name, chosen: $0.name, cost: $0.item)
          }
        })
    }
  }

  /// Reports settings that need held-out rows where there are none.
  static func checkFolds(_ settings: Settings, _ reader: inout SettingReader) {
    guard settings.foldCount == 0 else { return }
    if settings.calibration != nil { report("calibrate", &reader) }
    if case .errors? = settings.costs { report("costs", &reader) }
  }

  private static func report(_ name: String, _ reader: inout SettingReader) {
    reader.report(
      .conflict, "'\(name)' is fitted on held-out rows, and with `folds: 0` there are none",
      at: name, hints: ["set `folds` to 2 or more"])
  }

  /// Goes up when mended probabilities or choices by cost change for the same held-out rows.
  static let adjustmentRevision = 2

  /// Mends probabilities and chooses by cost, for held-out rows and for the model.
  ///
  /// What is done with the rows of a fold is fitted on those of the other folds, and what the model
  /// does on all of them, as held-out predictions are the only ones that no fit has seen. Where folds
  /// go forward in time, it is fitted on those of earlier folds: later rows are not known then. The
  /// rows of the first fold keep their probabilities, and are chosen by expected cost.
  static func adjusted(
    _ settings: Settings, _ model: Model, _ heldOut: Table, rows: Table, goesForward: Bool = false
  ) throws -> (model: Model, heldOut: Table) {
    guard settings.calibration != nil || settings.costs != nil else { return (model, heldOut) }
    guard let labels = model.classes else {
      throw LearningError.classSettingOfValues(
        setting: settings.calibration != nil ? "calibrate" : "costs", column: model.recipe.target)
    }
    let costs = try settings.costs?.costs(labels)
    guard let held = HeldOutClasses(heldOut, labels) else {
      guard settings.calibration == nil, let costs, labels.count > 2 else {
        throw StageProblem(
          "a threshold by cost is fitted on held-out rows, and there are none",
          hints: ["set `folds` to 2 or more"], setting: "folds")
      }
      return (model.adjusted(by: ClassAdjustment(costs: costs)), heldOut)
    }
    let known = ClassifiedRows(targets: held.targets, held.predictions)
    let weights = try model.recipe.weights(of: rows)
    func fit(_ places: [Int]) throws -> ClassAdjustment {
      try ClassAdjustment(
        fittedOn: known.rows(places), weights: weights.map { all in places.map { all[$0] } },
        method: settings.calibration, costs: costs)
    }
    var probabilities = known.probabilities
    var places = known.chosen
    for fold in Set(held.folds).sorted() {
      let inside = held.folds.indices.filter { held.folds[$0] == fold }
      let others = held.folds.indices.filter {
        goesForward ? held.folds[$0] < fold : held.folds[$0] != fold
      }
      let own = held.predictions.rows(inside)
      let mended = others.isEmpty ? chosen(own, by: costs) : try fit(others).adjusted(own)
      for (place, row) in inside.enumerated() {
        places[row] = mended.places[place]
        for label in 0..<labels.count {
          probabilities[row * labels.count + label] = mended.probability(row: place, class: label)
        }
      }
    }
    let predictions = ClassPredictions(
      labels: labels, probabilities: probabilities, places: places)
    return (
      model.adjusted(by: try fit(Array(held.folds.indices))),
      HeldOutClasses.table(heldOut, predictions)
    )
  }
}

extension Train {
  /// The same probabilities with the choice of least expected cost; nil chooses the most probable.
  private static func chosen(
    _ predictions: ClassPredictions, by costs: ClassCosts?
  ) -> ClassPredictions {
    guard let costs else {
      return ClassPredictions(
        labels: predictions.labels, probabilities: predictions.probabilities)
    }
    return ClassPredictions(
      labels: predictions.labels, probabilities: predictions.probabilities,
      places: costs.choices(predictions.probabilities))
  }
}

/// The words for ways of mending probabilities.
private enum CalibrationChoice: String, CaseIterable {
  case none
  case isotonic
  case platt

  var method: CalibrationMethod? {
    switch self {
    case .none: nil
    case .isotonic: .isotonic
    case .platt: .platt
    }
  }
}

package import Attribution
import Kernels
package import Learning
import Synchronization
package import Tables

/// Explains rows by one model again and again, with a background that was chosen once.
///
/// The methods, the background and the random numbers are those of a stage of kind `explain` with
/// its standard settings, training rows being the background.
package final class ModelExplainer: Sendable {
  /// How many rows of the background are used.
  package static let backgroundCount = 100

  /// How values are found.
  package let method: String
  private let model: Model
  /// What it works with is changed while it works, so one call follows the other.
  private let explainer: Mutex<Explainer>
  /// The place of the class that is explained, nil for values.
  private let classPlace: Int?

  /// Takes training rows, or nil where there are none: then the rows that the model remembers.
  ///
  /// Throws where the model cannot be explained.
  package convenience init(_ model: Model, trainingRows: Table?, seed: UInt64) throws {
    let rows = trainingRows ?? model.golden.inputs
    let places = Background.sampled(
      rows.rowCount, count: Self.backgroundCount,
      random: RandomStream(seed: seed).derived("background"))
    try self.init(
      model, background: rows.rows(places), isNamed: trainingRows != nil, seed: seed)
  }

  /// Takes the rows of the background themselves.
  package init(_ model: Model, background: Table, isNamed: Bool, seed: UInt64) throws {
    self.model = model
    let others = try model.knownFeatures(of: background)
    classPlace = try model.explainedClass(nil)
    let made = try Explainer(
      model.predictor, players: Players(of: model.recipe, featureNames: others.names),
      background: Background(others),
      options: Explainer.Options(
        method: .auto, withInteractions: false, plan: SamplingPlan(tolerance: 0.005),
        classPlace: classPlace, hasBackground: isNamed,
        random: RandomStream(seed: seed).derived("values")))
    method = made.method.rawValue
    explainer = Mutex(made)
  }

  /// The background that would be chosen of training rows, with the model's columns only.
  package static func background(
    of model: Model, trainingRows: Table, seed: UInt64
  ) throws(LearningError) -> Table {
    let places = Background.sampled(
      trainingRows.rowCount, count: backgroundCount,
      random: RandomStream(seed: seed).derived("background"))
    return try model.recipe.inputTable(of: trainingRows.rows(places))
  }

  /// The label of the class that is explained, nil for values.
  package var label: String? {
    classPlace.flatMap { place in model.classes?.names[place] }
  }

  /// Explains the rows of a table; what is drawn at random for a row goes by its place.
  package func attributions(of table: Table) throws(LearningError) -> Attributions {
    let features = try model.knownFeatures(of: table)
    return try explainer.withLock { explainer throws(LearningError) in
      try explainer.attributions(of: features, numbers: Array(0..<features.rowCount))
    }
  }
}

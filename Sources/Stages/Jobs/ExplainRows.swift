import Analyses
import Attribution
import Kernels
import Learning
import Tables

/// The job of explaining some neighbouring rows by one model.
enum ExplainRows: JobKind {
  /// How rows are explained, and which.
  struct Settings: Codable, Sendable {
    let method: AttributionMethod
    let withInteractions: Bool
    let tolerance: Double
    /// The label of the class that is explained; nil for the standard one, and for values.
    let label: String?
    /// The places of the rows among those that are explained.
    let rows: Range<Int>
    /// How many rows are drawn, nil where all are explained.
    let limit: Int?
    /// Whether the background was chosen by the file, and not made of the rows themselves.
    let hasBackground: Bool
  }

  typealias Output = ExplainedBlock

  static let name = "explain-rows"
  static let revision = 2

  static func run(_ settings: Settings, _ context: any JobContext) async throws -> ExplainedBlock {
    let model = try context.input("model", as: Model.self)
    let rows = try context.input("rows", as: Table.self)
    let background = try context.input("background", as: BackgroundRows.self)
    return try explained {
      let others = try model.knownFeatures(of: background.rows)
      let explainer = try Explainer(
        model.predictor, players: Players(of: model.recipe, featureNames: others.names),
        background: Background(others, weights: background.weights),
        options: Explainer.Options(
          method: settings.method, withInteractions: settings.withInteractions,
          plan: SamplingPlan(tolerance: settings.tolerance),
          classPlace: try model.explainedClass(settings.label),
          hasBackground: settings.hasBackground,
          batch: model.predictor is CommandPredictor ? 1_000_000 : PredictorGame.standardBatch,
          random: RandomStream(seed: context.seed).derived("values")))
      // The rows are drawn again here, so that no copy of them is stored.
      let places = Explain.places(of: rows.rowCount, limit: settings.limit, seed: context.seed)
      let own = Array(places[settings.rows])
      let features = try model.knownFeatures(of: rows, own)
      return ExplainedBlock(
        method: explainer.method,
        values: try explainer.attributions(of: features, numbers: own))
    }
  }
}

extension Model {
  /// Prepares some rows, or all; throws where a value is missing that the predictor needs.
  func knownFeatures(of table: Table, _ places: [Int]? = nil) throws(LearningError)
    -> FeatureMatrix
  {
    // A lag looks at other rows, so these are prepared too.
    let looksAround = recipe.steps.contains { $0 is FittedLag }
    let features: FeatureMatrix
    if let places {
      features =
        looksAround
        ? try recipe.features(of: table).rows(places)
        : try recipe.features(of: table.rows(places))
    } else {
      features = try recipe.features(of: table)
    }
    if !type(of: predictor).acceptsMissing, let missing = features.firstMissing {
      throw .missingFeature(
        column: missing.column, row: places.map { $0[missing.row] } ?? missing.row)
    }
    return features
  }

  /// Gives the place of the class of a label, or that of the standard one; nil for values.
  ///
  /// Of two classes the positive one is explained, and of more the first.
  func explainedClass(_ label: String?) throws -> Int? {
    guard let classes else { return nil }
    guard let label else { return classes.count == 2 ? 1 : 0 }
    guard let place = classes.place(named: label) else {
      throw StageProblem(
        "there is no class '\(label)'", hints: ["the classes are \(Wording.list(classes.names))"],
        setting: "class")
    }
    return place
  }
}

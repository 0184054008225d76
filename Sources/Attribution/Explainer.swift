package import Kernels
package import Learning
import Nets

/// Explains the predictions of one model, rows after rows, by a method that was chosen for it.
package struct Explainer {
  /// What is asked for.
  package struct Options: Sendable {
    package var method: AttributionMethod
    package var withInteractions: Bool
    package var plan: SamplingPlan
    /// The place of the class that is explained, nil where values are predicted.
    package var classPlace: Int?
    /// About how many mixed rows a predictor is asked for at once.
    package var batch: Int
    package var random: RandomStream

    package init(
      method: AttributionMethod, withInteractions: Bool, plan: SamplingPlan, classPlace: Int?,
      batch: Int = PredictorGame.standardBatch, random: RandomStream
    ) {
      self.method = method
      self.withInteractions = withInteractions
      self.plan = plan
      self.classPlace = classPlace
      self.batch = batch
      self.random = random
    }
  }

  /// The numbers that coalitions of some rows are worth take up to this much memory at once.
  private static let worthsMax = 1 << 18

  /// The method that was chosen; never `auto`.
  package let method: AttributionMethod
  private let players: Players
  private let options: Options
  private let game: any CoalitionGame
  private let scale: Attributions.Scale

  /// Chooses a method for a predictor; throws where the one asked for does not fit.
  package init(
    _ predictor: any Predictor, players: Players, background: Background, options: Options
  ) throws(AttributionError) {
    self.players = players
    self.options = options
    method = try Self.method(options, players)
    do throws(LearningError) {
      (game, scale) = try Self.game(predictor, players, background, options)
    } catch {
      throw .learning(error)
    }
  }

  private static func method(
    _ options: Options, _ players: Players
  ) throws(AttributionError) -> AttributionMethod {
    let isSmall = players.count <= Coalitions.playersMax
    switch options.method {
    case .auto: return isSmall ? .exact : .sampled
    case .exact:
      guard isSmall else { throw .tooManyPlayers(count: players.count) }
      return .exact
    case .sampled:
      guard !options.withInteractions else { throw .noInteractions(.sampled) }
      return .sampled
    case .closedForm: throw .methodOfOthers(options.method, needs: "a sum of functions")
    case .pathDependent, .interventional: throw .methodOfOthers(options.method, needs: "trees")
    case .expectedGradients: throw .methodOfOthers(options.method, needs: "a network")
    }
  }

  private static func game(
    _ predictor: any Predictor, _ players: Players, _ background: Background, _ options: Options
  ) throws(LearningError) -> (any CoalitionGame, Attributions.Scale) {
    if let source = NetworkSource(predictor, players: players, classPlace: options.classPlace) {
      let game: any CoalitionGame =
        source.network.isDouble
        ? try NetworkGame<Double>(source, background: background)
        : try NetworkGame<Float>(source, background: background)
      return (game, source.scale)
    }
    let game = try PredictorGame(
      predictor, players: players, background: background, place: options.classPlace ?? 0,
      batch: options.batch)
    return (game, options.classPlace == nil ? .target : .probability)
  }

  /// Explains rows, the first of which has a number of its own among all that are explained.
  package func attributions(
    of rows: FeatureMatrix, firstRow: Int
  ) throws(LearningError) -> Attributions {
    guard method == .exact else {
      return try game.sampledValues(
        of: rows, firstRow: firstRow, players: players, scale: scale,
        classPlace: options.classPlace, plan: options.plan, random: options.random)
    }
    let together = max(1, Self.worthsMax >> players.count)
    var pieces: [Attributions] = []
    for start in stride(from: 0, to: max(rows.rowCount, 1), by: together) {
      let part = rows.rows(Array(start..<min(start + together, rows.rowCount)))
      pieces.append(
        try game.exactValues(
          of: part, players: players, scale: scale, classPlace: options.classPlace,
          withInteractions: options.withInteractions))
    }
    return Attributions.joined(pieces) ?? pieces[0]
  }
}

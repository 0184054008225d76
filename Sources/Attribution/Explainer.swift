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

  /// How values are found.
  private enum Way {
    case coalitions(any CoalitionGame, Attributions.Scale)
    case orders(any CoalitionGame, Attributions.Scale)
    case paths(PathDependentTrees, TreeExplanation)
  }

  /// The method that was chosen; never `auto`.
  package let method: AttributionMethod
  private let players: Players
  private let options: Options
  private let way: Way

  /// Chooses a method for a predictor; throws where the one asked for does not fit.
  package init(
    _ predictor: any Predictor, players: Players, background: Background, options: Options
  ) throws(ExplainerError) {
    self.players = players
    self.options = options
    let trees: TreeExplanation?
    do throws(AttributionError) {
      trees = try TreeExplanation(predictor, players: players, classPlace: options.classPlace)
    } catch {
      throw .trees(error)
    }
    method = try Self.method(options, players, hasTrees: trees != nil)
    if method == .pathDependent, let trees {
      way = .paths(
        PathDependentTrees(trees.game, interactions: options.withInteractions), trees)
      return
    }
    do throws(LearningError) {
      let (game, scale) = try Self.game(predictor, players, background, options)
      way = method == .exact ? .coalitions(game, scale) : .orders(game, scale)
    } catch {
      throw .learning(error)
    }
  }

  private static func method(
    _ options: Options, _ players: Players, hasTrees: Bool
  ) throws(ExplainerError) -> AttributionMethod {
    let isSmall = players.count <= Coalitions.playersMax
    switch options.method {
    case .auto:
      if hasTrees { return .pathDependent }
      if !isSmall, options.withInteractions { throw .noInteractions(.sampled) }
      return isSmall ? .exact : .sampled
    case .exact:
      guard isSmall else { throw .tooManyPlayers(count: players.count) }
      return .exact
    case .sampled:
      guard !options.withInteractions else { throw .noInteractions(.sampled) }
      return .sampled
    case .pathDependent:
      guard hasTrees else { throw .methodOfOthers(.pathDependent, needs: "trees") }
      return .pathDependent
    case .closedForm: throw .methodOfOthers(options.method, needs: "a sum of functions")
    case .interventional: throw .methodOfOthers(options.method, needs: "trees")
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
    switch way {
    case .paths(let values, let trees):
      return try trees.attributions(
        values.values(of: rows, rows: 0..<rows.rowCount), of: rows)
    case .orders(let game, let scale):
      return try game.sampledValues(
        of: rows, firstRow: firstRow, players: players, scale: scale,
        classPlace: options.classPlace, plan: options.plan, random: options.random)
    case .coalitions(let game, let scale): return try exact(game, scale, rows)
    }
  }

  /// Looks at every coalition, of as many rows at once as have room.
  private func exact(
    _ game: any CoalitionGame, _ scale: Attributions.Scale, _ rows: FeatureMatrix
  ) throws(LearningError) -> Attributions {
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

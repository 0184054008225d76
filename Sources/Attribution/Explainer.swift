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
    /// Whether the background was named, and does not only stand in for one.
    package var hasBackground: Bool
    /// About how many mixed rows a predictor is asked for at once.
    package var batch: Int
    package var random: RandomStream

    package init(
      method: AttributionMethod, withInteractions: Bool, plan: SamplingPlan, classPlace: Int?,
      hasBackground: Bool = true, batch: Int = PredictorGame.standardBatch, random: RandomStream
    ) {
      self.method = method
      self.withInteractions = withInteractions
      self.plan = plan
      self.classPlace = classPlace
      self.hasBackground = hasBackground
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
    case trees(any TreeValues, TreeExplanation)
    case sum(AdditiveExplanation)
    case gradients(any GradientValues)
  }

  /// What is known of a predictor besides its predictions.
  private struct Insight {
    let trees: TreeExplanation?
    let sum: AdditiveExplanation?
    let network: NetworkSource?
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
    let insight = try Self.insight(predictor, players, background, options)
    method = try Self.method(options, players, insight)
    way = try Self.way(method, predictor, players, background, options, insight)
  }

  private static func insight(
    _ predictor: any Predictor, _ players: Players, _ background: Background, _ options: Options
  ) throws(ExplainerError) -> Insight {
    do throws(AttributionError) {
      return Insight(
        trees: try TreeExplanation(
          predictor, players: players, classPlace: options.classPlace),
        sum: AdditiveExplanation(
          predictor, players: players, background: background.features,
          weights: background.weights, classPlace: options.classPlace),
        network: NetworkSource(predictor, players: players, classPlace: options.classPlace))
    } catch {
      throw .trees(error)
    }
  }

  private static func method(
    _ options: Options, _ players: Players, _ insight: Insight
  ) throws(ExplainerError) -> AttributionMethod {
    let isSmall = players.count <= Coalitions.playersMax
    switch options.method {
    case .auto:
      if insight.sum != nil { return .closedForm }
      if let trees = insight.trees {
        return options.hasBackground && trees.hasShortWays ? .interventional : .pathDependent
      }
      if !isSmall, options.withInteractions { throw .noInteractions(.sampled) }
      return isSmall ? .exact : .sampled
    case .exact where !isSmall: throw .tooManyPlayers(count: players.count)
    case .sampled where options.withInteractions: throw .noInteractions(.sampled)
    case .expectedGradients where options.withInteractions:
      throw .noInteractions(.expectedGradients)
    case .expectedGradients where insight.network != nil: return .expectedGradients
    case .expectedGradients: throw .methodOfOthers(.expectedGradients, needs: "a network")
    case .exact, .sampled: return options.method
    case .pathDependent where insight.trees != nil, .interventional where insight.trees != nil:
      return options.method
    case .closedForm where insight.sum != nil: return .closedForm
    case .pathDependent, .interventional: throw .methodOfOthers(options.method, needs: "trees")
    case .closedForm: throw .methodOfOthers(.closedForm, needs: "a sum of functions of columns")
    }
  }

  private static func way(
    _ method: AttributionMethod, _ predictor: any Predictor, _ players: Players,
    _ background: Background, _ options: Options, _ insight: Insight
  ) throws(ExplainerError) -> Way {
    if method == .closedForm, let sum = insight.sum { return .sum(sum) }
    if let trees = insight.trees {
      if method == .pathDependent {
        return .trees(
          PathDependentTrees(trees.game, interactions: options.withInteractions), trees)
      }
      if method == .interventional {
        do throws(AttributionError) {
          return .trees(
            try InterventionalTrees(
              trees.game, background: background.features, weights: background.weights,
              interactions: options.withInteractions), trees)
        } catch {
          throw .trees(error)
        }
      }
    }
    do throws(LearningError) {
      if method == .expectedGradients, let source = insight.network {
        return .gradients(
          source.network.isDouble
            ? try GradientPaths<Double>(source, background: background)
            : try GradientPaths<Float>(source, background: background))
      }
      let (game, scale) = try game(insight.network, predictor, players, background, options)
      return method == .exact ? .coalitions(game, scale) : .orders(game, scale)
    } catch {
      throw .learning(error)
    }
  }

  private static func game(
    _ source: NetworkSource?, _ predictor: any Predictor, _ players: Players,
    _ background: Background, _ options: Options
  ) throws(LearningError) -> (any CoalitionGame, Attributions.Scale) {
    if let source {
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

  /// Explains rows; what is drawn at random for a row goes by its number.
  package func attributions(
    of rows: FeatureMatrix, numbers: [Int]
  ) throws(LearningError) -> Attributions {
    switch way {
    case .sum(let sum):
      return try sum.attributions(of: rows, interactions: options.withInteractions)
    case .trees(let values, let trees):
      return try trees.attributions(
        values.values(of: rows, rows: 0..<rows.rowCount), of: rows)
    case .gradients(let paths):
      return try paths.values(
        of: rows, tolerance: options.plan.tolerance, classPlace: options.classPlace)
    case .orders(let game, let scale):
      return try game.sampledValues(
        of: rows, numbers: numbers, players: players, scale: scale,
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

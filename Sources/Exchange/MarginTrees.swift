import Learning
import Trees

/// Trees that add up to margins from which XGBoost makes the predictions of a predictor here.
struct MarginTrees {
  /// A tree, and what its leaves are multiplied by.
  struct Part {
    let tree: Tree
    let share: Double
  }

  let objective: XGBoostObjective
  /// How many classes there are, 1 for values.
  let classCount: Int
  /// The margins before any tree.
  var starts: [Double]
  /// The rounds of boosting, with a tree for each margin.
  var rounds: [[Part]]
  /// Whether all trees are of one round, none grown after another.
  var isForest = false

  /// Takes what boosting or bagging grew; throws where XGBoost cannot hold it.
  init(_ predictor: any Predictor) throws(ExchangeError) {
    switch predictor {
    case let predictor as TreesPredictor:
      self.init(predictor.trees, starts: [predictor.base], objective: .squaredError, classCount: 1)
    case let predictor as TreesClassPredictor:
      self.init(
        predictor.trees, starts: predictor.bases, classCount: predictor.classCount)
    case let predictor as TreeSumPredictor:
      try self.init(predictor)
    case let predictor as AveragePredictor<TreesPredictor>:
      try self.init(averaging: predictor.members)
    case let predictor as AveragePredictor<TreesClassPredictor>:
      try self.init(averaging: predictor.members)
    case let predictor as AveragePredictor<TreeSumPredictor>:
      try self.init(averaging: predictor.members)
    default:
      throw .wrongFormat(
        format: ExchangeFormat.xgboostJSON.rawValue,
        learner: ModelExport.learner(of: predictor), fitting: [])
    }
  }

  private init(_ predictor: TreeSumPredictor) throws(ExchangeError) {
    let lines = predictor.trees.reduce(0) { $0 + $1.lines.count }
    guard lines == 0 else { throw .linesInLeaves(count: lines) }
    let (trees, starts) = (predictor.trees, predictor.bases)
    switch predictor.link {
    case .identity: self.init(trees, starts: starts, objective: .squaredError, classCount: 1)
    case .exponential: self.init(trees, starts: starts, objective: .poisson, classCount: 1)
    case .classes(let count): self.init(trees, starts: starts, classCount: count)
    case .mean:
      self.init(
        trees, starts: starts, objective: .squaredError, classCount: 1,
        share: 1 / Double(max(1, trees.count)))
      isForest = true
    case .shares: throw .meansOfProbabilities(count: trees.count / starts.count, isOfTrees: true)
    }
  }

  private init(_ trees: [Tree], starts: [Double], classCount: Int) {
    self.init(
      trees, starts: starts, objective: classCount == 2 ? .logistic : .softmax,
      classCount: classCount)
  }

  private init(
    _ trees: [Tree], starts: [Double], objective: XGBoostObjective, classCount: Int,
    share: Double = 1
  ) {
    self.objective = objective
    self.classCount = classCount
    self.starts = starts
    rounds = stride(from: 0, to: trees.count, by: starts.count).map { first in
      trees[first..<first + starts.count].map { Part(tree: $0, share: share) }
    }
  }

  /// Puts the trees of several models one beside the other, each with its part of the mean.
  ///
  /// Sums of margins are means of predictions only where a margin is the prediction.
  private init(averaging members: [some Predictor]) throws(ExchangeError) {
    var models: [MarginTrees] = []
    for member in members { models.append(try MarginTrees(member)) }
    let share = 1 / Double(members.count)
    self = models[0]
    guard objective.link == .value else {
      throw objective.predictsClasses
        ? .meansOfProbabilities(count: members.count, isOfTrees: false)
        : .meansOfExponentials(count: members.count)
    }
    starts = [models.reduce(0) { $0 + $1.starts[0] } * share]
    isForest = models.allSatisfy(\.isForest)
    let length = models.map(\.rounds.count).max() ?? 0
    rounds = (0..<length).flatMap { round in
      models.filter { round < $0.rounds.count }.map { model in
        model.rounds[round].map { Part(tree: $0.tree, share: $0.share * share) }
      }
    }
  }
}

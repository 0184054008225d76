package import Kernels
package import Learning

/// Bagged trees: the learner `forest`.
///
/// Breiman: Random forests, 2001. Each tree sees as many rows as there are, drawn with replacement, so
/// a row counts as often as it was drawn; it is grown until its leaves are pure or too small. The
/// prediction is the mean of the trees: of values, or of the shares of classes. Rows that a tree did
/// not see are predicted by it, and the error of those predictions is kept after each tree.
package enum ForestLearner: Learner {
  package typealias Settings = ForestSettings

  package static let name = "forest"
  package static let revision = 1
  package static let usesRandomness = true
  package static let predictsValues = true
  package static let predictsClasses = true
  package static let acceptsLevels = true

  /// How many trees are grown before their errors are added up; the same for any machine.
  private static let treesAtOnce = 16

  package static func fit(
    _ data: TrainingData, _ settings: ForestSettings, random: RandomStream
  ) throws -> any Predictor {
    try predictor(data, settings, random: random)
  }

  /// Fewer trees are the beginning of more.
  package static func path(_ settings: ForestSettings) -> ForestSettings? {
    var settings = settings
    settings.trees = 1
    return settings
  }

  package static func fits(
    _ data: TrainingData, _ settings: [ForestSettings], random: RandomStream
  ) throws -> [Result<any Predictor, any Error>] {
    guard let longest = settings.max(by: { $0.trees < $1.trees }) else { return [] }
    do {
      let whole = try predictor(data, longest, random: random)
      return settings.map { .success(whole.first($0.trees)) }
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      return settings.map { _ in .failure(error) }
    }
  }

  /// Grows the trees; throws for settings out of range, huge targets, and when cancelled.
  package static func predictor(
    _ data: TrainingData, _ settings: ForestSettings, random: RandomStream
  ) throws -> TreeSumPredictor {
    try settings.check()
    try Boosting.checkSizes(data)
    if let classCount = data.classCount {
      return try grow(
        data, settings, GiniCriterion(data.target, classCount: classCount),
        link: .shares(classCount), random: random)
    }
    switch settings.loss {
    case .squared:
      return try grow(data, settings, SquaredCriterion(data.target), link: .mean, random: random)
    case .absolute:
      return try grow(data, settings, AbsoluteCriterion(data.target), link: .mean, random: random)
    }
  }

  private static func grow(
    _ data: TrainingData, _ settings: ForestSettings, _ criterion: some ForestCriterion,
    link: TreeSumPredictor.Link, random: RandomStream
  ) throws -> TreeSumPredictor {
    let sorted = data.preparations.value("sorted rows") { SortedRows(data) }
    var error = OutOfBagError(data, isAbsolute: settings.loss == .absolute, link: link)
    var trees: [Tree] = []
    for start in stride(from: 0, to: settings.trees, by: treesAtOnce) {
      try Task.checkCancellation()
      let count = min(treesAtOnce, settings.trees - start)
      let grown = IdleThreads.map(count) { place in
        BaggedTree(data, settings, sorted, criterion, random.derived("tree", start + place))
      }
      for tree in grown {
        error.add(tree)
        trees += tree.outputs
      }
    }
    return TreeSumPredictor(
      featureCount: data.features.columns.count, link: link,
      bases: [Double](repeating: 0, count: link.marginCount), trees: trees,
      curve: LearningCurve(
        unit: "tree", training: error.training, validation: error.outOfBag,
        kept: settings.trees))
  }
}

/// A tree of a forest, and what it says of each row.
private struct BaggedTree: Sendable {
  /// A tree of the same shape for each output.
  let outputs: [Tree]
  /// The prediction of each row, one list an output.
  let values: [[Double]]
  /// Whether the tree did not see the row.
  let isUnseen: [Bool]

  /// Draws rows and grows a tree on them.
  init(
    _ data: TrainingData, _ settings: ForestSettings, _ sorted: SortedRows,
    _ criterion: some ForestCriterion, _ random: RandomStream
  ) {
    let drawn = Self.draw(data, random: random.derived("rows"))
    let weights = data.weights.map { zip($0, drawn).map { $0 * $1 } } ?? drawn
    var grower = ForestGrower(data, settings, sorted: sorted, criterion: criterion)
    outputs = grower.grow(weights: weights, random: random.derived("columns"))
    isUnseen = weights.map { $0 == 0 }
    // Rows that it saw have reached their leaves already.
    var reached = grower.reached
    let columns = data.features.columns
    var row = [Double](repeating: 0, count: columns.count)
    for index in isUnseen.indices where isUnseen[index] {
      for feature in columns.indices { row[feature] = columns[feature][index] }
      for output in outputs.indices {
        reached[output][index] = outputs[output].value(row, start: 0)
      }
    }
    values = reached
  }

  /// Draws as many rows as there are, with replacement, from those that weigh something.
  private static func draw(_ data: TrainingData, random: RandomStream) -> [Double] {
    let rows =
      data.weights.map { weights in weights.indices.filter { weights[$0] > 0 } }
      ?? Array(data.target.indices)
    var random = random
    var drawn = [Double](repeating: 0, count: data.target.count)
    for _ in rows { drawn[rows[random.integer(below: rows.count)]] += 1 }
    return drawn
  }
}

/// The error of a forest on the rows that each of its trees did not see, and on all rows.
private struct OutOfBagError {
  private let data: TrainingData
  private let isAbsolute: Bool
  private let link: TreeSumPredictor.Link
  /// The sums of the predictions of each row, by all trees and by those that did not see it.
  private var sums: [[Double]]
  private var unseenSums: [[Double]]
  private var unseenCounts: [Double]
  private var treeCount = 0.0
  private(set) var training: [Double] = []
  private(set) var outOfBag: [Double] = []

  init(_ data: TrainingData, isAbsolute: Bool, link: TreeSumPredictor.Link) {
    self.data = data
    self.isAbsolute = isAbsolute
    self.link = link
    let empty = [Double](repeating: 0, count: data.target.count)
    sums = [[Double]](repeating: empty, count: link.marginCount)
    unseenSums = sums
    unseenCounts = empty
  }

  /// Adds a tree.
  mutating func add(_ tree: BaggedTree) {
    for output in sums.indices {
      let values = tree.values[output]
      for row in values.indices {
        sums[output][row] += values[row]
        if tree.isUnseen[row] { unseenSums[output][row] += values[row] }
      }
    }
    for row in tree.isUnseen.indices where tree.isUnseen[row] { unseenCounts[row] += 1 }
    treeCount += 1
    training.append(mean { sums, row in sums.sums.map { $0[row] / sums.treeCount } })
    outOfBag.append(
      mean { sums, row in
        sums.unseenCounts[row] > 0
          ? sums.unseenSums.map { $0[row] / sums.unseenCounts[row] } : nil
      })
  }

  /// Gives the weighted mean error of the rows that have a prediction.
  private func mean(_ prediction: (Self, Int) -> [Double]?) -> Double {
    var (total, sum) = (0.0, 0.0)
    for row in data.target.indices {
      guard let found = prediction(self, row) else { continue }
      let weight = data.weights?[row] ?? 1
      total += weight
      sum += weight * error(found, data.target[row])
    }
    return total > 0 ? sum / total : 0
  }

  /// The squared or absolute error of values; of classes the squared error of their shares (Brier).
  private func error(_ found: [Double], _ target: Double) -> Double {
    guard let classCount = link.classCount else {
      let residual = found[0] - target
      return isAbsolute ? abs(residual) : residual * residual
    }
    let shares = classCount == 2 ? [1 - found[0], found[0]] : found
    return shares.enumerated().reduce(0) { sum, entry in
      let distance = entry.element - (entry.offset == Int(target) ? 1 : 0)
      return sum + distance * distance
    }
  }
}

package import Kernels
package import Learning

/// Gradient boosting of histogram trees: the learner `trees`.
///
/// Friedman: Greedy function approximation, 2001; the second-order form with penalties is that of
/// Chen and Guestrin: XGBoost, 2016. Gradients are summed as whole numbers (see the histogram's
/// scale), so with constant leaves the model has the same bits for any order of the training rows.
/// Missing values are sent the way that gains more; where a node lacks none, later missing values
/// go the way of the heavier side.
package enum Boosting: Learner {
  package typealias Settings = TreeSettings

  package static let name = "trees"
  package static let revision = 1
  package static let usesRandomness = false
  package static let predictsValues = true
  package static let predictsClasses = true
  package static let acceptsLevels = true

  /// Larger targets or weights would overflow when squared sums of them are compared.
  private static let sizeMax = 1e50

  /// Whether the random stream changes the result with these settings.
  package static func usesRandomness(_ settings: TreeSettings) -> Bool {
    settings.options.usesRandomness
  }

  package static func fit(
    _ data: TrainingData, _ settings: TreeSettings, random: RandomStream
  ) throws -> any Predictor {
    try settings.check()
    try checkSizes(data)
    try check(data, settings.options)
    let isPlain =
      settings.options == TreeOptions() && data.features.levelCounts.allSatisfy { $0 == nil }
    if let classCount = data.classCount {
      let loss = { (data: TrainingData) in ClassLoss(data, classCount: classCount) }
      if isPlain { return try classPredictor(data, settings, classCount: classCount) }
      return try sum(data, settings, random: random, link: .classes(classCount), loss)
    }
    if isPlain { return try predictor(data, settings) }
    let link: TreeSumPredictor.Link = settings.options.loss == .poisson ? .exponential : .identity
    return try sum(data, settings, random: random, link: link) { ValueLoss($0, settings.options) }
  }

  /// Fewer rounds are the beginning of more, unless rows set aside choose their number.
  package static func path(_ settings: TreeSettings) -> TreeSettings? {
    guard settings.options.validation == 0 else { return nil }
    var settings = settings
    settings.rounds = 1
    return settings
  }

  package static func fits(
    _ data: TrainingData, _ settings: [TreeSettings], random: RandomStream
  ) throws -> [Result<any Predictor, any Error>] {
    guard let longest = settings.max(by: { $0.rounds < $1.rounds }) else { return [] }
    do {
      let whole = try fit(data, longest, random: random)
      return settings.map { settings in
        .success((whole as? any TreeSequence)?.first(settings.rounds) ?? whole)
      }
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      return settings.map { _ in .failure(error) }
    }
  }

  /// Grows trees for the squared loss; throws for settings out of range and when cancelled.
  package static func predictor(
    _ data: TrainingData, _ settings: TreeSettings
  ) throws -> TreesPredictor {
    try settings.check()
    try checkSizes(data)
    let outcome = try BoostingRounds(data, settings, random: RandomStream(seed: 0)).run(
      ValueLoss(data, settings.options), rounds: settings.rounds, recordsLosses: false)
    return TreesPredictor(
      featureCount: data.features.columns.count, base: outcome.bases[0], trees: outcome.trees)
  }

  /// Grows trees for the log loss; throws for settings out of range and when cancelled.
  package static func classPredictor(
    _ data: TrainingData, _ settings: TreeSettings, classCount: Int
  ) throws -> TreesClassPredictor {
    try settings.check()
    try checkSizes(data)
    let outcome = try BoostingRounds(data, settings, random: RandomStream(seed: 0)).run(
      ClassLoss(data, classCount: classCount), rounds: settings.rounds, recordsLosses: false)
    return TreesClassPredictor(
      featureCount: data.features.columns.count, classCount: classCount, bases: outcome.bases,
      trees: outcome.trees)
  }

  /// Grows trees with all options; where rows are set aside, the best number of rounds first.
  private static func sum(
    _ data: TrainingData, _ settings: TreeSettings, random: RandomStream,
    link: TreeSumPredictor.Link, _ loss: (TrainingData) -> some MarginLoss
  ) throws -> TreeSumPredictor {
    let options = settings.options
    var rounds = settings.rounds
    var validation: [Double] = []
    var training: [Double]?
    if let (kept, aside) = try data.aside(options.validation, random: random.derived("aside")) {
      let (first, second) = (data.rows(kept), data.rows(aside))
      let search = try BoostingRounds(
        first, settings, random: random, watched: (second, loss(second))
      ).run(loss(first), rounds: rounds, patience: options.patience, recordsLosses: true)
      rounds = search.bestRound
      validation = search.validation
      training = search.training
    }
    let outcome = try BoostingRounds(data, settings, random: random).run(
      loss(data), rounds: rounds, recordsLosses: training == nil)
    return TreeSumPredictor(
      featureCount: data.features.columns.count, link: link, bases: outcome.bases,
      trees: outcome.trees,
      curve: LearningCurve(
        unit: "round", training: training ?? outcome.training, validation: validation,
        kept: rounds))
  }

  /// Throws where a target or a weight is too large to be summed.
  static func checkSizes(_ data: TrainingData) throws(LearningError) {
    try data.requireSizes(target: sizeMax, weights: sizeMax)
  }

  /// Throws where options do not fit the rows.
  private static func check(_ data: TrainingData, _ options: TreeOptions) throws(LearningError) {
    if data.classCount == nil, options.loss == .poisson,
      let row = data.target.firstIndex(where: { $0 < 0 })
    {
      throw .negativeCount(row: row, value: data.target[row])
    }
    if options.monotone.isEmpty { return }
    if let count = data.classCount, count > 2 {
      throw .settingOutOfRange(
        name: "monotone", value: "set", allowed: "left out with \(count) classes")
    }
    for bound in options.monotone {
      guard let place = data.features.names.firstIndex(of: bound.feature) else {
        throw .unknownColumn(name: bound.feature, known: data.features.names)
      }
      if data.features.levelCounts[place] != nil {
        throw .settingOutOfRange(
          name: "monotone", value: "'\(bound.feature)'", allowed: "a column of numbers")
      }
    }
  }
}

extension HistogramScale {
  /// Gives the whole number for a size of at least 0, at most the greatest whole number.
  func bounded(_ size: Double) -> Int64 {
    let scaled = size * factor
    return scaled < 0x1p62 ? Int64(scaled) : Int64.max
  }
}

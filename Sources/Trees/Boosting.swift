package import Kernels
package import Learning

/// Gradient boosting of histogram trees: the learner `trees`.
///
/// Friedman: Greedy function approximation, 2001; the second-order form with penalties is that of
/// Chen and Guestrin: XGBoost, 2016. Values have the squared loss, and the start is the weighted
/// mean of the target; classes have the log loss (see the class boosting). Gradients are summed as
/// whole numbers (see the histogram's scale), so the model has the same bits for any order of the
/// training rows. Missing values are sent the way that gains more; where a node lacks none, later
/// missing values go the way of the heavier side.
package enum Boosting: Learner {
  package typealias Settings = TreeSettings

  package static let name = "trees"
  package static let revision = 1
  package static let usesRandomness = false
  package static let predictsValues = true
  package static let predictsClasses = true

  /// Larger targets or weights would overflow when squared sums of them are compared.
  private static let sizeMax = 1e50

  package static func fit(
    _ data: TrainingData, _ settings: TreeSettings, random: RandomStream
  ) throws -> any Predictor {
    if let classCount = data.classCount {
      return try ClassBoosting.predictor(data, settings, classCount: classCount)
    }
    return try predictor(data, settings)
  }

  /// Grows the trees; throws for settings out of range and when the task is cancelled.
  package static func predictor(
    _ data: TrainingData, _ settings: TreeSettings
  ) throws -> TreesPredictor {
    try settings.check()
    try checkSizes(data)
    let rowCount = data.target.count
    let features = BinnedFeatures(data.features, binsMax: settings.bins, cuts: settings.cuts)
    let base = start(data)
    let weights = WholeWeights(data.weights, rowCount: rowCount)
    var margins = [Double](repeating: base, count: rowCount)
    var pairs = [PairSum](repeating: .zero, count: rowCount)
    var grower = TreeGrower(features: features, settings: settings)
    var trees: [Tree] = []
    for _ in 0..<settings.rounds {
      try Task.checkCancellation()
      let gradients = gradients(data, margins: margins)
      let scale = HistogramScale(
        greatest: gradients.reduce(0) { max($0, abs($1)) }, count: rowCount)
      var total = PairSum.zero
      for row in 0..<rowCount {
        pairs[row] = PairSum(scale.whole(gradients[row]), weights.values[row])
        total &+= pairs[row]
      }
      let search = SplitSearch(
        bins: features.bins, offsets: features.codes.offsets, l2: settings.l2,
        minimumGain: settings.minimumGain,
        minimumChildWeight: weights.scale.bounded(settings.minimumChildWeight),
        units: SIMD2(scale.unit, weights.scale.unit))
      trees.append(grower.grow(pairs: pairs, total: total, search: search, margins: &margins))
    }
    return TreesPredictor(
      featureCount: data.features.columns.count, base: base, trees: trees)
  }

  /// Gives the slope of half the squared error for each row: weight times (margin - target).
  private static func gradients(_ data: TrainingData, margins: [Double]) -> [Double] {
    guard let weights = data.weights else {
      return zip(margins, data.target).map { $0 - $1 }
    }
    return margins.indices.map { weights[$0] * (margins[$0] - data.target[$0]) }
  }

  /// Gives the weighted mean of the target, exactly the target where it is constant.
  private static func start(_ data: TrainingData) -> Double {
    let low = data.target.min() ?? 0
    guard let weights = data.weights else {
      return low + HistogramScale.sum(data.target.map { $0 - low }) / Double(data.target.count)
    }
    let sum = HistogramScale.sum(zip(data.target, weights).map { ($0 - low) * $1 })
    return low + sum / HistogramScale.sum(weights)
  }

  /// Throws where a target or a weight is too large to be summed.
  static func checkSizes(_ data: TrainingData) throws(LearningError) {
    if let row = data.target.firstIndex(where: { !(abs($0) <= sizeMax) }) {
      throw .tooLarge(what: "the target", row: row, value: data.target[row], limit: sizeMax)
    }
    if let weights = data.weights, let row = weights.firstIndex(where: { !($0 <= sizeMax) }) {
      throw .tooLarge(what: "the weight", row: row, value: weights[row], limit: sizeMax)
    }
  }
}

/// The weights of rows as whole numbers.
private struct WholeWeights {
  let scale: HistogramScale
  let values: [Int64]

  init(_ weights: [Double]?, rowCount: Int) {
    let scale = HistogramScale(greatest: weights?.max() ?? 1, count: rowCount)
    self.scale = scale
    values =
      weights.map { $0.map { scale.whole($0) } }
      ?? [Int64](repeating: scale.whole(1), count: rowCount)
  }
}

extension HistogramScale {
  /// Gives the whole number for a size of at least 0, at most the greatest whole number.
  func bounded(_ size: Double) -> Int64 {
    let scaled = size * factor
    return scaled < 0x1p62 ? Int64(scaled) : Int64.max
  }
}

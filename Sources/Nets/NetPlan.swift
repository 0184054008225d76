import Kernels
import Learning

/// What a network is trained for, worked out of the rows and the settings.
///
/// Which rows train and which choose the epoch, how features are brought to size, and how outputs
/// and the target belong together.
struct NetPlan {
  /// The settings with the loss that fits the target.
  let settings: NetSettings
  let training: [Int]
  let validation: [Int]
  let scale: NetScale
  let link: NetPredictor.Link
  /// The places of the features that are quantities.
  let quantities: [Int]
  /// The features that hold levels, in the order of their embeddings.
  let levelled: [(feature: Int, levels: Int, width: Int)]

  init(_ data: TrainingData, _ settings: NetSettings, random: RandomStream) {
    let used = data.target.indices.filter { row in data.weights.map { $0[row] > 0 } ?? true }
    let count = min(used.count - 1, Int((settings.validation * Double(used.count)).rounded()))
    if count > 0 {
      var stream = random.derived("validation")
      let order = stream.permutation(of: used.count)
      validation = order.prefix(count).sorted().map { used[$0] }
      training = order.dropFirst(count).sorted().map { used[$0] }
    } else {
      validation = []
      training = Array(used)
    }
    let counts = data.features.levelCounts
    quantities = counts.indices.filter { counts[$0] == nil }
    levelled = counts.indices.compactMap { feature in
      counts[feature].map { levels in
        (feature, levels, settings.embedding ?? NetEmbedding.standardWidth(levels: levels))
      }
    }
    let columns = quantities.map { data.features.columns[$0] }
    let scaled =
      settings.standardisesFeatures
      ? NetScale(columns, rows: training, weights: data.weights)
      : NetScale(featureCount: columns.count)
    scale = scaled.extended(by: levelled.reduce(0) { $0 + $1.width })
    var adapted = settings
    if let classCount = data.classCount {
      // A fold can lack a class; what was never seen gets no output.
      let present = Set(used.map { Int(data.target[$0]) }).sorted()
      adapted.loss = present.count > 2 ? .softmax : .logistic
      link = .classes(count: classCount, present: present)
    } else {
      link = Self.value(data, rows: training, settings)
    }
    self.settings = adapted
  }

  /// How many outputs the network has.
  var outputs: Int { link.outputs }

  private static func value(
    _ data: TrainingData, rows: [Int], _ settings: NetSettings
  ) -> NetPredictor.Link {
    guard settings.standardisesTarget else { return .value(shift: 0, scale: 1) }
    let weights = data.weights
    let total = Sum.of(rows.map { weights?[$0] ?? 1 })
    let mean = Sum.of(rows.map { (weights?[$0] ?? 1) / total * data.target[$0] })
    let variance = Sum.of(
      rows.map { row in
        let distance = data.target[row] - mean
        return (weights?[row] ?? 1) / total * distance * distance
      })
    // A constant target leaves a deviation of rounding errors only.
    let deviation = variance.squareRoot()
    return .value(shift: mean, scale: deviation > abs(mean) * 1e-12 ? deviation : 1)
  }

  /// Gives rows of the data as a network sees them.
  func rows<Number: VectorNumber>(
    _ rows: [Int], of data: TrainingData, as type: Number.Type, smoothing: Double = 0
  ) -> NetRows<Number> {
    NetRows(
      columns: quantities.enumerated().map { place, feature in
        let column = data.features.columns[feature]
        return scale.scaled(rows.map { column[$0] }, feature: place)
      },
      levels: levelled.map { item in
        let column = data.features.columns[item.feature]
        return rows.map { NetEmbedding.row(column[$0], of: item.levels) }
      }, embeddedWidth: levelled.reduce(0) { $0 + $1.width },
      targets: targets(rows, of: data, smoothing: smoothing),
      weights: data.weights.map { weights in rows.map { weights[$0] } }, rowCount: rows.count)
  }

  /// Gives what the network's outputs should be, an array for each.
  ///
  /// Smoothing spreads a share of each row evenly over the classes.
  private func targets(_ rows: [Int], of data: TrainingData, smoothing: Double) -> [[Double]] {
    switch link {
    case .value(let shift, let scale):
      [rows.map { (data.target[$0] - shift) / scale }]
    case .classes(_, let present):
      // The one output of two classes, and of one, is for the last of them.
      (outputs == 1 ? [present.last ?? 0] : present).map { place in
        rows.map { row in
          smoothing / Double(max(2, present.count))
            + (Int(data.target[row]) == place ? 1 - smoothing : 0)
        }
      }
    }
  }
}

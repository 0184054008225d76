import Digests
import Kernels
import Learning
import Testing
import Trees

/// Seeded rows with ties, missing values, a constant and a repeated column.
enum BoostingCase {
  static func data(seed: UInt64, rowCount: Int, weighted: Bool = false) -> TrainingData {
    var random = RandomStream(seed: seed)
    var columns = [[Double]](repeating: [], count: 6)
    var target: [Double] = []
    var weights: [Double] = []
    for _ in 0..<rowCount {
      let smooth = random.uniform()
      let stepped = Double(random.integer(below: 5))
      let gappy = random.uniform() < 0.3 ? Double.nan : Double(random.integer(below: 8))
      columns[0].append(smooth)
      columns[1].append(stepped)
      columns[2].append(gappy)
      columns[3].append(4)
      columns[4].append(stepped)
      columns[5].append(.nan)
      let pull = gappy.isNaN ? 3 : gappy * smooth
      target.append(10 * smooth + stepped * stepped + pull + random.uniform())
      weights.append(Double(random.integer(below: 4)) / 2 + (rowCount < 3 ? 1 : 0))
    }
    return TrainingData(
      features: FeatureMatrix(
        names: ["smooth", "stepped", "gappy", "constant", "again", "empty"], columns: columns,
        rowCount: rowCount),
      target: target, weights: weighted ? weights : nil)
  }

  static func settings(
    rounds: Int = 8, depth: Int = 4, l2: Double = 1, minimumChildWeight: Double = 1
  ) -> TreeSettings {
    TreeSettings(
      rounds: rounds, learningRate: 0.3, depth: depth, l2: l2, minimumGain: 0.01,
      minimumChildWeight: minimumChildWeight, bins: 512)
  }
}

@Suite("Boosting")
struct BoostingTests {
  @Test("trees are those of the plain form, bit for bit", arguments: 0..<24 as Range<UInt64>)
  func agreesWithNaive(seed: UInt64) throws {
    let rowCount = [1, 2, 7, 40, 90, 160][Int(seed % 6)]
    let data = BoostingCase.data(seed: seed, rowCount: rowCount, weighted: seed % 2 == 1)
    let settings = BoostingCase.settings(
      depth: Int(seed % 5), l2: seed % 3 == 0 ? 0 : 1,
      minimumChildWeight: seed % 4 == 0 ? 3 : 0.5)
    let fitted = try Boosting.predictor(data, settings)
    let naive = NaiveBoosting(
      columns: data.features.columns, target: data.target,
      weights: data.weights ?? [Double](repeating: 1, count: rowCount), rounds: settings.rounds,
      learningRate: settings.learningRate, depth: settings.depth, l2: settings.l2,
      minimumGain: settings.minimumGain, minimumChildWeight: settings.minimumChildWeight)
    let expected = naive.trees(base: fitted.base)
    #expect(fitted.trees.count == expected.trees.count)
    for (tree, nodes) in zip(fitted.trees, expected.trees) {
      let found = tree.nodes.map {
        NaiveBoosting.Node(
          value: $0.value, weight: $0.weight, gain: $0.gain, feature: Int($0.feature),
          right: Int($0.right), missingGoesLeft: $0.missingGoesLeft)
      }
      #expect(found == nodes)
    }
    // Training margins and predictions add the same leaves in the same order.
    #expect(fitted.predictions(for: data.features) == expected.margins)
  }

  @Test("the order of rows does not change a bit of the model", arguments: [false, true])
  func rowOrder(weighted: Bool) throws {
    let data = BoostingCase.data(seed: 5, rowCount: 300, weighted: weighted)
    var settings = BoostingCase.settings(rounds: 20)
    settings.bins = 16
    var random = RandomStream(seed: 9)
    let shuffled = data.rows(random.permutation(of: 300))
    #expect(
      try Boosting.predictor(data, settings) == Boosting.predictor(shuffled, settings))
  }

  @Test("more rounds lower the training error")
  func moreRounds() throws {
    let data = BoostingCase.data(seed: 1, rowCount: 400)
    let errors = try [1, 4, 16, 64, 256].map { rounds in
      let fitted = try Boosting.predictor(data, BoostingCase.settings(rounds: rounds))
      return Metric.rmse.value(
        targets: data.target, predictions: fitted.predictions(for: data.features))
    }
    #expect(zip(errors, errors.dropFirst()).allSatisfy { $0 > $1 })
  }

  @Test("a prediction is the start plus one leaf of each tree")
  func withinLeafSums() throws {
    let data = BoostingCase.data(seed: 2, rowCount: 200)
    let fitted = try Boosting.predictor(data, BoostingCase.settings())
    let leaves = fitted.trees.map { $0.nodes.filter(\.isLeaf).map(\.value) }
    let low = leaves.reduce(fitted.base) { $0 + ($1.min() ?? 0) }
    let high = leaves.reduce(fitted.base) { $0 + ($1.max() ?? 0) }
    let other = BoostingCase.data(seed: 3, rowCount: 500)
    #expect(
      fitted.predictions(for: other.features).allSatisfy {
        $0 >= low - 1e-9 && $0 <= high + 1e-9
      })
  }

  @Test("a constant target is predicted exactly", arguments: [0, 0.1, -7e20, 3.3])
  func constantTarget(value: Double) throws {
    let rows = BoostingCase.data(seed: 4, rowCount: 30)
    let data = TrainingData(
      features: rows.features, target: [Double](repeating: value, count: 30))
    let fitted = try Boosting.predictor(data, BoostingCase.settings())
    #expect(fitted.predictions(for: rows.features).allSatisfy { $0 == value })
    #expect(fitted.trees.allSatisfy { $0.nodes.count == 1 })
    #expect(fitted.featureImportance.allSatisfy { $0 == 0 })
  }

  @Test("one row gives its target")
  func oneRow() throws {
    let data = BoostingCase.data(seed: 6, rowCount: 1)
    let fitted = try Boosting.predictor(data, BoostingCase.settings())
    #expect(fitted.predictions(for: data.features) == data.target)
  }

  @Test("no features at all give the mean")
  func noFeatures() throws {
    let data = TrainingData(
      features: FeatureMatrix(names: [], columns: [], rowCount: 3), target: [1, 2, 6])
    let fitted = try Boosting.predictor(data, BoostingCase.settings())
    #expect(fitted.predictions(for: data.features).allSatisfy { abs($0 - 3) < 1e-12 })
  }

  @Test("infinite features are ordered as the least and the greatest values")
  func infiniteFeatures() throws {
    let column = [-Double.infinity, -1, 0, 1, .infinity, .infinity, .greatestFiniteMagnitude, .nan]
    let data = TrainingData(
      features: FeatureMatrix(names: ["x"], columns: [column], rowCount: 8),
      target: [1, 2, 3, 4, 9, 9, 6, 20])
    var settings = BoostingCase.settings(rounds: 200, l2: 0)
    settings.minimumGain = 0
    let fitted = try Boosting.predictor(data, settings)
    for (found, wanted) in zip(fitted.predictions(for: data.features), data.target) {
      #expect(abs(found - wanted) < 1e-6)
    }
  }

  @Test("missing values that training never saw go the way of the heavier side")
  func unseenMissing() throws {
    let data = TrainingData(
      features: FeatureMatrix(names: ["x"], columns: [[0, 1, 1, 1]], rowCount: 4),
      target: [0, 8, 8, 8])
    let fitted = try Boosting.predictor(data, BoostingCase.settings())
    let asked = FeatureMatrix(names: ["x"], columns: [[1, .nan]], rowCount: 2)
    let predictions = fitted.predictions(for: asked)
    #expect(predictions[0] == predictions[1])
  }

  @Test("settings out of range are refused with the range")
  func refusedSettings() {
    let data = BoostingCase.data(seed: 7, rowCount: 5)
    for change: (inout TreeSettings) -> Void in [
      { $0.rounds = 0 }, { $0.learningRate = 0 }, { $0.learningRate = 1.5 }, { $0.depth = -1 },
      { $0.depth = 65 }, { $0.l2 = -1 }, { $0.minimumGain = .nan },
      { $0.minimumChildWeight = .infinity }, { $0.bins = 1 }, { $0.bins = 5000 },
    ] {
      var settings = BoostingCase.settings()
      change(&settings)
      #expect(throws: LearningError.self) { try Boosting.predictor(data, settings) }
    }
  }

  @Test("a target too large to be squared is refused")
  func hugeTarget() {
    let data = TrainingData(
      features: FeatureMatrix(names: ["x"], columns: [[1, 2]], rowCount: 2), target: [1, 1e60])
    #expect(
      throws: LearningError.tooLarge(what: "the target", row: 1, value: 1e60, limit: 1e50)
    ) { try Boosting.predictor(data, BoostingCase.settings()) }
  }

  @Test("a cancelled fit ends")
  func cancelled() async {
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return try Boosting.predictor(
        BoostingCase.data(seed: 8, rowCount: 50), BoostingCase.settings())
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test("the feature that matters has most of the importance, and shares sum to one")
  func importance() throws {
    let data = BoostingCase.data(seed: 10, rowCount: 400)
    let fitted = try Boosting.predictor(data, BoostingCase.settings())
    let shares = fitted.featureImportance
    #expect(abs(shares.reduce(0, +) - 1) < 1e-12)
    #expect(shares[3] == 0 && shares[4] == 0 && shares[5] == 0)
    #expect(shares[1] > 0.4)
  }
}

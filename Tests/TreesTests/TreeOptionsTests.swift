import Digests
import Foundation
import Kernels
import Learning
import Testing
import Trees

/// Rows of a smooth function with a column of levels, for options of trees.
enum OptionRows {
  static func data(
    seed: UInt64, rowCount: Int, levelCount: Int = 5, noise: Double = 0.2, weighted: Bool = false
  ) -> TrainingData {
    var random = RandomStream(seed: seed)
    var columns = [[Double]](repeating: [], count: 4)
    var target: [Double] = []
    var weights: [Double] = []
    for _ in 0..<rowCount {
      let (x, z) = (random.uniform(), random.uniform())
      let level = random.integer(below: levelCount + 1)
      columns[0].append(x)
      columns[1].append(z)
      columns[2].append(level == levelCount ? .nan : Double(level))
      columns[3].append(random.uniform() < 0.1 ? .nan : z + random.uniform())
      let effect = Double(level * 7 % 5)
      target.append(4 * x - 3 * z * z + effect + noise * (random.uniform() - 0.5))
      weights.append(Double(random.integer(below: 3)))
    }
    return TrainingData(
      features: FeatureMatrix(
        names: ["x", "z", "level", "gappy"], columns: columns, rowCount: rowCount,
        levelCounts: [nil, nil, levelCount, nil]),
      target: target, weights: weighted ? weights : nil)
  }

  static func settings(_ change: (inout TreeOptions) -> Void) -> TreeSettings {
    var options = TreeOptions()
    change(&options)
    return TreeSettings(
      rounds: 30, learningRate: 0.2, depth: 4, l2: 1, minimumGain: 0, minimumChildWeight: 0.01,
      bins: 64, options: options)
  }

  static func fit(
    _ data: TrainingData, _ settings: TreeSettings, seed: UInt64 = 3
  ) throws -> TreeSumPredictor {
    try #require(
      try Boosting.fit(data, settings, random: RandomStream(seed: seed)) as? TreeSumPredictor)
  }
}

@Suite("Options of trees")
struct TreeOptionsTests {
  /// Changes of the options, each with a name for messages.
  static let changes: [(name: String, change: @Sendable (inout TreeOptions) -> Void)] = [
    ("absolute", { $0.loss = .absolute }), ("huber", { $0.loss = .huber }),
    (
      "quantile",
      {
        $0.loss = .quantile; $0.quantile = 0.8
      }
    ),
    (
      "leaf-wise",
      {
        $0.growth = .leafWise; $0.leaves = 7; $0.rowsPerLeaf = 5
      }
    ),
    ("linear", { $0.leafForm = .linear }),
    (
      "linear absolute",
      {
        $0.leafForm = .linear; $0.loss = .absolute
      }
    ),
    ("rows", { $0.rowShare = 0.5 }), ("columns", { $0.columnShare = 0.5 }),
    (
      "validation",
      {
        $0.validation = 0.25; $0.patience = 5
      }
    ),
    ("monotone", { $0.monotone = [.init("x", .increasing)] }),
  ]

  @Test("each of them learns: training errors are below half of those of the start")
  func learns() throws {
    let data = OptionRows.data(seed: 1, rowCount: 400)
    let middle = data.target.reduce(0, +) / 400
    let start = Metric.mae.value(
      targets: data.target, predictions: data.target.map { _ in middle })
    for (name, change) in Self.changes where name != "quantile" {
      let fitted = try OptionRows.fit(data, OptionRows.settings(change))
      let error = Metric.mae.value(
        targets: data.target, predictions: fitted.predictions(for: data.features))
      #expect(error < start / 2, "\(name)")
    }
  }

  @Test("the same seed gives the same bytes, which read back predict the same bits")
  func sameBits() throws {
    let data = OptionRows.data(seed: 2, rowCount: 150, weighted: true)
    for (name, change) in Self.changes {
      let fitted = try OptionRows.fit(data, OptionRows.settings(change))
      var writer = ByteWriter()
      fitted.encode(into: &writer)
      var again = ByteWriter()
      try OptionRows.fit(data, OptionRows.settings(change)).encode(into: &again)
      #expect(writer.bytes == again.bytes, "\(name)")
      var reader = ByteReader(writer.bytes)
      #expect(try TreeSumPredictor(decoding: &reader) == fitted, "\(name)")
      #expect(reader.isAtEnd)
    }
  }

  @Test("training margins are what the model predicts for the training rows")
  func marginsArePredictions() throws {
    let data = OptionRows.data(seed: 3, rowCount: 200)
    for (name, change) in Self.changes where !["validation", "quantile"].contains(name) {
      let settings = OptionRows.settings(change)
      let fitted = try OptionRows.fit(data, settings)
      let predictions = fitted.predictions(for: data.features)
      let metric: Metric = settings.options.loss == .absolute ? .mae : .rmse
      let error = metric.value(targets: data.target, predictions: predictions)
      let last = try #require(fitted.learningCurve.training.last)
      guard settings.options.loss != .huber else { continue }
      let wanted = metric == .mae ? last : last.squareRoot()
      #expect(abs(error - wanted) < 1e-9 * (1 + wanted), "\(name)")
    }
  }

  @Test(
    "a weight of two is the row twice", arguments: ["absolute", "quantile", "linear", "levels"])
  func weightsAreRows(name: String) throws {
    let data = OptionRows.data(seed: 4, rowCount: 90)
    let settings = OptionRows.settings { options in
      if name == "absolute" { options.loss = .absolute }
      if name == "quantile" { options.loss = .quantile }
      if name == "linear" { options.leafForm = .linear }
    }
    let weights = data.target.indices.map { Double($0 % 3) }
    let weighted = TrainingData(
      features: data.features, target: data.target, weights: weights)
    let repeated = data.rows(
      data.target.indices.flatMap { row in [Int](repeating: row, count: row % 3) })
    var fewer = settings
    fewer.rounds = 5
    // The bins must be the same, which weights do not decide: every value has its own.
    fewer.bins = 4096
    let one = try OptionRows.fit(weighted, fewer)
    let two = try OptionRows.fit(repeated, fewer)
    // A row of weight 0 still lends its value to the cuts, so only seen rows are compared.
    for (a, b) in zip(
      one.predictions(for: repeated.features), two.predictions(for: repeated.features))
    {
      #expect(abs(a - b) < 1e-6 * (1 + abs(b)))
    }
  }

  @Test("predictions go the way that is asked for", arguments: [TreeLoss.squared, .absolute])
  func monotone(loss: TreeLoss) throws {
    for seed: UInt64 in 0..<6 {
      let data = OptionRows.data(seed: seed, rowCount: 200, noise: 6)
      let settings = OptionRows.settings { options in
        options.loss = loss
        options.growth = seed % 2 == 0 ? .leafWise : .depthWise
        options.monotone = [.init("x", .decreasing), .init("z", .increasing)]
      }
      let fitted = try OptionRows.fit(data, settings)
      for (feature, sign) in [(0, -1.0), (1, 1.0)] {
        for row in 0..<30 {
          var columns = data.features.columns.map { column in
            [Double](repeating: column[row], count: 50)
          }
          columns[feature] = (0..<50).map { Double($0) / 49 }
          let path = fitted.predictions(
            for: FeatureMatrix(names: data.features.names, columns: columns, rowCount: 50))
          let steps: [Double] = zip(path, path.dropFirst()).map { sign * ($1 - $0) }
          #expect(steps.allSatisfy { $0 >= 0 })
        }
      }
    }
  }

  @Test("the share of rows below a quantile is its level", arguments: [0.1, 0.5, 0.9])
  func quantiles(level: Double) throws {
    let data = OptionRows.data(seed: 8, rowCount: 2000, noise: 4)
    var settings = OptionRows.settings {
      $0.loss = .quantile
      $0.quantile = level
      $0.rowsPerLeaf = 50
    }
    settings.depth = 2
    settings.rounds = 200
    let fitted = try OptionRows.fit(data, settings)
    let other = OptionRows.data(seed: 9, rowCount: 4000, noise: 4)
    let predictions = fitted.predictions(for: other.features)
    let below = zip(other.target, predictions).count { $0 < $1 }
    #expect(abs(Double(below) / 4000 - level) < 0.04)
  }

  @Test("counts are predicted as positive means whose sum is right")
  func poisson() throws {
    var random = RandomStream(seed: 5)
    let x = (0..<800).map { _ in random.uniform() * 3 }
    let counts = x.map { mean in Double((0..<20).count { _ in random.uniform() < mean / 20 }) }
    let data = TrainingData(
      features: FeatureMatrix(names: ["x"], columns: [x], rowCount: 800), target: counts)
    let fitted = try OptionRows.fit(data, OptionRows.settings { $0.loss = .poisson })
    let predictions = fitted.predictions(for: data.features)
    #expect(predictions.allSatisfy { $0 > 0 && $0 < 10 })
    let (found, wanted) = (predictions.reduce(0, +), counts.reduce(0, +))
    #expect(abs(found - wanted) < 0.01 * wanted)
    let negative = TrainingData(features: data.features, target: counts.map { $0 - 1 })
    #expect(throws: LearningError.self) {
      try OptionRows.fit(negative, OptionRows.settings { $0.loss = .poisson })
    }
  }

  @Test("rows set aside stop the rounds, and all rows are fitted with the number kept")
  func earlyStopping() throws {
    let data = OptionRows.data(seed: 6, rowCount: 300, noise: 8)
    var settings = OptionRows.settings {
      $0.validation = 0.3
      $0.patience = 10
    }
    settings.rounds = 500
    let fitted = try OptionRows.fit(data, settings)
    let curve = fitted.learningCurve
    #expect(curve.kept < 100 && curve.validation.count <= curve.kept + 10)
    #expect(fitted.trees.count == curve.kept)
    #expect(curve.validation[curve.kept - 1] == curve.validation.min())
  }

  @Test("linear leaves follow a line that constant ones only step along")
  func linearLeaves() throws {
    let x = (0..<300).map { Double($0) / 300 }
    let data = TrainingData(
      features: FeatureMatrix(names: ["x"], columns: [x], rowCount: 300), target: x.map { 7 * $0 })
    var settings = OptionRows.settings {
      $0.leafForm = .linear; $0.slopesL2 = 0
    }
    settings.depth = 1
    settings.l2 = 0
    settings.rounds = 100
    let fitted = try OptionRows.fit(data, settings)
    let between = FeatureMatrix(names: ["x"], columns: [[0.4012, 0.7777]], rowCount: 2)
    for (found, wanted) in zip(fitted.predictions(for: between), [0.4012 * 7, 0.7777 * 7]) {
      #expect(abs(found - wanted) < 1e-6)
    }
    let far = FeatureMatrix(
      names: ["x"], columns: [[-.infinity, -5, .nan, 5, .infinity]], rowCount: 5)
    #expect(fitted.predictions(for: far).allSatisfy { $0 > -1 && $0 < 8 })
  }
}

import Digests
import Foundation
import Kernels
import Learning
import Nets
import Testing

@Suite("Networks as learners")
struct NetLearnerTests {
  private static func data(
    _ rowCount: Int, features: Int = 4, weights: Bool = false, seed: UInt64 = 1
  ) -> TrainingData {
    var random = RandomStream(seed: seed)
    let columns = (0..<features).map { _ in (0..<rowCount).map { _ in random.uniform() } }
    let target = (0..<rowCount).map { row in
      200 + columns.indices.reduce(0.0) { $0 + 50 * sin(Double($1 + 1) / 2 * columns[$1][row]) }
    }
    return TrainingData(
      features: FeatureMatrix(
        names: (0..<features).map { "x\($0)" }, columns: columns, rowCount: rowCount),
      target: target,
      weights: weights ? (0..<rowCount).map { $0 % 5 == 0 ? 0 : random.uniform() + 0.5 } : nil)
  }

  private static var quick: NetSettings {
    var settings = NetSettings()
    settings.layers = [16, 8]
    settings.epochs = 30
    settings.batchSize = 16
    settings.learningRate = 0.01
    return settings
  }

  private func fit(
    _ data: TrainingData, _ settings: NetSettings = quick, seed: UInt64 = 3
  ) throws -> NetPredictor {
    try #require(
      try NetLearner.fit(data, settings, random: RandomStream(seed: seed)) as? NetPredictor)
  }

  private func meanError(_ predictor: NetPredictor, _ data: TrainingData) -> Double {
    zip(predictor.predictions(for: data.features), data.target).reduce(0) {
      $0 + abs($1.0 - $1.1)
    } / Double(data.target.count)
  }

  /// Every way of training, as one change of the quick settings each.
  private static let ways: [(name: String, change: @Sendable (inout NetSettings) -> Void)] = [
    ("standard", { _ in }),
    ("normalised", { $0.batchNormalisation = true }),
    ("dropout", { $0.dropout = 0.1 }),
    ("average", { $0.averaging = 0.95 }),
    ("clipped", { $0.clip = 0.5 }),
    ("decay", { $0.weightDecay = 0.01 }),
    ("descent", { $0.optimiser = .sgd }),
    ("one-cycle", { $0.schedule = .oneCycle }),
    ("warm-up", { $0.warmUp = 0.2 }),
    (
      "early",
      {
        $0.validation = 0.2
        $0.patience = 5
      }
    ),
    ("ntk", { $0.initialiser = .ntk }),
    (
      "polished",
      {
        $0.polish = .levenbergMarquardt
        $0.polishSteps = 5
      }
    ),
    (
      "no hidden layer",
      {
        $0.layers = []
        $0.learningRate = 0.1
      }
    ),
  ]

  @Test("every way of training learns, repeats itself bit for bit, and comes back from its bytes")
  func learns() throws {
    let data = Self.data(300)
    for way in Self.ways {
      var settings = Self.quick
      way.change(&settings)
      let predictor = try fit(data, settings)
      let again = try fit(data, settings)
      let isSame = predictor == again
      #expect(isSame, "\(way.name)")
      #expect(meanError(predictor, data) < 8, "\(way.name) \(meanError(predictor, data))")
      var writer = ByteWriter()
      predictor.encode(into: &writer)
      var reader = ByteReader(writer.bytes)
      let read = try NetPredictor(decoding: &reader)
      let isRead = reader.isAtEnd && read == predictor
      #expect(isRead, "\(way.name)")
      let (now, before) = (
        read.predictions(for: data.features), predictor.predictions(for: data.features)
      )
      #expect(now == before, "\(way.name)")
    }
  }

  @Test("a row is predicted to the same bits in any batch")
  func batches() throws {
    for double in [false, true] {
      var settings = Self.quick
      settings.epochs = 3
      settings.layers = [37, 19]
      if double {
        settings.polish = .levenbergMarquardt
        settings.polishSteps = 1
      }
      for activation in Activation.allCases {
        settings.activation = activation
        let data = Self.data(307)
        let predictor = try fit(data, settings)
        let whole = predictor.predictions(for: data.features)
        for count in [1, 2, 3, 5, 9, 130] {
          for start in [0, 1, 100, 307 - count] {
            let rows = Array(start..<start + count)
            let part = predictor.predictions(for: data.features.rows(rows))
            #expect(part == Array(whole[start..<start + count]))
          }
        }
      }
    }
  }

  @Test("rows of weight 0 are as good as absent, and equal weights as none")
  func weights() throws {
    let weighted = Self.data(200, weights: true)
    let kept = weighted.target.indices.filter { weighted.weights?[$0] != 0 }
    let without = try fit(weighted.rows(kept))
    let all = try fit(weighted)
    let isSame = all.layers == without.layers
    #expect(isSame)
    let plain = Self.data(100)
    let equal = TrainingData(
      features: plain.features, target: plain.target,
      weights: [Double](repeating: 1, count: 100))
    let (same, unweighted) = (try fit(equal), try fit(plain))
    let isEqual = same.layers == unweighted.layers
    #expect(isEqual)
  }

  @Test("the unit of a feature does not matter, and training tells its losses")
  func units() throws {
    let data = Self.data(80)
    let larger = TrainingData(
      features: FeatureMatrix(
        names: data.features.names,
        columns: data.features.columns.map { column in column.map { $0 * 1024 } }, rowCount: 80),
      target: data.target)
    let (plain, scaled) = (try fit(data), try fit(larger))
    let before = plain.predictions(for: data.features)
    let after = scaled.predictions(for: larger.features)
    #expect(before == after)
    #expect(plain.learningCurve.training.count == 30 && plain.learningCurve.kept == 30)
    #expect(plain.learningCurve.validation.isEmpty)
  }

  @Test("tables that hold next to nothing give finite predictions")
  func degenerate() throws {
    let data = Self.data(1)
    let constant = TrainingData(
      features: FeatureMatrix(names: ["a"], columns: [[2, 2, 2]], rowCount: 3), target: [5, 5, 5])
    let bare = TrainingData(
      features: FeatureMatrix(names: [], columns: [], rowCount: 3), target: [1, 2, 3])
    for way in Self.ways {
      var settings = Self.quick
      way.change(&settings)
      for table in [data, constant, bare, Self.data(3)] {
        let predictor = try fit(table, settings)
        #expect(
          predictor.predictions(for: table.features).allSatisfy { $0.isFinite }, "\(way.name)")
      }
      settings.epochs = 0
      let untrained = try fit(Self.data(20), settings)
      #expect(untrained.keptEpoch == 0)
      #expect(untrained.predictions(for: Self.data(20).features).allSatisfy { $0.isFinite })
    }
    let wild = FeatureMatrix(
      names: ["x0", "x1", "x2", "x3"], columns: [[1e300], [-1e300], [.infinity], [1e40]],
      rowCount: 1)
    let predictor = try fit(Self.data(50))
    #expect(predictor.predictions(for: wild).allSatisfy { $0.isFinite })
  }

  @Test("a training that runs away stops with a sentence")
  func diverging() throws {
    var settings = Self.quick
    settings.optimiser = .sgd
    settings.activation = .relu
    settings.learningRate = 100
    settings.schedule = .constant
    #expect(throws: LearningError.self) { try fit(Self.data(100), settings) }
    #expect(LearningError.diverged(epoch: 3).description.contains("epoch 3"))
  }

  @Test("missing and infinite features and settings out of range are refused")
  func refused() throws {
    func table(_ value: Double) -> TrainingData {
      TrainingData(
        features: FeatureMatrix(names: ["a"], columns: [[1, value]], rowCount: 2), target: [1, 2])
    }
    #expect(throws: LearningError.missingFeature(column: "a", row: 1)) { try fit(table(.nan)) }
    #expect(throws: LearningError.infiniteFeature(column: "a", row: 1)) {
      try fit(table(.infinity))
    }
    var settings = Self.quick
    settings.layers = [8000, 8000]
    #expect(throws: LearningError.self) { try fit(Self.data(4), settings) }
    settings.layers = [0]
    #expect(throws: LearningError.self) { try fit(Self.data(4), settings) }
  }

  @Test("the epoch with the best validation loss is kept, and patience ends the training")
  func earlyStopping() throws {
    var random = RandomStream(seed: 8)
    let columns = (0..<6).map { _ in (0..<60).map { _ in random.normal() } }
    let noise = TrainingData(
      features: FeatureMatrix(names: (0..<6).map { "x\($0)" }, columns: columns, rowCount: 60),
      target: (0..<60).map { _ in random.normal() })
    var settings = Self.quick
    settings.validation = 0.3
    settings.patience = 4
    settings.epochs = 200
    let predictor = try fit(noise, settings)
    let losses = predictor.epochs.compactMap(\.validation)
    #expect(losses.count == predictor.keptEpoch + 4)
    #expect(losses[predictor.keptEpoch - 1] == losses.min())
  }

  @Test("a dead output unit is told")
  func dead() throws {
    let data = Self.data(50)
    let negative = TrainingData(features: data.features, target: data.target.map { -$0 })
    var settings = Self.quick
    settings.output = .relu
    settings.standardisesTarget = false
    settings.loss = .absolute
    let predictor = try fit(negative, settings)
    #expect(predictor.outputIsDead)
    #expect(predictor.predictions(for: data.features).allSatisfy { $0 == 0 })
    let alive = try fit(data, settings)
    #expect(!alive.outputIsDead)
  }

  @Test("polishing never makes the fit worse and fits a smooth target closely")
  func polish() throws {
    let data = Self.data(400, features: 2)
    var settings = Self.quick
    settings.layers = [12]
    settings.activation = .tanh
    settings.epochs = 10
    let rough = try fit(data, settings)
    settings.polish = .levenbergMarquardt
    settings.polishSteps = 40
    let polished = try fit(data, settings)
    #expect(polished.isDouble)
    #expect(meanError(polished, data) < meanError(rough, data) / 30)
    settings.layers = [6, 5]
    let deep = try fit(data, settings)
    #expect(meanError(deep, data) < 0.5)
  }

  @Test(
    "classes get probabilities that sum to 1, and one without rows gets 0", arguments: [2, 3, 4])
  func classes(count: Int) throws {
    let plain = Self.data(200)
    let places = plain.features.columns[0].map { Double(Int($0 * Double(count))) }
    let data = TrainingData(features: plain.features, target: places, classCount: count + 1)
    let predictor = try fit(data)
    let width = count + 1
    let found = predictor.predictions(for: data.features)
    #expect(predictor.outputCount == width && found.count == 200 * width)
    var right = 0
    for row in 0..<200 {
      let shares = found[row * width..<(row + 1) * width]
      #expect(abs(shares.reduce(0, +) - 1) < 1e-12)
      #expect(shares.last == 0)
      if shares.max() == shares[row * width + Int(places[row])] { right += 1 }
    }
    #expect(right > 185)
    var writer = ByteWriter()
    predictor.encode(into: &writer)
    var reader = ByteReader(writer.bytes)
    let read = try NetPredictor(decoding: &reader)
    let isRead = read == predictor
    #expect(isRead)
  }

  @Test("a single class has the probability 1, and losses for values do not matter to classes")
  func singleClass() throws {
    let plain = Self.data(20)
    let one = TrainingData(
      features: plain.features, target: [Double](repeating: 1, count: 20), classCount: 3)
    let predictor = try fit(one)
    let found = predictor.predictions(for: one.features)
    #expect(found == (0..<20).flatMap { _ in [0.0, 1, 0] })
    let two = TrainingData(
      features: plain.features, target: (0..<20).map { Double($0 % 2) }, classCount: 2)
    var settings = Self.quick
    let squared = try fit(two, settings)
    settings.loss = .absolute
    let absolute = try fit(two, settings)
    let isSame = squared == absolute
    #expect(isSame)
    settings.output = .relu
    #expect(throws: LearningError.self) { try fit(two, settings) }
  }

  @Test("a damaged network is refused and never stops the program")
  func damaged() throws {
    var settings = Self.quick
    settings.layers = [3]
    settings.epochs = 1
    var writer = ByteWriter()
    try fit(Self.data(9), settings).encode(into: &writer)
    let bytes = writer.bytes
    for length in stride(from: 0, to: bytes.count, by: 3) {
      var reader = ByteReader(Array(bytes[0..<length]))
      #expect(throws: ByteReaderError.self) { try NetPredictor(decoding: &reader) }
    }
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= 0xff
      var reader = ByteReader(changed)
      _ = try? NetPredictor(decoding: &reader)
    }
  }
}

import Digests
import Foundation
import Kernels
import Learning
import Nets
import Testing

@Suite("Trainings that pass through shorter ones")
struct NetPathTests {
  private static let data: TrainingData = {
    var random = RandomStream(seed: 5)
    let columns = (0..<3).map { _ in (0..<90).map { _ in random.uniform() } }
    return TrainingData(
      features: FeatureMatrix(names: ["a", "b", "c"], columns: columns, rowCount: 90),
      target: (0..<90).map { 10 + 3 * columns[0][$0] - columns[1][$0] * columns[2][$0] })
  }()

  private static var quick: NetSettings {
    var settings = NetSettings()
    settings.layers = [8, 4]
    settings.batchSize = 16
    settings.schedule = .constant
    return settings
  }

  private func bytes(_ predictor: any Predictor) -> [UInt8] {
    var writer = ByteWriter()
    predictor.encode(into: &writer)
    return writer.bytes
  }

  private static let ways: [@Sendable (inout NetSettings) -> Void] = [
    { _ in }, { $0.dropout = 0.2 }, { $0.averaging = 0.9 }, { $0.batchNormalisation = true },
    { $0.optimiser = .sgd }, { $0.weightDecay = 0.01 }, { $0.clip = 0.1 },
  ]

  @Test("one training for several numbers of epochs gives the bits of each", arguments: 0..<7)
  func sameBits(way: Int) throws {
    var settings = Self.quick
    Self.ways[way](&settings)
    let lengths = [7, 0, 3, 7, 1].map { epochs in
      var one = settings
      one.epochs = epochs
      return one
    }
    let paths = Set(lengths.map { NetLearner.path($0) })
    #expect(paths.count == 1)
    #expect(paths.first != .some(nil))
    let random = RandomStream(seed: 9)
    let passed = try NetLearner.fits(Self.data, lengths, random: random)
    for (settings, found) in zip(lengths, passed) {
      let alone = try NetLearner.fit(Self.data, settings, random: random)
      #expect(try bytes(found.get()) == bytes(alone))
    }
  }

  @Test("where the rate, the rows or the end depend on the number of epochs there is no path")
  func noPath() {
    let changes: [(inout NetSettings) -> Void] = [
      { $0.schedule = .cosine }, { $0.schedule = .oneCycle }, { $0.warmUp = 0.1 },
      { $0.validation = 0.2 }, { $0.polish = .levenbergMarquardt },
    ]
    for change in changes {
      var settings = Self.quick
      change(&settings)
      #expect(NetLearner.path(settings) == nil)
    }
  }

  @Test("a training that diverges keeps what was reached before, and fails as it would alone")
  func diverges() throws {
    var settings = Self.quick
    settings.optimiser = .sgd
    settings.activation = .linear
    settings.learningRate = 1.5
    func outcome(_ result: Result<any Predictor, any Error>) -> [UInt8]? {
      (try? result.get()).map { bytes($0) }
    }
    let lengths = (0...12).map { epochs in
      var one = settings
      one.epochs = epochs
      return one
    }
    let random = RandomStream(seed: 2)
    let passed = try NetLearner.fits(Self.data, lengths, random: random)
    let alone = lengths.map { settings in
      Result { try NetLearner.fit(Self.data, settings, random: random) }
    }
    #expect(passed.map(outcome) == alone.map(outcome))
    #expect(outcome(passed[0]) != nil)
    #expect(outcome(passed[12]) == nil)
  }
}

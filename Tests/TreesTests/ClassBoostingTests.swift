import Digests
import Foundation
import Kernels
import Learning
import TestSupport
import Testing
import Trees

@Suite("Boosted trees for classes")
struct ClassBoostingTests {
  /// What a real peer found on rows made by a rule.
  struct Recorded: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let steps: Int
    let classCount: Int
    let isWeighted: Bool
    let rounds: Int
    let seed: UInt64
    let logLoss: Double
    let probabilities: [[Double]]

    var testDescription: String { name }
  }

  private static let recorded =
    (try? OracleFile.json([Recorded].self, "boosted-classes.json")) ?? []

  /// The numbers in 0..<1 of the rule that the recording used.
  private struct Rule {
    var state: UInt64

    mutating func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 33) / 0x1p31
    }
  }

  private static func drawn(
    _ count: Int, steps: Int, classCount: Int, seed: UInt64
  ) -> TrainingData {
    var rule = Rule(state: seed)
    var columns = [[Double]](repeating: [], count: 4)
    var classes: [Double] = []
    for _ in 0..<count {
      var drawn = (0..<4).map { _ in rule.next() }
      let scale = Double(steps)
      if steps > 0 { drawn = drawn.map { ($0 * scale).rounded(.down) / scale } }
      let bonus = drawn[3] > 0.5 ? 0.5 : 0
      let score = 2 * drawn[0] + drawn[1] * drawn[2] + bonus + 0.8 * rule.next()
      let cuts = classCount == 2 ? [1.9] : [1.5, 2.2]
      for feature in 0..<4 {
        columns[feature].append(steps > 0 ? drawn[feature] * scale : drawn[feature])
      }
      classes.append(Double(cuts.count { score > $0 }))
    }
    return TrainingData(
      features: FeatureMatrix(names: ["a", "b", "c", "d"], columns: columns, rowCount: count),
      target: classes, classCount: classCount)
  }

  private static func parts(_ peer: Recorded) -> (train: TrainingData, test: TrainingData) {
    let all = drawn(3000, steps: peer.steps, classCount: peer.classCount, seed: peer.seed)
    let train = all.rows(Array(0..<2000))
    let weights = (0..<2000).map { 0.5 + Double($0 % 4) }
    return (
      TrainingData(
        features: train.features, target: train.target, weights: peer.isWeighted ? weights : nil,
        classCount: peer.classCount), all.rows(Array(2000..<3000))
    )
  }

  private static func settings(_ rounds: Int) -> TreeSettings {
    var settings = TreeSettings.presets[0].settings
    settings.rounds = rounds
    return settings
  }

  private static func logLoss(_ found: [Double], _ data: TrainingData, _ classCount: Int) -> Double
  {
    let losses = data.target.enumerated().map { row, place in
      -log(found[row * classCount + Int(place)])
    }
    return losses.reduce(0, +) / Double(losses.count)
  }

  @Test("the log loss on other rows is a real peer's within 1 %", arguments: recorded)
  func peer(_ peer: Recorded) throws {
    let (train, test) = Self.parts(peer)
    let fitted = try Boosting.classPredictor(
      train, Self.settings(peer.rounds), classCount: peer.classCount)
    let found = fitted.predictions(for: test.features)
    let loss = Self.logLoss(found, test, peer.classCount)
    #expect(abs(loss / peer.logLoss - 1) < 0.01, "\(loss) beside \(peer.logLoss)")
    guard peer.steps > 0 else { return }
    // Every value has a bin of its own there and here, so the trees are the same but for rounding.
    for (row, wanted) in peer.probabilities.enumerated() {
      for (place, share) in wanted.enumerated() {
        #expect(abs(found[row * peer.classCount + place] - share) < 2e-5)
      }
    }
  }

  @Test("six sets of rows were recorded")
  func isRecorded() {
    #expect(Self.recorded.count == 6)
  }

  @Test("another order of the rows gives the same bits", arguments: [2, 3])
  func order(classCount: Int) throws {
    let data = Self.drawn(700, steps: 0, classCount: classCount, seed: 7)
    let weighted = TrainingData(
      features: data.features, target: data.target,
      weights: (0..<700).map { 0.25 + Double($0 % 5) }, classCount: classCount)
    var random = RandomStream(seed: 3)
    let moved = weighted.rows(random.permutation(of: 700))
    var settings = Self.settings(8)
    settings.cuts = .ranks
    let one = try Boosting.classPredictor(weighted, settings, classCount: classCount)
    let two = try Boosting.classPredictor(moved, settings, classCount: classCount)
    #expect(one == two)
  }

  @Test(
    "probabilities are in 0...1 and sum to 1, also where a feature separates the classes",
    arguments: [2, 3, 6], [0.0, 1])
  func sums(classCount: Int, l2: Double) throws {
    let count = 600
    let data = TrainingData(
      features: FeatureMatrix(
        names: ["x", "one"],
        columns: [(0..<count).map(Double.init), [Double](repeating: 3, count: count)],
        rowCount: count),
      target: (0..<count).map { Double($0 * classCount / count) }, classCount: classCount)
    var settings = Self.settings(100)
    settings.l2 = l2
    settings.minimumChildWeight = 0
    let fitted = try Boosting.classPredictor(data, settings, classCount: classCount)
    let found = fitted.predictions(for: data.features)
    #expect(found.allSatisfy { (0...1).contains($0) })
    for row in 0..<count {
      let shares = found[(row * classCount)..<((row + 1) * classCount)]
      #expect(abs(shares.reduce(0, +) - 1) < 1e-12)
    }
    #expect(Self.logLoss(found, data, classCount) < 0.05)
  }

  @Test("no feature, one row a class and a class without rows are fitted")
  func small() throws {
    let none = FeatureMatrix(names: [], columns: [], rowCount: 4)
    let shares = TrainingData(features: none, target: [0, 1, 1, 1], classCount: 2)
    let flat = try Boosting.classPredictor(shares, Self.settings(3), classCount: 2)
    for share in flat.predictions(for: none).enumerated().filter({ $0.offset % 2 == 1 }) {
      #expect(abs(share.element - 0.75) < 1e-9)
    }
    let three = FeatureMatrix(names: ["x"], columns: [[1, 2, .nan]], rowCount: 3)
    let single = TrainingData(features: three, target: [0, 1, 3], classCount: 4)
    let fitted = try Boosting.classPredictor(single, Self.settings(20), classCount: 4)
    let found = fitted.predictions(for: three)
    #expect(found.allSatisfy { $0 > 0 && $0 < 1 })
    #expect((0..<3).allSatisfy { found[$0 * 4 + 2] < 1e-5 }, "the class without rows")
    let alone = TrainingData(features: three, target: [0, 0, 0], classCount: 2)
    let only = try Boosting.classPredictor(alone, Self.settings(5), classCount: 2)
    #expect(only.predictions(for: three)[0] > 0.999)
  }

  @Test("a predictor read back has the same bytes, and damaged ones are refused or whole")
  func bytes() throws {
    let data = Self.drawn(200, steps: 5, classCount: 3, seed: 8)
    let fitted = try Boosting.classPredictor(data, Self.settings(3), classCount: 3)
    var writer = ByteWriter()
    fitted.encode(into: &writer)
    let bytes = writer.bytes
    var reader = ByteReader(bytes)
    #expect(try TreesClassPredictor(decoding: &reader) == fitted)
    for position in stride(from: 0, to: bytes.count, by: 7) {
      var cut = ByteReader(Array(bytes[..<position]))
      #expect(throws: ByteReaderError.self) { try TreesClassPredictor(decoding: &cut) }
      var changed = bytes
      changed[position] ^= 0x05
      var other = ByteReader(changed)
      if let read = try? TreesClassPredictor(decoding: &other), read.featureCount == 4 {
        #expect(read.predictions(for: data.features).count % read.classCount == 0)
      }
    }
    let all = fitted.predictions(for: data.features)
    for row in 0..<200 {
      let alone = fitted.predictions(for: data.features.rows([row]))
      #expect(alone == Array(all[(row * 3)..<(row * 3 + 3)]))
    }
  }
}

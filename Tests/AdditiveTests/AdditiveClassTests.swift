import Additive
import Digests
import Foundation
import Kernels
import Learning
import TestSupport
import Testing

@Suite("Sums of curves for classes", .timeLimit(.minutes(2)))
struct AdditiveClassTests {
  /// What a real peer reached with splines.
  struct Recorded: Decodable, Sendable {
    let cases: [Case]
  }

  /// Rows to learn from, others to predict, and the peer's log loss on these.
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let classCount: Int
    let columns: [[Double]]
    let classes: [Int]
    let unseen: [[Double]]
    let wanted: [Int]
    let logLoss: Double
    let plainLogLoss: Double

    var testDescription: String { name }
  }

  private static let recorded =
    (try? OracleFile.json(Recorded.self, "additive-classes.json"))?.cases ?? []

  private static func matrix(_ columns: [[Double]]) -> FeatureMatrix {
    FeatureMatrix(
      names: columns.indices.map { "x\($0)" }, columns: columns, rowCount: columns[0].count)
  }

  private static func data(
    _ columns: [[Double]], _ classes: [Int], _ classCount: Int, weights: [Double]? = nil
  ) -> TrainingData {
    TrainingData(
      features: matrix(columns), target: classes.map(Double.init), weights: weights,
      classCount: classCount)
  }

  private static func fit(_ data: TrainingData) throws -> AdditiveClassPredictor {
    try AdditiveLearner.classPredictor(data, AdditiveSettings(), classCount: data.classCount ?? 0)
  }

  private static func logLoss(_ found: [Double], _ wanted: [Int], _ count: Int) -> Double {
    let losses = wanted.indices.map { -log(max(1e-15, found[$0 * count + wanted[$0]])) }
    return losses.reduce(0, +) / Double(losses.count)
  }

  @Test("rows that were not seen are predicted as well as by a real peer", arguments: recorded)
  func peer(_ peer: Case) throws {
    let fitted = try Self.fit(Self.data(peer.columns, peer.classes, peer.classCount))
    let found = Self.logLoss(
      fitted.predictions(for: Self.matrix(peer.unseen)), peer.wanted, peer.classCount)
    #expect(found <= 1.03 * peer.logLoss, "\(found) and \(peer.logLoss)")
    #expect(found < 0.8 * peer.plainLogLoss)
    #expect(fitted.parts.count == (peer.classCount == 2 ? 1 : peer.classCount))
  }

  @Test("three sets of rows were recorded")
  func isRecorded() { #expect(Self.recorded.count == 3) }

  @Test("a curve is the bend of the log odds that the rows were drawn with")
  func shape() throws {
    var random = RandomStream(seed: 4)
    let x = (0..<6000).map { _ in 4 * random.uniform() - 2 }
    let bend = { (x: Double) in 1.5 * sin(2 * x) }
    let classes = x.map { random.uniform() < 1 / (1 + exp(-bend($0))) ? 1 : 0 }
    let fitted = try Self.fit(Self.data([x, x.map { _ in 1 }], classes, 2))
    let places = (0...36).map { -1.8 + 0.1 * Double($0) }
    let found = fitted.predictions(for: Self.matrix([places, places]))
    for (index, place) in places.enumerated() {
      let odds = log(found[2 * index + 1] / found[2 * index])
      #expect(abs(odds - bend(place)) < 0.35, "at \(place)")
    }
  }

  @Test("probabilities are finite and add up to 1 in degenerate tables")
  func degenerate() throws {
    let x = (0..<40).map { Double($0) }
    let halves = x.map { $0 < 20 ? 0 : 1 }
    let mixed = x.map { Int($0) % 2 }
    let noise = x.map { ($0 * 7).truncatingRemainder(dividingBy: 5) }
    let tables: [(String, TrainingData)] = [
      ("separable", Self.data([x], halves, 2)),
      ("separable by a flag", Self.data([halves.map(Double.init)], halves, 2)),
      ("separable with three", Self.data([x, noise], x.map { Int($0) / 14 }, 3)),
      ("a class without rows", Self.data([x, noise], mixed.map { 2 * $0 }, 3)),
      ("one class", Self.data([x], x.map { _ in 1 }, 2)),
      ("one row", Self.data([[3]], [1], 2)),
      ("two rows", Self.data([[3, 4]], [1, 0], 2)),
      ("a constant", Self.data([x.map { _ in 2 }], mixed, 2)),
      ("one of a class", Self.data([x, noise], x.map { $0 == 7 ? 1 : 0 }, 2)),
      ("no weight for a class", Self.data([x], halves, 2, weights: halves.map { Double(1 - $0) })),
      ("huge weights", Self.data([x], mixed, 2, weights: x.map { 1e90 * ($0 + 1) })),
      ("tiny weights", Self.data([x], mixed, 2, weights: x.map { 1e-90 * ($0 + 1) })),
      ("huge features", Self.data([x.map { $0 * 1e90 }], mixed, 2)),
    ]
    for (name, data) in tables {
      let fitted = try Self.fit(data)
      let count = data.classCount ?? 0
      let found = fitted.predictions(for: data.features)
      #expect(found.allSatisfy { $0.isFinite && $0 >= 0 }, "\(name)")
      for row in data.target.indices {
        let sum = found[(row * count)..<(row * count + count)].reduce(0, +)
        #expect(abs(sum - 1) < 1e-9, "\(name)")
      }
      let writer = fitted.bytes
      var reader = ByteReader(writer)
      #expect(try AdditiveClassPredictor(decoding: &reader) == fitted, "\(name)")
    }
    let separable = try Self.fit(tables[0].1).predictions(for: tables[0].1.features)
    #expect(Self.logLoss(separable, halves, 2) < 0.1)
    let absent = try Self.fit(tables[3].1)
    #expect(absent.present == [0, 2])
    #expect(absent.predictions(for: tables[3].1.features)[1] == 0)
  }

  @Test("rows of weight 0 count as none")
  func weights() throws {
    let peer = try #require(Self.recorded.first)
    let counts = peer.classes.indices.map { $0 % 3 }
    let plain = Self.data(peer.columns, peer.classes, 2)
    let none = Self.data(
      peer.columns, peer.classes, 2, weights: counts.map { $0 == 0 ? 0 : 1 })
    let kept = plain.rows(counts.indices.filter { counts[$0] > 0 })
    #expect(try Self.fit(none) == Self.fit(kept))
  }
}

extension AdditiveClassPredictor {
  fileprivate var bytes: [UInt8] {
    var writer = ByteWriter()
    encode(into: &writer)
    return writer.bytes
  }
}

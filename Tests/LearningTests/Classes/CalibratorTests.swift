import Digests
import Foundation
import Kernels
import Learning
import TestSupport
import Testing

@Suite("Calibration")
struct CalibratorTests {
  private struct Functions: Decodable {
    struct Wanted: Decodable {
      let isotonic: [Double]
      let platt: [Double]
    }
    let targets: [Int]
    let scores: [Double]
    let weights: [Double]
    let queries: [Double]
    let plain: Wanted
    let weighted: Wanted

    var rows: ClassifiedRows { CalibratorTests.rows(targets, scores) }
  }

  /// Held-out and new probabilities, and what a peer made of the new ones with the same folds.
  private struct Peer: Decodable {
    let name: String
    let classCount: Int
    let targets: [Int]
    let heldOut: [Double]
    let newTargets: [Int]
    let new: [Double]
    let isotonicOfFirst: [Double]
    let error: Double
    let isotonicError: Double
    let isotonicLogLoss: Double

    func rows(_ targets: [Int], _ probabilities: [Double]) -> ClassifiedRows {
      ClassifiedRows(
        classCount: classCount, targets: targets, probabilities: probabilities, chosen: targets)
    }
  }

  fileprivate static func rows(_ targets: [Int], _ scores: [Double]) -> ClassifiedRows {
    ClassifiedRows(
      classCount: 2, targets: targets, probabilities: scores.flatMap { [1 - $0, $0] },
      chosen: targets)
  }

  private func mended(_ calibrator: Calibrator, _ scores: [Double]) -> [Double] {
    let shares = calibrator.calibrated(scores.flatMap { [1 - $0, $0] })
    return stride(from: 1, to: shares.count, by: 2).map { shares[$0] }
  }

  private func distance(_ values: [Double], _ wanted: [Double]) -> Double {
    zip(values, wanted).map { abs($0 - $1) }.max() ?? .infinity
  }

  @Test("a rising function is a real peer's, with ties and weights, also outside the rows")
  func isotonic() throws {
    let recorded = try OracleFile.json(Functions.self, "calibration-functions.json")
    let plain = try Calibrator(.isotonic, rows: recorded.rows)
    #expect(distance(mended(plain, recorded.queries), recorded.plain.isotonic) < 1e-12)
    let weighted = try Calibrator(.isotonic, rows: recorded.rows, weights: recorded.weights)
    #expect(distance(mended(weighted, recorded.queries), recorded.weighted.isotonic) < 1e-12)
  }

  @Test("a logistic function is a real peer's as far as the peer's search goes")
  func platt() throws {
    let recorded = try OracleFile.json(Functions.self, "calibration-functions.json")
    let inner = Array(recorded.queries.dropFirst().dropLast())
    // The peer stops where its gradient is 1e-6; its own answers differ by about that.
    let plain = try Calibrator(.platt, rows: recorded.rows)
    #expect(distance(mended(plain, inner), recorded.plain.platt) < 1e-6)
    let weighted = try Calibrator(.platt, rows: recorded.rows, weights: recorded.weights)
    #expect(distance(mended(weighted, inner), recorded.weighted.platt) < 1e-6)
  }

  @Test("mended probabilities and their calibration error are a real peer's on the same folds")
  func peer() throws {
    for table in try OracleFile.json([Peer].self, "calibration-peer.json") {
      let calibrator = try Calibrator(.isotonic, rows: table.rows(table.targets, table.heldOut))
      let mended = calibrator.calibrated(table.new)
      #expect(distance(mended, table.isotonicOfFirst) < 1e-12)
      let before = table.rows(table.newTargets, table.new)
      let after = table.rows(table.newTargets, mended)
      #expect(abs(before.calibrationError(binning: .equalWidth) - table.error) < 1e-9)
      #expect(abs(after.calibrationError(binning: .equalWidth) - table.isotonicError) < 1e-9)
      #expect(abs(Metric.logLoss.value(after) - table.isotonicLogLoss) < 1e-9)
      let logistic = try Calibrator(.platt, rows: table.rows(table.targets, table.heldOut))
      let smooth = table.rows(table.newTargets, logistic.calibrated(table.new))
      // These rows were distorted by a factor of their log-odds, which is what this way can undo.
      #expect(smooth.calibrationError(binning: .equalWidth) < 1.1 * table.isotonicError)
    }
  }

  @Test("probabilities stay probabilities", arguments: CalibrationMethod.allCases)
  func sums(method: CalibrationMethod) throws {
    var random = RandomStream(seed: 5)
    let targets = (0..<60).map { _ in random.integer(below: 2) }
    let shares = (0..<60).flatMap { _ in
      let three = (0..<3).map { _ in random.uniform() }
      return three.map { $0 / three.reduce(0, +) }
    }
    // The last class has no row to be fitted on.
    let rows = ClassifiedRows(
      classCount: 3, targets: targets, probabilities: shares, chosen: targets)
    let calibrator = try Calibrator(method, rows: rows)
    let mended = calibrator.calibrated(shares + [0, 0, 1, 1, 0, 0])
    for start in stride(from: 0, to: mended.count, by: 3) {
      let row = Array(mended[start..<start + 3])
      let sum = row.reduce(0, +)
      #expect(row.allSatisfy { $0 >= 0 && $0 <= 1 })
      #expect(abs(sum - 1) < 1e-12)
    }
  }

  @Test("a rising function that finds no class possible holds all equally probable")
  func impossible() throws {
    let rows = ClassifiedRows(
      classCount: 3, targets: [0, 1, 2],
      probabilities: [0.8, 0.1, 0.1, 0.1, 0.8, 0.1, 0.1, 0.1, 0.8], chosen: [0, 1, 2])
    let calibrator = try Calibrator(.isotonic, rows: rows)
    #expect(calibrator.calibrated([0.1, 0.1, 0.1]) == [Double](repeating: 1.0 / 3, count: 3))
  }

  @Test("rows that are told apart without error still give finite functions")
  func separable() throws {
    let rows = Self.rows([0, 0, 1, 1], [0, 0.1, 0.9, 1])
    let calibrator = try Calibrator(.platt, rows: rows)
    let mended = mended(calibrator, [0, 0.1, 0.5, 0.9, 1])
    #expect(mended.allSatisfy { $0 > 0 && $0 < 1 })
    // Not exactly, as the distance of 1 from the next lower number is rounded.
    #expect(abs(mended[2] - 0.5) < 1e-5)
  }

  @Test("rows without weight cannot be learned from", arguments: CalibrationMethod.allCases)
  func noWeight(method: CalibrationMethod) {
    #expect(throws: LearningError.noRows) {
      try Calibrator(method, rows: Self.rows([0, 1], [0.2, 0.4]), weights: [0, 0])
    }
  }

  @Test("it is the same after it was stored", arguments: CalibrationMethod.allCases)
  func stored(method: CalibrationMethod) throws {
    let recorded = try OracleFile.json(Functions.self, "calibration-functions.json")
    let calibrator = try Calibrator(method, rows: recorded.rows)
    var writer = ByteWriter()
    calibrator.encode(into: &writer)
    var reader = ByteReader(writer.bytes)
    let decoded = try Calibrator(decoding: &reader)
    #expect(decoded == calibrator)
    #expect(reader.isAtEnd)
    for length in stride(from: 0, to: writer.bytes.count, by: 5) {
      var cut = ByteReader(Array(writer.bytes[..<length]))
      #expect(throws: ByteReaderError.self) { try Calibrator(decoding: &cut) }
    }
  }
}

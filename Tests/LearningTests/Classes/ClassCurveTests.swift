import Kernels
import Learning
import TestSupport
import Testing

@Suite("Curves of classes")
struct ClassCurveTests {
  private struct Recorded: Decodable {
    let targets: [Int]
    let scores: [Double]
    let weights: [Double]
    let falsePositiveShares: [Double]
    let truePositiveShares: [Double]
    let thresholds: [Double]
    let precisions: [Double]
    let recalls: [Double]
    let confusion: [Double]

    var ranked: RankedScores { RankedScores(scores: scores, isPositive: targets.map { $0 == 1 }) }
    var rows: ClassifiedRows {
      ClassifiedRows(
        classCount: 2, targets: targets, probabilities: scores.flatMap { [1 - $0, $0] },
        chosen: scores.map { $0 >= 0.5 ? 1 : 0 })
    }
  }

  private static func recorded() throws -> Recorded {
    try OracleFile.json(Recorded.self, "class-curves.json")
  }

  private func near(_ values: [Double], _ wanted: [Double]) -> Bool {
    values.count == wanted.count && zip(values, wanted).allSatisfy { abs($0 - $1) < 1e-12 }
  }

  @Test("shares at each threshold are a real peer's")
  func thresholds() throws {
    let recorded = try Self.recorded()
    let reached = recorded.ranked.reached(weights: recorded.weights)
    let all = try #require(reached.last)
    #expect(near(reached.map(\.threshold), recorded.thresholds))
    #expect(near(reached.map { $0.positives / all.positives }, recorded.truePositiveShares))
    #expect(near(reached.map { $0.negatives / all.negatives }, recorded.falsePositiveShares))
    // The peer's second curve ends where all of the class is reached.
    let ends = reached.prefix(recorded.precisions.count)
    let precisions = ends.map { $0.positives / ($0.positives + $0.negatives) }
    #expect(near(precisions, recorded.precisions))
    #expect(near(ends.map { $0.positives / all.positives }, recorded.recalls))
  }

  @Test("curves go through the points of their thresholds")
  func heights() throws {
    let recorded = try Self.recorded()
    let receiver = recorded.ranked.heights(
      of: .receiver, at: recorded.falsePositiveShares, weights: recorded.weights)
    let upper = recorded.falsePositiveShares.map { place in
      zip(recorded.falsePositiveShares, recorded.truePositiveShares)
        .filter { $0.0 <= place }.map(\.1).max() ?? 0
    }
    #expect(near(receiver, upper))
    let precision = recorded.ranked.heights(
      of: .precisionRecall, at: recorded.recalls, weights: recorded.weights)
    // Where rows of other classes alone are added, the same share was reached before them.
    let first = recorded.recalls.map { place in
      zip(recorded.recalls, recorded.precisions).first { $0.0 == place }?.1 ?? .nan
    }
    #expect(near(precision, first))
  }

  @Test("a curve of ties alone is the diagonal, and one class alone has none")
  func edges() {
    let ones = [1.0, 1, 1]
    let ties = RankedScores(scores: [0.5, 0.5, 0.5], isPositive: [true, false, true])
    #expect(ties.heights(of: .receiver, at: [0, 0.25, 1], weights: ones) == [0, 0.25, 1])
    let alone = RankedScores(scores: [0.1, 0.2, 0.3], isPositive: [false, false, false])
    let missing = alone.heights(of: .receiver, at: [0.5], weights: ones)
    #expect(missing.count == 1 && missing[0].isNaN)
    #expect(
      CurveBand(
        alone, .precisionRecall, rowCount: 3, places: [0.5], resamples: 10, block: 1, level: 0.9,
        random: RandomStream(seed: 1)) == nil)
  }

  @Test("a band holds its curve", arguments: RankedScores.Curve.allCases)
  func band(curve: RankedScores.Curve) throws {
    let recorded = try Self.recorded()
    let band = try #require(
      CurveBand(
        recorded.ranked, curve, rowCount: recorded.scores.count,
        places: (0...20).map { Double($0) / 20 }, resamples: 300, block: 1, level: 0.95,
        random: RandomStream(seed: 1)))
    for place in band.places.indices {
      #expect(band.lows[place] <= band.heights[place])
      #expect(band.heights[place] <= band.highs[place])
    }
    #expect(band.lows[10] < band.highs[10])
  }

  @Test("a confusion matrix is a real peer's")
  func confusion() throws {
    let recorded = try Self.recorded()
    let matrix = ConfusionMatrix(recorded.rows, weights: recorded.weights)
    #expect(near(matrix.weights, recorded.confusion))
  }

  @Test("bins of equal count hold the same number of rows, and ties stay together")
  func bins() {
    let probabilities = (0..<100).map { Double($0) / 100 }
    let even = Reliability(
      probabilities: probabilities, isPositive: probabilities.map { $0 >= 0.5 },
      binning: .equalCount, binCount: 10, level: 0.95)
    #expect(even.bins.map(\.rowCount) == [Int](repeating: 10, count: 10))
    #expect(even.bins.map(\.observed) == [0, 0, 0, 0, 0, 1, 1, 1, 1, 1])
    #expect(abs(even.bins[0].predicted - 0.045) < 1e-12)
    let tied = Reliability(
      probabilities: [0.2, 0.2, 0.2, 0.9], isPositive: [false, true, false, true],
      binning: .equalCount, binCount: 4, level: 0.95)
    #expect(tied.bins.map(\.rowCount) == [3, 1])
  }

  @Test("the interval of a share is Wilson's")
  func wilson() throws {
    let bin = try #require(
      Reliability(
        probabilities: [Double](repeating: 0.3, count: 10),
        isPositive: (0..<10).map { $0 < 2 }, binning: .equalWidth, binCount: 15, level: 0.95
      ).bins.first)
    // 2 of 10: statsmodels' proportion_confint(2, 10, method="wilson").
    #expect(abs(bin.interval.low - 0.05668215145437519) < 1e-12)
    #expect(abs(bin.interval.high - 0.5098375284633583) < 1e-12)
  }

  @Test("the calibration error is the mean distance of bins, weighted by their rows")
  func calibrationError() {
    let rows = ClassifiedRows(
      classCount: 2, targets: [1, 0, 1, 1],
      probabilities: [0.8, 0.2, 0.8, 0.2, 0.1, 0.9, 0.1, 0.9], chosen: [0, 0, 1, 1])
    #expect(abs(rows.calibrationError(binning: .equalWidth) - 0.2) < 1e-12)
    #expect(abs(rows.calibrationError(binning: .equalCount) - 0.2) < 1e-12)
  }
}

import Kernels
import Learning
import TestSupport
import Testing

/// A recorded table of classes with the scores that a peer gave it.
private struct RecordedTable: Decodable, CustomTestStringConvertible {
  let name: String
  let classCount: Int
  let targets: [Int]
  let probabilities: [Double]
  let chosen: [Int]
  let weights: [Double]
  let plain: [String: Double]
  let weighted: [String: Double]

  var testDescription: String { name }

  static func all() throws -> [RecordedTable] {
    try OracleFile.json([RecordedTable].self, "class-metrics.json")
  }

  var rows: ClassifiedRows {
    ClassifiedRows(
      classCount: classCount, targets: targets, probabilities: probabilities, chosen: chosen)
  }
}

@Suite("Metrics of classes")
struct ClassMetricTests {
  /// All but the mean cost, which needs costs.
  private let measures = Metric.all(of: .classes).filter { $0 != .meanCost }

  @Test("values are a real peer's to 1e-9, with and without weights", arguments: 0..<6)
  func peer(table: Int) throws {
    let recorded = try RecordedTable.all()[table]
    for metric in measures {
      let plain = metric.value(recorded.rows)
      let weighted = metric.value(recorded.rows, weights: recorded.weights)
      let wanted = try #require(recorded.plain[metric.rawValue], "\(metric)")
      let wantedWeighted = try #require(recorded.weighted[metric.rawValue], "\(metric)")
      #expect(abs(plain - wanted) < 1e-9, "\(metric) of \(recorded.name)")
      #expect(abs(weighted - wantedWeighted) < 1e-9, "\(metric) of \(recorded.name), weighted")
    }
  }

  @Test("whole weights count a row as often as they say")
  func repeatedRows() throws {
    let rows = try RecordedTable.all()[0].rows
    let counts = rows.targets.indices.map { $0 % 4 }
    let places = counts.enumerated().flatMap { [Int](repeating: $0.offset, count: $0.element) }
    let repeated = ClassifiedRows(
      classCount: 2, targets: places.map { rows.targets[$0] },
      probabilities: places.flatMap { rows.probabilities[2 * $0...2 * $0 + 1] },
      chosen: places.map { rows.chosen[$0] })
    for metric in measures {
      let weighted = metric.value(rows, weights: counts.map(Double.init))
      #expect(abs(metric.value(repeated) - weighted) < 1e-12, "\(metric)")
    }
  }

  @Test("without rows, or with rows of one class alone, what has no meaning is not-a-number")
  func undefined() {
    let none = ClassifiedRows(classCount: 2, targets: [], probabilities: [], chosen: [])
    for metric in measures {
      #expect(metric.value(none).isNaN)
      #expect(!metric.isBetter(.nan, than: 1))
    }
    let negatives = ClassifiedRows(
      classCount: 2, targets: [0, 0], probabilities: [0.8, 0.2, 0.6, 0.4], chosen: [0, 0])
    #expect(Metric.auc.value(negatives).isNaN)
    #expect(Metric.averagePrecision.value(negatives).isNaN)
    #expect(Metric.f1.value(negatives).isNaN)
    #expect(Metric.accuracy.value(negatives) == 1)
    #expect(Metric.balancedAccuracy.value(negatives) == 1)
  }

  @Test("a metric of the other sort of target is not defined")
  func otherTask() {
    let rows = ClassifiedRows(
      classCount: 2, targets: [0, 1], probabilities: [0.8, 0.2, 0.4, 0.6], chosen: [0, 1])
    for metric in Metric.all(of: .values) { #expect(metric.value(rows).isNaN) }
    for metric in measures {
      #expect(metric.value(targets: [1, 2], predictions: [1, 2]).isNaN)
    }
  }

  @Test("an error held to be impossible costs 36, and not infinity")
  func certain() {
    let rows = ClassifiedRows(
      classCount: 2, targets: [0], probabilities: [0, 1], chosen: [1])
    #expect(abs(Metric.logLoss.value(rows) - 36.04365338911715) < 1e-12)
  }

  @Test("an interval holds the score, and models share the drawn rows", arguments: [0, 3])
  func intervals(table: Int) throws {
    let rows = try RecordedTable.all()[table].rows
    let metrics = measures
    let bootstrap = Bootstrap(
      models: [rows, rows], metrics: metrics, resamples: 300, random: RandomStream(seed: 1))
    for (place, metric) in metrics.enumerated() {
      let interval = try #require(bootstrap.interval(model: 0, metric: place, level: 0.95))
      let score = metric.value(rows)
      #expect(interval.low <= score && score <= interval.high)
      #expect(interval.low < interval.high)
      #expect(
        bootstrap.differenceInterval(model: 0, minus: 1, metric: place, level: 0.9)
          == Bootstrap.Interval(low: 0, high: 0))
    }
  }

  @Test("a thousand resamples of ten thousand rows of three classes end in seconds")
  func speed() {
    var random = RandomStream(seed: 3)
    let count = 10_000
    let targets = (0..<count).map { _ in random.integer(below: 3) }
    let probabilities = (0..<count).flatMap { _ in
      let shares = (0..<3).map { _ in random.uniform() }
      return shares.map { $0 / shares.reduce(0, +) }
    }
    let rows = ClassifiedRows(
      classCount: 3, targets: targets, probabilities: probabilities, chosen: targets)
    let time = ContinuousClock().measure {
      let bootstrap = Bootstrap(
        models: [rows], metrics: measures, resamples: 1000,
        random: RandomStream(seed: 1))
      #expect(bootstrap.interval(model: 0, metric: 0, level: 0.95) != nil)
    }
    // About two seconds on a quiet machine; the bound leaves room for a busy one.
    #expect(time < .seconds(40))
  }
}

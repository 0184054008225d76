import Kernels
import Learning
import TestSupport
import Testing

@Suite("Metrics")
struct MetricTests {
  private struct Recorded: Decodable {
    let targets: [Double]
    let predictions: [Double]
    let weights: [Double]
    let plain: [String: Double]
    let weighted: [String: Double]
  }

  @Test("values are a real peer's, with and without weights", arguments: Metric.all(of: .values))
  func peer(metric: Metric) throws {
    let recorded = try OracleFile.json(Recorded.self, "metrics.json")
    let plain = metric.value(targets: recorded.targets, predictions: recorded.predictions)
    let weighted = metric.value(
      targets: recorded.targets, predictions: recorded.predictions, weights: recorded.weights)
    let wanted = (
      try #require(recorded.plain[metric.rawValue]),
      try #require(recorded.weighted[metric.rawValue])
    )
    #expect(abs(plain / wanted.0 - 1) < 1e-12)
    #expect(abs(weighted / wanted.1 - 1) < 1e-12)
  }

  @Test("rows of target 0 are left out of shares and counted")
  func zeroTargets() {
    let (targets, predictions) = ([0.0, 10, -20], [5.0, 11, -25])
    #expect(abs(Metric.mape.value(targets: targets, predictions: predictions) - 17.5) < 1e-12)
    #expect(Metric.mape.leftOutCount(targets: targets) == 1)
    #expect(Metric.mape.value(targets: [0], predictions: [1]).isNaN)
  }

  @Test("what is not defined is not-a-number, and never better")
  func undefined() {
    for metric in Metric.allCases {
      #expect(metric.value(targets: [], predictions: []).isNaN)
      #expect(!metric.isBetter(.nan, than: 1))
      #expect(metric.isBetter(1, than: .nan))
    }
    #expect(Metric.r2.value(targets: [3, 3], predictions: [1, 2]).isNaN)
  }

  @Test("each metric says which way is better")
  func directions() {
    #expect(Metric.mae.isBetter(1, than: 2))
    #expect(Metric.r2.isBetter(0.9, than: 0.8))
    #expect(Metric.bias.isBetter(-1, than: 2))
  }
}

@Suite("Bootstrap")
struct BootstrapTests {
  private static func sample(_ count: Int, models: Int) -> (targets: [Double], [[Double]]) {
    var random = RandomStream(seed: 4)
    let targets = (0..<count).map { _ in 100 + 20 * random.uniform() }
    let predictions = (0..<models).map { model in
      targets.map { $0 + (random.uniform() - 0.5) * Double(model + 2) }
    }
    return (targets, predictions)
  }

  @Test(
    "an interval holds the score, and is narrower for more rows", arguments: Metric.all(of: .values)
  )
  func holdsScore(metric: Metric) throws {
    let widths = try [50, 800].map { count in
      let (targets, predictions) = Self.sample(count, models: 1)
      let bootstrap = Bootstrap(
        targets: targets, predictions: predictions, metrics: [metric], resamples: 300,
        random: RandomStream(seed: 1))
      let interval = try #require(bootstrap.interval(model: 0, metric: 0, level: 0.95))
      let score = metric.value(targets: targets, predictions: predictions[0])
      #expect(interval.low <= score && score <= interval.high)
      return interval.high - interval.low
    }
    #expect(widths[1] < widths[0])
  }

  @Test("the same stream gives the same bits, and models share the drawn rows")
  func paired() throws {
    let (targets, predictions) = Self.sample(200, models: 2)
    func make(_ order: [Int]) -> Bootstrap {
      Bootstrap(
        targets: targets, predictions: order.map { predictions[$0] }, metrics: [.mae],
        resamples: 200, random: RandomStream(seed: 2))
    }
    let (first, second) = (make([0, 1]), make([1, 0]))
    #expect(
      first.interval(model: 0, metric: 0, level: 0.9)
        == second.interval(model: 1, metric: 0, level: 0.9))
    let same = Bootstrap(
      targets: targets, predictions: [predictions[0], predictions[0]], metrics: [.mae],
      resamples: 50, random: RandomStream(seed: 2))
    #expect(
      same.differenceInterval(model: 0, minus: 1, metric: 0, level: 0.9)
        == Bootstrap.Interval(low: 0, high: 0))
    let difference = try #require(
      first.differenceInterval(model: 0, minus: 1, metric: 0, level: 0.9))
    #expect(difference.high < 0)
  }

  @Test("blocks of neighbours give wider intervals where neighbours are alike, and cover the truth")
  func blocks() throws {
    var random = RandomStream(seed: 6)
    var covered = (rows: 0, blocks: 0)
    for trial in 0..<200 {
      var value = 0.0
      let errors = (0..<2000).map { _ in
        value = 0.9 * value + random.normal()
        return value
      }
      func covers(_ block: Int) throws -> Bool {
        let bootstrap = Bootstrap(
          targets: [Double](repeating: 0, count: errors.count), predictions: [errors],
          metrics: [.bias], resamples: 200, block: block, random: RandomStream(seed: UInt64(trial)))
        let interval = try #require(bootstrap.interval(model: 0, metric: 0, level: 0.95))
        return interval.low <= 0 && 0 <= interval.high
      }
      covered.rows += try covers(1) ? 1 : 0
      covered.blocks += try covers(100) ? 1 : 0
    }
    #expect(covered.rows < 120, "\(covered.rows) of 200")
    #expect(covered.blocks > 176, "\(covered.blocks) of 200")
  }

  @Test("no rows give no interval")
  func empty() {
    let bootstrap = Bootstrap(
      targets: [], predictions: [[]], metrics: [.mae], resamples: 10,
      random: RandomStream(seed: 1))
    #expect(bootstrap.interval(model: 0, metric: 0, level: 0.95) == nil)
  }

  @Test("a thousand resamples of ten thousand rows and four models end in seconds")
  func speed() {
    let (targets, predictions) = Self.sample(10_000, models: 4)
    let start = ThreadClock.seconds()
    let bootstrap = Bootstrap(
      targets: targets, predictions: predictions, metrics: [.mae, .rmse, .r2, .mape],
      resamples: 1000, random: RandomStream(seed: 1))
    #expect(bootstrap.interval(model: 0, metric: 0, level: 0.95) != nil)
    // Under a second on a quiet machine, and other tests do not count.
    #expect(ThreadClock.seconds() - start < 5)
  }
}

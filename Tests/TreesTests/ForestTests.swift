import Digests
import Kernels
import Learning
import Synchronization
import Testing
import Trees

@Suite("Forests")
struct ForestTests {
  private static func bytes(_ predictor: TreeSumPredictor) -> [UInt8] {
    var writer = ByteWriter()
    predictor.encode(into: &writer)
    return writer.bytes
  }

  /// The best split of rows in the plainest form: every threshold, both ways of missing values.
  private static func bestGain(
    _ data: TrainingData, _ weights: [Double], isAbsolute: Bool
  ) -> Double {
    func spread(_ rows: [Int]) -> Double {
      let total = rows.reduce(0) { $0 + weights[$1] }
      if !isAbsolute {
        let mean = rows.reduce(0) { $0 + weights[$1] * data.target[$1] } / total
        return rows.reduce(0) {
          $0 + weights[$1] * (data.target[$1] - mean) * (data.target[$1] - mean)
        }
      }
      return rows.map { middle in
        rows.reduce(0) { $0 + weights[$1] * abs(data.target[$1] - data.target[middle]) }
      }.min() ?? 0
    }
    let rows = data.target.indices.filter { weights[$0] > 0 }
    var best = 0.0
    for column in data.features.columns {
      let missing = rows.filter { column[$0].isNaN }
      for threshold in rows.map({ column[$0] }) where !threshold.isNaN {
        let below = rows.filter { column[$0] <= threshold }
        let above = rows.filter { column[$0] > threshold }
        for (left, right) in [(below + missing, above), (below, above + missing)]
        where !left.isEmpty && !right.isEmpty {
          best = max(best, spread(rows) - spread(left) - spread(right))
        }
      }
    }
    return best
  }

  @Test(
    "the first split of a tree gains what the best of all splits gains",
    arguments: 0..<12 as Range<UInt64>, ForestLoss.allCases)
  func naive(seed: UInt64, loss: ForestLoss) throws {
    let data = BoostingCase.data(seed: seed, rowCount: 3 + Int(seed) * 4)
    var settings = ForestSettings()
    settings.trees = 1
    settings.loss = loss
    settings.depth = 1
    let random = RandomStream(seed: seed)
    let fitted = try ForestLearner.predictor(data, settings, random: random)
    // The same draw as the learner's.
    var stream = random.derived("tree", 0).derived("rows")
    var weights = [Double](repeating: 0, count: data.target.count)
    for _ in weights.indices { weights[stream.integer(below: weights.count)] += 1 }
    let expected = Self.bestGain(data, weights, isAbsolute: loss == .absolute)
    let found = fitted.trees[0].nodes[0].gain
    #expect(abs(found - expected) < 1e-9 * (1 + expected))
  }

  @Test("the same seed gives the same bytes, and another seed others")
  func sameBits() throws {
    let data = OptionRows.data(seed: 1, rowCount: 150, weighted: true)
    var settings = ForestSettings()
    settings.trees = 8
    settings.columnShare = 0.5
    for loss in ForestLoss.allCases {
      settings.loss = loss
      let one = try ForestLearner.predictor(data, settings, random: RandomStream(seed: 5))
      let two = try ForestLearner.predictor(data, settings, random: RandomStream(seed: 5))
      let other = try ForestLearner.predictor(data, settings, random: RandomStream(seed: 6))
      #expect(Self.bytes(one) == Self.bytes(two))
      #expect(Self.bytes(one) != Self.bytes(other))
      var reader = ByteReader(Self.bytes(one))
      #expect(try TreeSumPredictor(decoding: &reader) == one)
    }
  }

  @Test("fits that run beside each other give the same bytes as one alone")
  func beside() async throws {
    let data = OptionRows.data(seed: 2, rowCount: 200)
    var settings = ForestSettings()
    settings.trees = 6
    settings.loss = .absolute
    let copy = settings
    let alone = try ForestLearner.predictor(data, copy, random: RandomStream(seed: 5))
    for width in [2, 7] {
      try await withThrowingTaskGroup(of: TreeSumPredictor.self) { group in
        for _ in 0..<width {
          group.addTask { try ForestLearner.predictor(data, copy, random: RandomStream(seed: 5)) }
        }
        for try await beside in group { #expect(beside == alone) }
      }
    }
  }

  @Test("trees that are grown side by side give the same bytes as one after the other")
  func sideBySide() throws {
    let data = OptionRows.data(seed: 2, rowCount: 120, weighted: true)
    var settings = ForestSettings()
    settings.trees = 37
    settings.columnShare = 0.5
    let alone = try ForestLearner.predictor(data, settings, random: RandomStream(seed: 5))
    let threads = BackwardThreads()
    let helped = try IdleThreads.$current.withValue(threads) {
      try ForestLearner.predictor(data, settings, random: RandomStream(seed: 5))
    }
    #expect(Self.bytes(helped) == Self.bytes(alone))
    #expect(threads.pieces.withLock { $0 } == 37)
  }

  @Test("a prediction is a mean of training targets, and of medians for absolute errors")
  func withinTargets() throws {
    let data = OptionRows.data(seed: 3, rowCount: 120)
    let (low, high) = (data.target.min() ?? 0, data.target.max() ?? 0)
    for loss in ForestLoss.allCases {
      var settings = ForestSettings()
      settings.loss = loss
      settings.trees = 10
      let fitted = try ForestLearner.predictor(data, settings, random: RandomStream(seed: 5))
      let other = OptionRows.data(seed: 4, rowCount: 200)
      let found = fitted.predictions(for: other.features)
      #expect(found.allSatisfy { $0 >= low - 1e-9 && $0 <= high + 1e-9 })
      let curve = fitted.learningCurve
      #expect(curve.training.count == 10 && curve.validation.count == 10 && curve.kept == 10)
      let last = try #require(curve.training.last)
      #expect((curve.validation.last ?? 0) > last)
    }
  }

  @Test("leaves hold as many different rows as asked for")
  func rowsPerLeaf() throws {
    let data = OptionRows.data(seed: 5, rowCount: 200)
    var settings = ForestSettings()
    settings.trees = 3
    settings.rowsPerLeaf = 15
    let fitted = try ForestLearner.predictor(data, settings, random: RandomStream(seed: 5))
    #expect(fitted.trees.allSatisfy { $0.leafCount <= 200 / 15 && $0.leafCount > 2 })
  }

  @Test("settings out of range are refused")
  func refused() {
    let data = OptionRows.data(seed: 6, rowCount: 20)
    for change: (inout ForestSettings) -> Void in [
      { $0.trees = 0 }, { $0.depth = 65 }, { $0.rowsPerLeaf = 0 }, { $0.columnShare = 0 },
    ] {
      var settings = ForestSettings()
      change(&settings)
      #expect(throws: LearningError.self) {
        try ForestLearner.predictor(data, settings, random: RandomStream(seed: 1))
      }
    }
  }
}

/// Threads that do the last piece first, as no order is promised.
private final class BackwardThreads: HelpingThreads {
  let pieces = Mutex(0)

  func perform(_ count: Int, _ piece: @escaping @Sendable (Int) -> Void) {
    pieces.withLock { $0 += count }
    for place in (0..<count).reversed() { piece(place) }
  }
}

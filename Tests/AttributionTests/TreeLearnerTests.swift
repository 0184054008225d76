import Attribution
import Foundation
import Kernels
import Learning
import Testing
import Trees

@Suite("Values of trees that learners here grow")
struct TreeLearnerTests {
  /// What is fitted: of every sort of growth, loss, leaf and target one.
  enum Case: String, CaseIterable, Sendable {
    case plain, leafWise, linear, quantile, huber, poisson, twoClasses, threeClasses
    case forest, absoluteForest, shares, threeShares, averaged

    var classes: Int? {
      switch self {
      case .twoClasses, .shares: 2
      case .threeClasses, .threeShares: 3
      default: nil
      }
    }

    var isForest: Bool {
      switch self {
      case .forest, .absoluteForest, .shares, .threeShares: true
      default: false
      }
    }

    func fit(_ data: TrainingData) throws -> any Predictor {
      let random = RandomStream(seed: 3)
      if isForest {
        var settings = ForestSettings()
        settings.trees = 4
        settings.depth = 9
        settings.loss = self == .absoluteForest ? .absolute : .squared
        return try ForestLearner.fit(data, settings, random: random)
      }
      var settings = TreeSettings(
        rounds: 12, learningRate: 0.3, depth: 5, l2: 1, minimumGain: 0, minimumChildWeight: 1,
        bins: 32)
      switch self {
      case .leafWise:
        settings.options.growth = .leafWise
        settings.options.leaves = 12
      case .linear: settings.options.leafForm = .linear
      case .quantile: settings.options.loss = .quantile
      case .huber: settings.options.loss = .huber
      case .poisson: settings.options.loss = .poisson
      default: break
      }
      let first = try Boosting.fit(data, settings, random: random)
      guard self == .averaged else { return first }
      settings.rounds = 7
      return try #require(
        first.averaged(with: [try Boosting.fit(data, settings, random: random)]))
    }
  }

  /// Rows of quantities and a column of levels, with missing values.
  private static func features(_ count: Int, seed: UInt64) -> FeatureMatrix {
    var random = RandomStream(seed: seed)
    let columns = (0..<5).map { feature in
      (0..<count).map { _ -> Double in
        if random.uniform() < 0.08 { return .nan }
        return feature == 4 ? Double(random.integer(below: 7)) : 4 * random.uniform()
      }
    }
    return FeatureMatrix(
      names: ["a", "b", "c", "d", "k"], columns: columns, rowCount: count,
      levelCounts: [nil, nil, nil, nil, 7])
  }

  private static func data(_ classes: Int?) -> TrainingData {
    let features = features(400, seed: 1)
    let target = (0..<400).map { row -> Double in
      let x = features.columns.map { $0[row].isNaN ? 1 : $0[row] }
      let value = x[0] * x[1] + 2 * x[2] + [1.0, 5, 0, 3, 2, 4, 1][Int(x[4])]
      guard let classes else { return value.rounded() }
      return Double(min(classes - 1, Int(value / 20 * Double(classes))))
    }
    return TrainingData(
      features: features, target: target, weights: (0..<400).map { Double($0 % 3 + 1) },
      classCount: classes)
  }

  /// Columns `a` and `d` are one player.
  private static let players = Players(
    [
      Players.Player(name: "ad", column: nil, features: [0, 3]),
      Players.Player(name: "b", column: "b", features: [1]),
      Players.Player(name: "c", column: "c", features: [2]),
      Players.Player(name: "k", column: "k", features: [4]),
    ], featureCount: 5)

  @Test("values sum to predictions, and are those of the definition", arguments: Case.allCases)
  func definition(_ model: Case) throws {
    let predictor = try model.fit(Self.data(model.classes))
    let sum = try #require((predictor as? any TreeSumming)?.treeSum)
    #expect(sum.classCount == model.classes)
    let game = try TreeGame(sum, players: Self.players)
    let rows = Self.features(20, seed: 2)
    let background = Self.features(8, seed: 4)
    let paths = PathDependentTrees(game).values(of: rows, rows: 0..<20)
    let mixed = try InterventionalTrees(game, background: background).values(
      of: rows, rows: 0..<20)
    let margins = game.margins(of: rows)
    for row in 0..<20 {
      for margin in paths.indices {
        for found in [paths[margin], mixed[margin]] {
          let total = found.values.reduce(found.base) { $0 + $1[row] }
          let output = margins[row][margin]
          #expect(abs(total - output) <= 1e-9 * (1 + abs(output)))
        }
        let x = rows.columns.map { $0[row] }
        let trees = sum.trees.filter { $0.margin == margin }
        let byPaths = TreeTruth.values(players: 4) { set in
          trees.reduce(0) {
            $0
              + TreeTruth.expectation(
                $1.nodes, x, known: { set >> Self.players.ofFeature[$0] & 1 == 1 })
          }
        }
        let byRows = TreeTruth.values(players: 4) { set in
          (0..<8).reduce(0) { mean, other in
            let together = (0..<5).map {
              set >> Self.players.ofFeature[$0] & 1 == 1 ? x[$0] : background.columns[$0][other]
            }
            return trees.reduce(mean) { $0 + TreeTruth.value($1.nodes, together) / 8 }
          }
        }
        for player in 0..<4 {
          #expect(abs(paths[margin].values[player][row] - byPaths[player]) < 1e-9)
          #expect(abs(mixed[margin].values[player][row] - byRows[player]) < 1e-9)
        }
      }
    }
    try compare(predictor, sum, margins, rows)
  }

  /// Compares margins with what the predictor says.
  private func compare(
    _ predictor: any Predictor, _ sum: TreeSum, _ margins: [[Double]], _ rows: FeatureMatrix
  ) throws {
    let predictions = try predictor.predictions(for: rows)
    for row in 0..<rows.rowCount {
      var expected = margins[row]
      switch sum.scale {
      case .target: break
      case .logarithm: expected = [exp(expected[0])]
      case .logOdds:
        let odds = expected
        expected = [Double](repeating: 0, count: sum.classCount ?? 0)
        Softmax.probabilities(odds, into: &expected)
      case .probability: if expected.count == 1 { expected = [1 - expected[0], expected[0]] }
      }
      for (place, value) in expected.enumerated() {
        let prediction = predictions[row * expected.count + place]
        #expect(abs(value - prediction) <= 1e-9 * (1 + abs(prediction)))
      }
    }
  }

  @Test("means of shares made of sums are no sums of trees")
  func averagedClasses() throws {
    let one = try Case.twoClasses.fit(Self.data(2))
    let two = try #require(one.averaged(with: [one]))
    #expect((two as? any TreeSumming)?.treeSum == nil)
  }
}

import Kernels
import Learning
import Testing
import Trees

@Suite("Trees and forests on degenerate tables")
struct DegenerateTreesTests {
  /// Tables that something is odd about, each with a name for messages.
  static let tables: [(name: String, data: TrainingData)] = [
    ("one row", table([[1], [.nan]], [3])),
    ("two equal rows", table([[1, 1], [2, 2]], [3, 3])),
    ("equal rows with different targets", table([[1, 1, 1], [2, 2, 2]], [1, 2, 9])),
    ("no columns", table([], [1, 2, 3])),
    ("missing columns", table([[.nan, .nan, .nan], [1, 2, 3]], [1, 5, 2])),
    ("nothing but missing", table([[.nan, .nan, .nan]], [1, 5, 2])),
    (
      "infinite values",
      table([[-.infinity, .infinity, 1, 2], [.infinity, .infinity, .nan, 0]], [1, 2, 3, 4])
    ),
    (
      "huge values",
      table([[-1e308, 1e308, 0, 1e-308], [1e300, -1e300, 5, 5]], [1e40, -1e40, 0, 1])
    ),
    ("tiny targets", table([[1, 2, 3, 4]], [1, 2, 0, 7].map { $0 * .leastNonzeroMagnitude })),
    ("weights of zero", table([[1, 2, 3, 4]], [1, 2, 3, 4], weights: [0, 0, 1, 0])),
    ("great weights", table([[1, 2, 3, 4]], [1, 2, 3, 4], weights: [1e50, 1e-50, 1, 0])),
    ("levels of no row", table([[.nan, .nan, .nan]], [1, 2, 3], levels: 0)),
    ("one level", table([[0, 0, .nan]], [1, 2, 3], levels: 1)),
  ]

  static func table(
    _ columns: [[Double]], _ target: [Double], weights: [Double]? = nil, levels: Int? = nil
  ) -> TrainingData {
    TrainingData(
      features: FeatureMatrix(
        names: columns.indices.map { "x\($0)" }, columns: columns, rowCount: target.count,
        levelCounts: columns.map { _ in levels }),
      target: target, weights: weights)
  }

  @Test("every loss and form gives a model of finite numbers")
  func boosting() throws {
    for (name, data) in Self.tables {
      for (option, change) in TreeOptionsTests.changes where option != "monotone" {
        let settings = OptionRows.settings(change)
        let fitted = try Boosting.fit(data, settings, random: RandomStream(seed: 1))
        let found = try fitted.predictions(for: data.features)
        #expect(found.allSatisfy { $0.isFinite }, "\(name), \(option)")
      }
    }
  }

  @Test("forests give finite numbers", arguments: ForestLoss.allCases)
  func forests(loss: ForestLoss) throws {
    for (name, data) in Self.tables {
      var settings = ForestSettings()
      settings.trees = 5
      settings.loss = loss
      settings.columnShare = 0.5
      let fitted = try ForestLearner.predictor(data, settings, random: RandomStream(seed: 1))
      #expect(fitted.predictions(for: data.features).allSatisfy { $0.isFinite }, "\(name)")
      #expect(fitted.learningCurve.validation.allSatisfy { $0.isFinite }, "\(name)")
    }
  }

  @Test("classes of which training has one, or not all, have probabilities", arguments: [2, 3])
  func classes(classCount: Int) throws {
    let column = (0..<20).map { Double($0) }
    for target in [[Double](repeating: 1, count: 20), column.map { $0 < 10 ? 0 : 1 }] {
      let data = TrainingData(
        features: FeatureMatrix(names: ["x"], columns: [column], rowCount: 20), target: target,
        classCount: classCount)
      let models: [any Predictor] = [
        try ForestLearner.fit(data, ForestSettings(), random: RandomStream(seed: 1)),
        try Boosting.fit(
          data, OptionRows.settings { $0.validation = 0.3 }, random: RandomStream(seed: 1)),
      ]
      for model in models {
        let found = try model.predictions(for: data.features)
        #expect(found.count == 20 * classCount)
        #expect(found.allSatisfy { $0 >= 0 && $0 <= 1 })
      }
    }
  }

  @Test("a hundred thousand levels are learned from, and unseen ones predicted")
  func manyLevels() throws {
    let count = 20_000
    let column = (0..<count).map { Double($0 * 7 % 100_000) }
    let data = TrainingData(
      features: FeatureMatrix(
        names: ["id"], columns: [column], rowCount: count, levelCounts: [100_000]),
      target: (0..<count).map { Double($0 % 10) })
    let fitted = try OptionRows.fit(data, OptionRows.settings { $0.growth = .leafWise })
    let asked = FeatureMatrix(
      names: ["id"], columns: [[1, 99_999, .nan]], rowCount: 3, levelCounts: [100_000])
    #expect(fitted.predictions(for: asked).allSatisfy { $0.isFinite })
    var settings = ForestSettings()
    settings.trees = 2
    let forest = try ForestLearner.predictor(data, settings, random: RandomStream(seed: 1))
    #expect(forest.predictions(for: asked).allSatisfy { $0.isFinite })
  }
}

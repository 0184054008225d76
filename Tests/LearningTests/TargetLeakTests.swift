import Additive
import Kernels
import Learning
import Tables
import Testing
import Trees

/// A category with so many levels that a leak of the target through it is easy to see.
@Suite("Steps that look at the target do not leak it")
struct TargetLeakTests {
  private static let rowCount = 5000
  private static let levelCount = 1000
  private static let foldCount = 5

  /// How the category becomes a number.
  private enum Coding {
    /// The step as it is.
    case step
    /// A mean with a row's own target in it, made before the rows are cut: a leak.
    case beforeFolds
    /// A mean with a row's own target in it, made of each fold's training rows: a leak too.
    case ownTarget
  }

  private static func rows(seed: UInt64, effect: Double) -> Table {
    var random = RandomStream(seed: seed).derived("rows")
    let effects = (0..<levelCount).map { _ in random.normal() * effect }
    let levels = (0..<rowCount).map { _ in random.integer(below: levelCount) }
    return Table([
      Column("t", texts: levels.map { "level \($0)" }),
      Column("x", numbers: levels.map { _ in random.uniform() }),
      Column("y", numbers: levels.map { effects[$0] + random.normal() }),
    ])
  }

  /// Replaces the category by its mean target over some rows, with each row's own target in it.
  private static func meansWithOwnTarget(_ rows: Table, of others: Table) throws -> Table {
    let step = TargetMean(columns: .names(["t"]), smoothing: 1, foldCount: 2)
    let means = try Recipe(target: "y", features: ["t"], steps: [.targetMean(step)]).fitted(rows)
    return others.with(Column("t", numbers: try means.features(of: others).columns[0]))
  }

  private static func model(_ rows: Table, _ recipe: Recipe, isTrees: Bool) throws -> Model {
    let random = RandomStream(seed: 11)
    if isTrees {
      let settings = TreeSettings(
        rounds: 60, learningRate: 0.1, depth: 4, l2: 1, minimumGain: 0, minimumChildWeight: 20,
        bins: 128)
      return try Boosting.model(rows, recipe: recipe, settings: settings, random: random)
    }
    return try LinearLearner.model(rows, recipe: recipe, settings: .init(), random: random)
  }

  /// Gives the share of variance explained in rows that were held out, by cross-validation.
  private static func heldOutScore(_ rows: Table, _ coding: Coding, isTrees: Bool) throws -> Double
  {
    let step = TargetMean(columns: .names(["t"]), smoothing: 1, foldCount: 5)
    let recipe = Recipe(target: "y", steps: coding == .step ? [.targetMean(step)] : [])
    let table = coding == .beforeFolds ? try meansWithOwnTarget(rows, of: rows) : rows
    let folds = Folds(
      rowCount: rowCount, count: foldCount, random: RandomStream(seed: 5).derived("folds"))
    var targets: [Double] = []
    var predictions: [Double] = []
    for fold in 0..<foldCount {
      var train = table.rows(folds.trainingRows(fold))
      var held = table.rows(folds.heldOutRows(fold))
      if coding == .ownTarget {
        (train, held) = try (
          meansWithOwnTarget(train, of: train), meansWithOwnTarget(train, of: held)
        )
      }
      let model = try model(train, recipe, isTrees: isTrees)
      targets += try model.recipe.target(of: held)
      predictions += try model.predictions(for: held).values ?? []
      try model.verify()
    }
    return Metric.r2.value(targets: targets, predictions: predictions)
  }

  @Test(
    "on noise, held-out scores through a thousand levels are no better than chance",
    arguments: [1, 2, 3] as [UInt64], [false, true])
  func noise(seed: UInt64, isTrees: Bool) throws {
    let score = try Self.heldOutScore(Self.rows(seed: seed, effect: 0), .step, isTrees: isTrees)
    #expect(score <= 0.01)
    // The learner does not trust the column either: it keeps near the mean.
    #expect(score > -0.05)
  }

  @Test(
    "a mean with a row's own target in it shows: a high score made before the folds, a bad one in",
    arguments: [false, true])
  func leaks(isTrees: Bool) throws {
    let rows = Self.rows(seed: 1, effect: 0)
    #expect(try Self.heldOutScore(rows, .beforeFolds, isTrees: isTrees) > 0.1)
    #expect(try Self.heldOutScore(rows, .ownTarget, isTrees: isTrees) < -0.1)
  }

  @Test("levels that matter are found", arguments: [false, true])
  func signal(isTrees: Bool) throws {
    // Level effects of the noise's size: half of the variance could be explained by knowing them;
    // four training rows a level, less smoothing, leave a good third.
    let score = try Self.heldOutScore(Self.rows(seed: 1, effect: 1), .step, isTrees: isTrees)
    #expect(score > 0.3)
  }
}

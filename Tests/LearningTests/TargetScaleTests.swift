import Additive
import Digests
import Foundation
import Kernels
import Learning
import Tables
import Testing

@Suite("A target learned as its logarithm")
struct TargetScaleTests {
  /// y is exactly 3 times 1.5 to the power of x.
  private static let rows = Table([
    Column("x", numbers: (0..<40).map { Double($0) / 4 }),
    Column("y", numbers: (0..<40).map { 3 * powered(1.5, Double($0) / 4) }),
  ])

  private static func powered(_ base: Double, _ exponent: Double) -> Double {
    Foundation.exp(exponent * Foundation.log(base))
  }

  private static func model(_ scale: TargetScale) throws -> Model {
    try LinearLearner.model(
      rows, recipe: Recipe(target: "y", targetScale: scale), settings: .init(),
      random: RandomStream(seed: 1))
  }

  private static func values(of model: Model) throws -> [Double] {
    guard case .values(let found) = try model.predictions(for: rows) else { return [] }
    return found
  }

  @Test("makes products sums, and predictions come back in the target's units")
  func products() throws {
    let targets = try #require(Self.rows["y"]?.numbers)
    func worst(_ model: Model) throws -> Double {
      let found = try Self.values(of: model)
      return zip(found, targets).map { abs($0 - $1) / $1 }.max() ?? .nan
    }
    #expect(try worst(Self.model(.logarithm)) < 1e-9)
    #expect(try worst(Self.model(.linear)) > 0.1)
  }

  @Test("goes with the stored model, which predicts the same after it is read")
  func stored() throws {
    let model = try Self.model(.logarithm)
    let back = try Model(
      decoding: model.encoded(), catalog: PredictorCatalog([LinearPredictor.self]))
    #expect(back.encoded() == model.encoded())
    #expect(back.recipe.targetScale == .logarithm)
    #expect(try Self.values(of: back) == Self.values(of: model))
    try back.verify()
    #expect(try Self.model(.linear).encoded() != model.encoded())
  }

  @Test("is refused where a target is not above 0, with the row")
  func notPositive() {
    let rows = Table([Column("x", numbers: [1, 2, 3]), Column("y", numbers: [2, 0, 1])])
    #expect(throws: LearningError.noLogarithm(column: "y", row: 1, value: 0)) {
      try LinearLearner.model(
        rows, recipe: Recipe(target: "y", targetScale: .logarithm), settings: .init(),
        random: RandomStream(seed: 1))
    }
  }

  @Test("that is not asked for leaves recipes and models the bytes they were")
  func absent() throws {
    let plain = Recipe(target: "y", leaks: [], targetScale: .linear)
    #expect(plain == Recipe(target: "y"))
    #expect(plain.leaks == nil && plain.targetScale == nil)
  }
}

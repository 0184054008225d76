import Additive
import Digests
import Kernels
import Learning
import Tables
import Testing

@Suite("Models of classes")
struct ClassModelTests {
  private static let catalog = PredictorCatalog([SharesPredictor.self, LogisticPredictor.self])
  private static let count = 60

  private static func rows(_ target: Column) -> Table {
    var random = RandomStream(seed: 9).derived("rows")
    return Table([
      Column("a", numbers: (0..<count).map { _ in random.normal() }),
      Column("t", texts: (0..<count).map { "level \($0 % 3)" }), target,
    ])
  }

  private static let targets = [
    Column("y", numbers: (0..<count).map { Double($0 % 4) }),
    Column("y", flags: (0..<count).map { $0 % 3 == 0 }),
    Column("y", texts: (0..<count).map { ["no", "yes"][$0 % 2] }),
  ]

  private static func model(_ target: Column) throws -> Model {
    let recipe = Recipe(
      target: "y", task: .classes,
      steps: [.oneHot(OneHot(columns: .group(.text), unseen: .zeros))])
    return try LogisticLearner.model(
      rows(target), recipe: recipe, settings: .init(l2: 1), random: RandomStream(seed: 0))
  }

  @Test("a model read back has the same bytes, labels and probabilities", arguments: 0..<3)
  func roundTrip(kind: Int) throws {
    let target = Self.targets[kind]
    let model = try Self.model(target)
    let back = try Model(decoding: model.encoded(), catalog: Self.catalog)
    try back.verify()
    #expect(back.encoded() == model.encoded())
    #expect(back.classes == (try ClassLabels(of: target)))
    let rows = Self.rows(target)
    let found = try #require(try back.predictions(for: rows).classes)
    #expect(found == (try model.predictions(for: rows).classes))
    #expect(found.rowCount == Self.count)
    #expect(back.golden.predictions.count == 16 * found.labels.count)
    #expect(try back.predictions(for: rows).values == nil)
  }

  @Test("cut or changed bytes are refused or still a model, and never a crash")
  func damaged() throws {
    let bytes = try Self.model(Self.targets[2]).encoded()
    for position in bytes.indices {
      #expect(throws: LearningError.self) {
        try Model(decoding: Array(bytes[..<position]), catalog: Self.catalog)
      }
      for change: UInt8 in [0x11, 0x01, 0x80] {
        var changed = bytes
        changed[position] ^= change
        if let model = try? Model(decoding: changed, catalog: Self.catalog) {
          try? model.verify()
          _ = try? model.predictions(for: Self.rows(Self.targets[2]))
        }
      }
    }
  }

  @Test("a class that the training rows lack keeps its place")
  func absent() throws {
    let rows = Self.rows(Column("y", texts: (0..<Self.count).map { ["a", "b", "c"][$0 % 3] }))
    let labels = try ClassLabels(of: try #require(rows["y"]))
    let some = rows.rows((0..<Self.count).filter { $0 % 3 != 1 })
    let recipe = Recipe(target: "y", ignore: ["t"])
    let model = try LogisticLearner.model(
      some, recipe: recipe, classes: labels, settings: .init(l2: 1), random: RandomStream(seed: 0))
    let found = try #require(try model.predictions(for: rows).classes)
    #expect(found.labels.names == ["a", "b", "c"])
    #expect(found.probabilities(class: 1).allSatisfy { $0 == 0 })
    for (first, last) in zip(found.probabilities(class: 0), found.probabilities(class: 2)) {
      #expect(first > 0 && last > 0)
      #expect(abs(first + last - 1) < 1e-15)
    }
  }

  @Test("learners refuse what they do not predict, with what to choose")
  func refusals() throws {
    let random = RandomStream(seed: 0)
    let recipe = Recipe(target: "y", ignore: ["t"])
    #expect(throws: LearningError.needsValues(learner: "linear")) {
      try LinearLearner.model(
        Self.rows(Self.targets[2]), recipe: recipe, settings: .init(), random: random)
    }
    #expect(throws: LearningError.needsClasses(learner: "logistic")) {
      try LogisticLearner.model(
        Self.rows(Self.targets[0]), recipe: recipe, settings: .init(l2: 1), random: random)
    }
    #expect(LearningError.needsValues(learner: "linear").hint?.contains("`logistic`") == true)
    #expect(LearningError.needsClasses(learner: "logistic").hint?.contains("`linear`") == true)
  }

  @Test("weights of classes multiply the weights of rows")
  func classWeights() throws {
    let rows = Self.rows(Column("y", texts: (0..<Self.count).map { $0 % 4 == 0 ? "b" : "a" }))
      .with(Column("w", numbers: (0..<Self.count).map { Double($0 % 2) + 1 }))
    let recipe = Recipe(target: "y", ignore: ["t"], weight: "w")
    let fit = try recipe.fit(rows, random: RandomStream(seed: 0))
    let balanced = try fit.trainingData(classWeights: .balanced)
    let third = 2.0 / 3
    #expect(Array(balanced.weights?.prefix(4) ?? []) == [2, 2 * third, third, 2 * third])
    #expect(balanced.classCount == 2)
    let named = try fit.trainingData(
      classWeights: .named([ClassWeights.Named(label: "b", weight: 3)]))
    #expect(Array(named.weights?.prefix(4) ?? []) == [3.0, 2, 1, 2])
    #expect(
      throws: LearningError.unknownLabel(setting: "class-weights", label: "c", known: ["a", "b"])
    ) {
      try fit.trainingData(classWeights: .named([ClassWeights.Named(label: "c", weight: 3)]))
    }
    #expect(throws: LearningError.noWeightLeft) {
      try fit.trainingData(
        classWeights: .named(["a", "b"].map { ClassWeights.Named(label: $0, weight: 0) }))
    }
  }
}

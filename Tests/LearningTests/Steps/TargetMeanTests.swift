import Kernels
import Learning
import Tables
import Testing

@Suite("Target means")
struct TargetMeanTests {
  private static let texts: [String?] = (0..<60).map { $0 % 13 == 0 ? nil : "level \($0 % 7)" }
  private static let targets = (0..<60).map { Double(($0 * 37) % 41) }

  private static func rows(_ targets: [Double] = targets, weights: [Double]? = nil) -> Table {
    let columns = [Column("t", texts: texts), Column("y", numbers: targets)]
    return Table(columns + (weights.map { [Column("w", numbers: $0)] } ?? []))
  }

  private static func recipe(smoothing: Double = 5, folds: Int = 5, weight: String? = nil) -> Recipe
  {
    let step = TargetMean(columns: .names(["t"]), smoothing: smoothing, foldCount: folds)
    return Recipe(target: "y", weight: weight, steps: [.targetMean(step)])
  }

  private static func training(
    _ rows: Table, _ recipe: Recipe = recipe(), seed: UInt64 = 3
  ) throws -> [Double] {
    try recipe.fit(rows, random: RandomStream(seed: seed)).features.columns[0]
  }

  @Test("later rows get the smoothed mean; unseen levels and missing texts the overall mean")
  func laterRows() throws {
    let rows = Table([
      Column("t", texts: ["a", "a", "b", nil]), Column("y", numbers: [1, 3, 8, 0]),
    ])
    let found = try Self.recipe(smoothing: 2).fitted(rows).features(
      of: Table([Column("t", texts: ["a", "b", "new", nil])]))
    #expect(found.names == ["t"])
    #expect(same(found.columns[0], [2.5, 14.0 / 3, 3, 3]))
  }

  @Test("a training row's own target is never in its own value", arguments: [2, 5, 60, 1000])
  func ownTarget(folds: Int) throws {
    let recipe = Self.recipe(folds: folds)
    let before = try Self.training(Self.rows(), recipe)
    for row in Self.targets.indices {
      var changed = Self.targets
      changed[row] += 1000
      let after = try Self.training(Self.rows(changed), recipe)
      #expect(after[row].bitPattern == before[row].bitPattern)
      #expect(after != before)
    }
  }

  @Test("training rows get the mean of the other inner folds, as a plain count of them says")
  func outOfFold() throws {
    let seed: UInt64 = 9
    let recipe = Self.recipe(smoothing: 1.5, folds: 4)
    let found = try Self.training(Self.rows(), recipe, seed: seed)
    let folds = Folds(
      rowCount: 60, count: 4,
      random: RandomStream(seed: seed).derived("target-mean", 0))
    for row in 0..<60 {
      let others = (0..<60).filter { folds.assignment[$0] != folds.assignment[row] }
      let mean = others.map { Self.targets[$0] }.reduce(0, +) / Double(others.count)
      let alike = others.filter { Self.texts[row] != nil && Self.texts[$0] == Self.texts[row] }
      let sum = alike.map { Self.targets[$0] }.reduce(0, +)
      let wanted = (sum + 1.5 * mean) / (Double(alike.count) + 1.5)
      #expect(abs(found[row] - wanted) < 1e-12)
    }
  }

  @Test("the means of later rows do not depend on the order of training rows or on the seed")
  func order() throws {
    let rows = Self.rows(Self.targets.map { $0 / 7 })
    let order = RandomStream(seed: 4).derived("order")
    var shuffled = order
    let other = rows.rows(shuffled.permutation(of: 60))
    let one = try Self.recipe().fitted(rows).features(of: rows)
    let two = try Self.recipe().fitted(other, seed: 99).features(of: rows)
    #expect(same(one.columns[0], two.columns[0]))
    let again = try Self.training(rows) == Self.training(rows)
    #expect(again)
    let differ = try Self.training(rows, seed: 1) != Self.training(rows, seed: 2)
    #expect(differ)
  }

  @Test("a row of weight 2 counts as two rows")
  func weights() throws {
    let weighted = Self.rows(weights: (0..<60).map { Double($0 % 3) })
    let repeated = weighted.rows((0..<60).flatMap { [Int](repeating: $0, count: $0 % 3) })
    let one = try Self.recipe(weight: "w").fitted(weighted).features(of: weighted)
    let plain = Table(repeated.columns.filter { $0.name != "w" })
    let two = try Self.recipe().fitted(plain).features(of: weighted)
    for (a, b) in zip(one.columns[0], two.columns[0]) { #expect(abs(a - b) < 1e-12) }
  }

  @Test("targets that are missing, infinite or of three classes, and a single row, are refused")
  func refusals() {
    func expect(_ error: LearningError, _ rows: Table) {
      #expect(throws: error) { try Self.recipe().fitted(rows) }
    }
    var targets = Self.targets
    targets[7] = .nan
    expect(.missingTargets(column: "y", firstRow: 7, count: 1), Self.rows(targets))
    targets[7] = .infinity
    expect(.infiniteTarget(column: "y", row: 7), Self.rows(targets))
    expect(
      .stepOfManyClasses(step: "target-mean", count: 3),
      Table([Column("t", texts: ["a", "b", "a"]), Column("y", texts: ["u", "v", "w"])]))
    expect(
      .tooFewRows(count: 1, needed: 2, purpose: "`target-mean`"), Self.rows().rows([1]))
  }

  @Test("with two classes the mean of a level is the share of the positive one")
  func classes() throws {
    let labels = Self.targets.map { $0 > 0 ? "yes" : "no" }
    let numbers = Self.rows(labels.map { $0 == "yes" ? 1 : 0 })
    let texts = numbers.with(Column("y", texts: labels))
    let one = try Self.recipe().fitted(texts).features(of: texts)
    let two = try Self.recipe().fitted(numbers).features(of: numbers)
    #expect(one.columns == two.columns)
  }
}

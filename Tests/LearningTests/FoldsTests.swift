import Kernels
import Learning
import Tables
import Testing

@Suite("Folds")
struct FoldsTests {
  @Test(
    "every row is held out once and sizes differ by at most one",
    arguments: [(10, 3), (9000, 5), (4, 7), (0, 2), (5, 1)])
  func balanced(rowCount: Int, count: Int) {
    let folds = Folds(rowCount: rowCount, count: count, random: RandomStream(seed: 1))
    var held: [Int] = []
    var sizes: [Int] = []
    for fold in 0..<count {
      let rows = folds.heldOutRows(fold)
      held += rows
      sizes.append(rows.count)
      #expect(Set(rows + folds.trainingRows(fold)).count == rowCount)
      #expect(rows == rows.sorted())
    }
    #expect(held.sorted() == Array(0..<rowCount))
    #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
  }

  @Test("the same stream gives the same folds, another seed others")
  func repeatable() {
    func assignment(_ seed: UInt64) -> [Int] {
      Folds.assignment(rowCount: 100, folds: 5, random: RandomStream(seed: seed))
    }
    #expect(assignment(1) == assignment(1))
    #expect(assignment(1) != assignment(2))
  }

  @Test(
    "with classes the sizes of folds, and of each class in them, differ by at most one",
    arguments: [[3, 3, 3], [100, 7, 1, 0, 33], [1, 1], [5], [0], [49, 51]])
  func stratified(counts: [Int]) {
    let classes = counts.enumerated().flatMap { [Int](repeating: $0, count: $1) }
    for count in [1, 2, 5, 60] {
      let folds = Folds(classes: classes, count: count, random: RandomStream(seed: 4))
      let held = (0..<count).map { folds.heldOutRows($0) }
      #expect(held.flatMap { $0 }.sorted() == Array(classes.indices))
      for place in [nil] + counts.indices.map(Optional.some) {
        let sizes = held.map { rows in rows.count { place == nil || classes[$0] == place } }
        #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
      }
    }
  }

  @Test("within a class rows are dealt at random, by the stream alone")
  func stratifiedAtRandom() {
    let classes = (0..<90).map { $0 % 2 }
    func folds(_ seed: UInt64) -> [Int] {
      Folds(classes: classes, count: 3, random: RandomStream(seed: seed)).assignment
    }
    #expect(folds(1) == folds(1))
    #expect(folds(1) != folds(2))
  }

  @Test("rows of one group are in one fold, and folds are about as large", arguments: 1...20)
  func groups(seed: UInt64) {
    var random = RandomStream(seed: seed)
    let groups = (0..<300).map { _ in random.integer(below: 40) * random.integer(below: 3) }
    let folds = Folds(groups: groups, count: 5, random: random.derived("folds"))
    var places: [Int: Set<Int>] = [:]
    for (row, group) in groups.enumerated() {
      places[group, default: []].insert(folds.assignment[row])
    }
    #expect(places.values.allSatisfy { $0.count == 1 })
    let sizes = (0..<5).map { folds.heldOutRows($0).count }
    #expect(sizes.reduce(0, +) == 300 && sizes.allSatisfy { $0 > 0 })
    // The largest group alone may be more than a fold's share; the others fill up around it.
    let largest = Dictionary(grouping: groups) { $0 }.values.map(\.count).max() ?? 0
    #expect((sizes.max() ?? 0) <= max(largest, 60 + 300 / 20))
  }

  @Test("with times each fold is predicted by earlier rows alone", arguments: 1...20)
  func times(seed: UInt64) {
    var random = RandomStream(seed: seed)
    let count = 2 + random.integer(below: 6)
    let times = (0..<200).map { _ in Double(random.integer(below: count + 2 + Int(seed) * 8)) }
    guard Set(times).count > count else { return }
    let folds = Folds(times: times, count: count)
    var heldOut = 0
    for fold in 0..<count {
      let (training, held) = (folds.trainingRows(fold), folds.heldOutRows(fold))
      #expect(!training.isEmpty && !held.isEmpty)
      let last = training.map { times[$0] }.max() ?? 0
      #expect(held.allSatisfy { times[$0] > last })
      heldOut += held.count
    }
    #expect(heldOut == 200 - folds.assignment.count { $0 < 0 })
    #expect(Set(times).count < 60 || heldOut > 200 * count / (count + 1) - 30)
  }

  @Test("a recipe's group and time decide the folds, and what they lack is said")
  func recipe() throws {
    let rows = Table([
      Column("y", numbers: [1, 2, 3, 4]), Column("who", texts: ["a", "b", "a", "b"]),
      Column("when", numbers: [4, 3, 2, 1]), Column("hole", numbers: [1, .nan, 2, 3]),
    ])
    let random = RandomStream(seed: 1)
    let grouped = try Recipe(target: "y", group: "who").folds(
      of: rows, classes: nil, count: 2, random: random)
    #expect(grouped.assignment[0] == grouped.assignment[2])
    #expect(grouped.assignment[0] != grouped.assignment[1])
    let timed = try Recipe(target: "y", time: "when").folds(
      of: rows, classes: nil, count: 3, random: random)
    #expect(timed.assignment == [2, 1, 0, -1])
    func problem(_ recipe: Recipe, _ count: Int) -> String? {
      let error = #expect(throws: LearningError.self) {
        try recipe.folds(of: rows, classes: nil, count: count, random: random)
      }
      return error?.description
    }
    #expect(
      problem(Recipe(target: "y", group: "who"), 3)
        == "there are 2; there must be as many groups in 'who' as folds: 3 or more")
    #expect(
      problem(Recipe(target: "y", time: "hole"), 2)
        == "column 'hole' has no value in row 2; a time is needed for every row")
  }
}

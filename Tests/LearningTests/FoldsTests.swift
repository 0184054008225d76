import Kernels
import Learning
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
}

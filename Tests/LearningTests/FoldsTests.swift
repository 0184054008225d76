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
}

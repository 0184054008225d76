package import Kernels

/// A division of rows into folds; each row is held out once.
package struct Folds: Hashable, Sendable {
  /// The fold of each row, in 0..<count.
  package let assignment: [Int]
  /// The number of folds.
  package let count: Int

  /// Takes a fold for each row, in 0..<count.
  package init(assignment: [Int], count: Int) {
    precondition(assignment.allSatisfy { (0..<count).contains($0) }, "every row is in a fold")
    self.assignment = assignment
    self.count = count
  }

  /// Divides rows at random into folds whose sizes differ by at most one.
  package init(rowCount: Int, count: Int, random: RandomStream) {
    self.init(
      assignment: Self.assignment(rowCount: rowCount, folds: count, random: random), count: count)
  }

  /// Divides rows at random so that each fold has its share of each class.
  ///
  /// The sizes of folds, and the counts of a class in them, differ by at most one: rows are dealt
  /// out class by class without beginning anew, in a random order within a class.
  package init(classes: [Int], count: Int, random: RandomStream) {
    precondition(count > 0, "there is a fold")
    var random = random
    var members: [Int: [Int]] = [:]
    for row in random.permutation(of: classes.count) {
      members[classes[row], default: []].append(row)
    }
    var assignment = [Int](repeating: 0, count: classes.count)
    var place = 0
    for (_, rows) in members.sorted(by: { $0.key < $1.key }) {
      for row in rows {
        assignment[row] = place % count
        place += 1
      }
    }
    self.init(assignment: assignment, count: count)
  }

  /// Gives a fold for each row at random; the sizes of folds differ by at most one.
  ///
  /// There is at least one fold; with more folds than rows some are empty.
  package static func assignment(rowCount: Int, folds: Int, random: RandomStream) -> [Int] {
    precondition(folds > 0, "there is a fold")
    var random = random
    var assignment = [Int](repeating: 0, count: rowCount)
    for (place, row) in random.permutation(of: rowCount).enumerated() {
      assignment[row] = place % folds
    }
    return assignment
  }

  /// Gives the rows outside a fold, ascending.
  package func trainingRows(_ fold: Int) -> [Int] {
    assignment.indices.filter { assignment[$0] != fold }
  }

  /// Gives the rows of a fold, ascending.
  package func heldOutRows(_ fold: Int) -> [Int] {
    assignment.indices.filter { assignment[$0] == fold }
  }
}

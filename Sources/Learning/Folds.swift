package import Kernels

/// A division of rows into folds; each row is held out once, or at most once where time counts.
package struct Folds: Hashable, Sendable {
  /// The fold of each row, in 0..<count; -1 for rows that are never held out.
  package let assignment: [Int]
  /// The number of folds.
  package let count: Int
  /// Whether a fold is held out from fits on the folds before it, and not on all others.
  package let goesForward: Bool

  /// Takes a fold for each row, in 0..<count.
  package init(assignment: [Int], count: Int) {
    precondition(assignment.allSatisfy { (0..<count).contains($0) }, "every row is in a fold")
    self.assignment = assignment
    self.count = count
    goesForward = false
  }

  /// Keeps rows of one group in one fold; there are at least as many groups as folds.
  ///
  /// Groups go from the largest to the smallest, each to the fold with the fewest rows; equal ones
  /// go in a random order.
  package init(groups: [Int], count: Int, random: RandomStream) {
    precondition(count > 0, "there is a fold")
    var random = random
    var sizes: [Int: Int] = [:]
    for group in groups { sizes[group, default: 0] += 1 }
    let names = sizes.keys.sorted()
    let places = random.permutation(of: names.count)
    let order = names.indices.sorted {
      let (a, b) = (sizes[names[$0]] ?? 0, sizes[names[$1]] ?? 0)
      return a == b ? places[$0] < places[$1] : a > b
    }
    var filled = [Int](repeating: 0, count: count)
    var folds: [Int: Int] = [:]
    for index in order {
      let fold = filled.indices.min { (filled[$0], $0) < (filled[$1], $1) } ?? 0
      folds[names[index]] = fold
      filled[fold] += sizes[names[index]] ?? 0
    }
    self.init(assignment: groups.map { folds[$0] ?? 0 }, count: count)
  }

  /// Cuts rows in order of time into one block more than folds; the first is never held out.
  ///
  /// Rows of one time stay together. There are more different times than folds, all numbers. Each
  /// block is predicted by a fit on the blocks before it, as the future will be.
  package init(times: [Double], count: Int) {
    precondition(count > 0, "there is a fold")
    let order = times.indices.sorted { (times[$0], $0) < (times[$1], $1) }
    var assignment = [Int](repeating: -1, count: times.count)
    var block = 0
    var last = Double.nan
    var timesLeft = Set(times).count
    for (place, row) in order.enumerated() {
      if times[row] != last {
        // A block goes on until its share of the rows is in it, but each later one needs a time.
        let isFull = place >= (block + 1) * times.count / (count + 1)
        if place > 0, block < count, isFull || timesLeft <= count - block { block += 1 }
        last = times[row]
        timesLeft -= 1
      }
      assignment[row] = block - 1
    }
    self.assignment = assignment
    self.count = count
    goesForward = true
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

  /// Gives the rows outside a fold, or before it where folds go forward; ascending.
  package func trainingRows(_ fold: Int) -> [Int] {
    assignment.indices.filter {
      goesForward ? assignment[$0] < fold : assignment[$0] != fold
    }
  }

  /// Gives the rows of a fold, ascending.
  package func heldOutRows(_ fold: Int) -> [Int] {
    assignment.indices.filter { assignment[$0] == fold }
  }
}

import CVectors

/// What players get of a leaf for each set of players whose splits a row follows.
package struct LeafTables: Sendable {
  /// One after the other a table a player, then one a pair: (0, 1), (0, 2), ..., (1, 2), ...
  fileprivate let numbers: [Double]
  fileprivate let setCount: Int
  package let tableCount: Int

  /// Makes the tables of a leaf.
  ///
  /// - Parameters:
  ///   - players: how many players are on the way to the leaf, at least one.
  ///   - pairs: whether tables of pairs are wanted: of whole interactions.
  ///   - places: in; places of quadrature in 0...1, shape [m]; 2 m is at least the players' number.
  ///   - weights: in; their weights, shape [m].
  ///   - counts: in; shape [2^players]; for each set the leaf's value times the share of background
  ///     rows that follow the splits of its players and of no others.
  package init(
    players: Int, pairs: Bool, places: [Double], weights: [Double], counts: [Double]
  ) {
    precondition(players > 0 && counts.count == 1 << players, "there is a count a set")
    precondition(places.count == weights.count, "each place has a weight")
    tableCount = players + (pairs ? players * (players - 1) / 2 : 0)
    setCount = counts.count
    var numbers = [Double](repeating: 0, count: tableCount * setCount)
    var memory = [Double](repeating: 0, count: setCount)
    // SAFETY: tables have a place for each set of each player and pair, the memory for each set.
    unsafe cv_tree_tables(
      players, pairs ? 1 : 0, places.count, places, weights, counts, &numbers, &memory)
    self.numbers = numbers
  }
}

/// The ways that rows go through a tree: for each depth a bit a player, set while a row follows.
///
/// It belongs to one task.
package struct TreeWays {
  private let rowCount: Int
  private var ways: [[UInt64]]
  private var follows: [[Int64]]

  /// Makes room for so many rows, a multiple of the lanes, and a tree of so many splits in a row.
  package init(rowCount: Int, depth: Int) {
    precondition(rowCount % TreeProgram.lanes == 0, "rows go side by side")
    self.rowCount = rowCount
    ways = [[UInt64]](
      repeating: [UInt64](repeating: .max, count: rowCount), count: depth + 1)
    follows = [[Int64]](repeating: [Int64](repeating: 0, count: rowCount), count: depth + 1)
  }

  /// The sets of rows at a depth.
  package func sets(depth: Int) -> [UInt64] { ways[depth] }

  /// Finds which rows go left at a split.
  package mutating func enter(_ split: TreeProgram.Split, of rows: MatrixView<Double>) {
    precondition(split.feature < rows.rows && rowCount <= rows.columns, "the rows are there")
    var step = cv_tree_step()
    step.feature = Int32(split.feature)
    let sets = split.write(to: &step)
    // SAFETY: the feature and the rows are there (checked above); a number a row is written.
    unsafe cv_tree_follows(
      &step, sets, rowCount, rows.rowStride, rows.pointer, &follows[split.depth])
  }

  /// Goes one way of a split: rows that do not go it lose the player's bit.
  package mutating func go(left: Bool, depth: Int, bit: Int) {
    let before = ways[depth]
    // SAFETY: all three hold a number a row.
    unsafe cv_tree_ways(
      rowCount, follows[depth], left ? 1 : 0, 1 << UInt64(bit), before, &ways[depth + 1])
  }

  /// Adds what tables say of the sets at a depth to columns of values, one column a table.
  package func add(
    _ tables: LeafTables, depth: Int, columns: [Int32], to values: MatrixView<Double>
  ) {
    precondition(columns.count == tables.tableCount, "each table has a column")
    precondition(columns.allSatisfy { 0..<Int32(values.rows) ~= $0 }, "the columns are there")
    precondition(rowCount <= values.columns, "the rows are there")
    // SAFETY: sets are cut down to those of the tables; columns and rows are there (checked above).
    unsafe cv_tree_look_up(
      rowCount, values.rowStride, columns.count, columns, tables.setCount, tables.numbers,
      ways[depth], values.pointer)
  }
}

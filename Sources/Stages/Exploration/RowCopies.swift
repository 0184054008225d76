import Tables

/// Rows and columns that are there more than once.
enum RowCopies {
  /// Gives the number of rows that repeat a row above them in all columns.
  ///
  /// Rows are compared by 128 bits made of all their values, so that two different rows are taken
  /// for equal less than once in 10^27 tables of a million rows.
  static func count(_ table: Table) -> Int {
    guard !table.columns.isEmpty else { return 0 }
    var first = [UInt64](repeating: 0x9e37_79b9_7f4a_7c15, count: table.rowCount)
    var second = [UInt64](repeating: 0xd1b5_4a32_d192_ed03, count: table.rowCount)
    for column in table.columns {
      let words = words(of: column)
      for row in words.indices {
        first[row] = mixed(first[row] ^ words[row])
        second[row] = mixed(second[row] &+ mixed(words[row]))
      }
    }
    let order = first.indices.sorted { (first[$0], second[$0]) < (first[$1], second[$1]) }
    return zip(order, order.dropFirst()).count {
      first[$0] == first[$1] && second[$0] == second[$1]
    }
  }

  /// Gives the names of columns with the same values, in groups of two or more.
  static func equalColumns(_ columns: [Column]) -> [[String]] {
    var groups: [[Column]] = []
    var signs: [UInt64] = []
    for column in columns {
      // Comparing all values is left to columns that look alike.
      let sign = words(of: column).reduce(UInt64(column.count)) { mixed($0 ^ $1) }
      let place = groups.indices.first {
        signs[$0] == sign && groups[$0][0].named("") == column.named("")
      }
      if let place {
        groups[place].append(column)
      } else {
        groups.append([column])
        signs.append(sign)
      }
    }
    return groups.filter { $0.count > 1 }.map { $0.map(\.name) }
  }

  /// A word for each row that is equal for equal values.
  private static func words(of column: Column) -> [UInt64] {
    if let numbers = column.numbersOrSeconds {
      return numbers.map { $0.isNaN ? 0x7ff8_0000_0000_0000 : ($0 == 0 ? 0 : $0.bitPattern) }
    }
    return (column.texts?.canonical.codes ?? []).map { UInt64(bitPattern: Int64($0)) }
  }

  /// The finisher of SplitMix64 (Steele, Lea and Flood, 2014).
  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9e37_79b9_7f4a_7c15
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

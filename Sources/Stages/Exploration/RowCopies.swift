import Tables

/// Rows and columns that are there more than once.
enum RowCopies {
  /// Gives the number of rows that repeat a row above them in all columns.
  ///
  /// Rows are compared by 128 bits made of all their values, so that two different rows are taken
  /// for equal less than once in 10^27 tables of a million rows.
  static func count(_ table: Table) -> Int {
    guard !table.columns.isEmpty else { return 0 }
    let signs = signs(of: table).sorted()
    return zip(signs, signs.dropFirst()).count { $0 == $1 }
  }

  /// Gives the number of rows of a table that another one has too, in all columns of these names.
  ///
  /// Both tables must have the columns, of one kind each; else there are no such rows.
  static func count(_ table: Table, in other: Table, columns names: [String]) -> Int {
    let here = names.compactMap { table[$0] }
    let there = names.compactMap { other[$0] }
    guard !names.isEmpty, here.count == names.count, there.count == names.count,
      zip(here, there).allSatisfy({ $0.kind == $1.kind })
    else { return 0 }
    let all = signs(of: Table(zip(here, there).map(joined)))
    let known = Set(all.dropFirst(table.rowCount))
    return all.prefix(table.rowCount).count { known.contains($0) }
  }

  /// The rows of one column and below them those of another; one coding of texts for both.
  private static func joined(_ a: Column, _ b: Column) -> Column {
    if let x = a.numbersOrSeconds, let y = b.numbersOrSeconds {
      return Column(a.name, numbers: x + y)
    }
    let texts = [a, b].flatMap { column in
      (0..<column.count).map { row in column.texts?[row] }
    }
    return Column(a.name, texts: texts)
  }

  /// The bits of a row.
  private struct Sign: Hashable, Comparable {
    let first: UInt64
    let second: UInt64

    static func < (a: Sign, b: Sign) -> Bool { (a.first, a.second) < (b.first, b.second) }
  }

  private static func signs(of table: Table) -> [Sign] {
    var first = [UInt64](repeating: 0x9e37_79b9_7f4a_7c15, count: table.rowCount)
    var second = [UInt64](repeating: 0xd1b5_4a32_d192_ed03, count: table.rowCount)
    for column in table.columns {
      let words = words(of: column)
      for row in words.indices {
        first[row] = mixed(first[row] ^ words[row])
        second[row] = mixed(second[row] &+ mixed(words[row]))
      }
    }
    return first.indices.map { Sign(first: first[$0], second: second[$0]) }
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

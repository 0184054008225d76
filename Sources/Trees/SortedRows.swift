import Learning

/// The rows of a table in the order of each column, and of the target: sorted once for a forest.
struct SortedRows: Sendable {
  /// The rank of a missing value.
  static let missing = UInt32.max

  /// The rows by value, one list a column; missing values come last, equal ones by row.
  let lists: [[UInt32]]
  /// The rank of each row's value among the different values of its column.
  let ranks: [[UInt32]]
  /// The rows by target.
  let byTarget: [UInt32]

  init(_ data: TrainingData) {
    var lists: [[UInt32]] = []
    var ranks: [[UInt32]] = []
    for column in data.features.columns {
      let list = Self.order(column)
      var places = [UInt32](repeating: Self.missing, count: column.count)
      var rank: UInt32 = 0
      for (index, row) in list.enumerated() {
        let value = column[Int(row)]
        if value.isNaN { break }
        if index > 0, column[Int(list[index - 1])] < value { rank += 1 }
        places[Int(row)] = rank
      }
      lists.append(list)
      ranks.append(places)
    }
    self.lists = lists
    self.ranks = ranks
    byTarget = Self.order(data.target)
  }

  private static func order(_ values: [Double]) -> [UInt32] {
    let rows = (0..<UInt32(values.count)).map { $0 }
    let known = rows.filter { !values[Int($0)].isNaN }
    return known.sorted { (values[Int($0)], $0) < (values[Int($1)], $1) }
      + rows.filter { values[Int($0)].isNaN }
  }
}

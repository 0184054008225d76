/// The choices that no other choice beats in everything.
package enum ParetoFront {
  /// Tells for each choice whether it is on the front.
  ///
  /// A choice is off it where another is at least as low in every column and lower in one. Choices
  /// that are equal everywhere stand or fall together. Numbers that are none are refused.
  ///
  /// - Parameter columns: in; what shall be low, column by column, shape [columnCount][rowCount].
  /// - Returns: for each row whether it is on the front.
  /// - Throws: an error that names the column's value.
  /// - Complexity: O(rows x size of the front x columns) after sorting.
  package static func members(_ columns: [[Double]]) throws(FleetError) -> [Bool] {
    guard let first = columns.first else {
      throw FleetError(argument: "number of columns", value: 0, allowed: "at least 1")
    }
    for column in columns {
      precondition(column.count == first.count, "columns have the rows' number")
      for value in column where value.isNaN {
        throw FleetError(argument: "value of a choice", value: value, allowed: "a number")
      }
    }
    func values(_ row: Int) -> [Double] { columns.map { $0[row] } }
    // In this order no row is beaten by a later one, so that the front so far is enough to ask.
    let order = first.indices.sorted { left, right in
      for column in columns where column[left] != column[right] {
        return column[left] < column[right]
      }
      return left < right
    }
    var front: [Int] = []
    var isMember = [Bool](repeating: false, count: first.count)
    for row in order {
      let isBeaten = front.contains { other in
        var isLower = false
        for column in columns {
          if column[other] > column[row] { return false }
          if column[other] < column[row] { isLower = true }
        }
        return isLower
      }
      guard !isBeaten else { continue }
      front.append(row)
      isMember[row] = true
    }
    return isMember
  }
}

/// Named columns of equal length; names differ.
package struct Table: Sendable, Equatable {
  package let columns: [Column]
  package let rowCount: Int

  /// Takes columns of equal length with different names; the row count only where there is none.
  package init(_ columns: [Column], rowCount: Int? = nil) {
    let count = rowCount ?? columns.first?.count ?? 0
    precondition(columns.allSatisfy { $0.count == count }, "columns have the same length")
    precondition(Set(columns.map(\.name)).count == columns.count, "column names differ")
    self.columns = columns
    self.rowCount = count
  }

  /// The names in order.
  package var names: [String] { columns.map(\.name) }

  /// Gives the column of a name, or nil.
  package subscript(name: String) -> Column? {
    columns.first { $0.name == name }
  }

  /// Gives the table with the rows asked for, in that order.
  package func rows(_ rows: [Int]) -> Table {
    Table(columns.map { $0.rows(rows) }, rowCount: rows.count)
  }

  /// Gives the table with one more column at the end, or with the column of that name replaced.
  package func with(_ column: Column) -> Table {
    guard let index = columns.firstIndex(where: { $0.name == column.name }) else {
      return Table(columns + [column])
    }
    var changed = columns
    changed[index] = column
    return Table(changed)
  }
}

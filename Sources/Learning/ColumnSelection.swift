package import Tables

/// Columns chosen by what they hold; never the target, the weight or an ignored column.
package enum ColumnGroup: String, Codable, Hashable, Sendable, CaseIterable {
  case all
  case dates
  case numeric
  case text

  /// Tells whether a column of this kind belongs to the group.
  package func contains(_ kind: ColumnKind) -> Bool {
    switch self {
    case .all: true
    case .dates: kind == .date
    case .numeric: kind == .number
    case .text: kind == .text
    }
  }
}

/// The columns that a recipe step works on.
package enum ColumnSelection: Codable, Hashable, Sendable {
  case group(ColumnGroup)
  case names([String])

  /// Gives the chosen columns in the order of the table; a name that is not there is an error.
  package func columns(of table: Table) throws(LearningError) -> [Column] {
    switch self {
    case .group(let group):
      return table.columns.filter { group.contains($0.kind) }
    case .names(let names):
      if let name = names.first(where: { table[$0] == nil }) {
        throw .unknownColumn(name: name, known: table.names)
      }
      let chosen = Set(names)
      return table.columns.filter { chosen.contains($0.name) }
    }
  }
}

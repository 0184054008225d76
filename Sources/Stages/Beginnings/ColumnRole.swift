/// What a column is for in an analysis that is begun.
enum ColumnRole: Hashable, Sendable {
  /// Learned from as a number; a flag counts as 0 or 1.
  case number
  /// Learned from as columns of 0 and 1.
  case fewLevels
  /// Learned from as the mean target of its levels.
  case manyLevels
  /// Learned from as parts of a date.
  case date
  /// The order of the rows in time.
  case time
  /// Names what several rows belong to.
  case group
  /// Names rows.
  case id
  /// Says how often a row counts.
  case weight
  /// Gives the target away.
  case leak
  /// Tells nothing, or cannot be learned from.
  case useless

  /// Whether a recipe learns from the column.
  var isFeature: Bool {
    switch self {
    case .number, .fewLevels, .manyLevels, .date: true
    case .time, .group, .id, .weight, .leak, .useless: false
    }
  }
}

/// A column with its role, and why it has it.
struct ColumnVerdict: Sendable {
  let facts: ColumnFacts
  let role: ColumnRole
  /// A sentence in lower case; empty where there is nothing to say.
  let reason: String

  var name: String { facts.name }
}

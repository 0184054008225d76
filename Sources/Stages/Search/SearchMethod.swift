/// Which cells of a grid a search fits.
enum SearchMethod: String, CaseIterable, Sendable {
  /// Each of them.
  case grid
  /// As many as asked for, drawn at random.
  case random
  /// Few rows for all, and more rows for the better ones.
  case halving
}

/// How a search chooses among its candidates.
enum SearchChoice: String, CaseIterable, Sendable {
  /// The best mean.
  case best
  /// The first candidate in the order of the file that is within one standard error of the best.
  case oneStandardError = "one-standard-error"
}

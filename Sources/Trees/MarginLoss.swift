/// A loss as boosting sees it: what margins begin with, how it slopes, and how great it is.
///
/// A row has one margin or several; margins are laid out one array for each.
protocol MarginLoss: Sendable {
  /// The number of margins of a row.
  var marginCount: Int { get }
  /// Whether curvatures are the same in every round.
  var hasConstantCurvatures: Bool { get }
  /// The longest step that a leaf may take before the learning rate, or nil for any.
  var stepMax: Double? { get }
  /// Gives what each margin begins with.
  func start() -> [Double]
  /// Looks at the margins of all rows once before the trees of a round are grown.
  mutating func begin(_ margins: [[Double]])
  /// Writes the slopes of all rows along a margin, at the margins that the round began with.
  func slopes(_ margins: [[Double]], along margin: Int, into slopes: inout RowSlopes)
  /// Gives the weighted mean loss of all rows.
  func mean(_ margins: [[Double]]) -> Double
}

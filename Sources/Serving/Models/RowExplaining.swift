package import Learning
package import Tables

/// How much each column adds to the predictions of some rows.
package struct RowExplanation: Sendable {
  /// The columns, and features made of several.
  package let players: [String]
  /// What is given where nothing is known of a row.
  package let base: Double
  /// What each player adds: one array a row, with a number a player.
  package let values: [[Double]]
  /// What the model gives for each row, on the scale.
  package let outputs: [Double]
  /// What the numbers are parts of: `target`, `logarithm`, `log-odds` or `probability`.
  package let scale: String
  /// The label of the class that is explained, nil where values are predicted.
  package let label: String?
  /// How the numbers were found.
  package let method: String

  package init(
    players: [String], base: Double, values: [[Double]], outputs: [Double], scale: String,
    label: String?, method: String
  ) {
    self.players = players
    self.base = base
    self.values = values
    self.outputs = outputs
    self.scale = scale
    self.label = label
    self.method = method
  }
}

/// What tells how much each column adds to a prediction.
package protocol RowExplaining: Sendable {
  /// Explains the rows of a table with the model's columns.
  func explanation(of table: Table) throws(LearningError) -> RowExplanation
}

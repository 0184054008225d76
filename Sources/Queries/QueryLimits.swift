/// How far a query may go before it is stopped.
package struct QueryLimits: Hashable, Sendable {
  /// The values, rows times columns, that a result may have.
  package var resultValues: Int
  /// The steps of SQLite's machine; some fifty million take a second.
  package var steps: Int

  package init(resultValues: Int = 50_000_000, steps: Int = 20_000_000_000) {
    self.resultValues = resultValues
    self.steps = steps
  }
}

/// What it costs to choose a class for a row of another.
package struct ClassCosts: Codable, Hashable, Sendable {
  package let classCount: Int
  /// Row-major: the class of a row, then the class chosen; finite, at least 0.
  package let values: [Double]

  /// Takes a cost for each pair of classes; with the same class, the cost is that of being right.
  package init(classCount: Int, values: [Double]) {
    precondition(values.count == classCount * classCount, "every pair of classes has a cost")
    precondition(values.allSatisfy { $0 >= 0 && $0.isFinite }, "costs are finite and not below 0")
    self.classCount = classCount
    self.values = values
  }

  /// Takes the costs of the two errors with two classes; being right costs nothing.
  package init(falsePositive: Double, falseNegative: Double) {
    self.init(classCount: 2, values: [0, falsePositive, falseNegative, 0])
  }

  /// Gives the cost of choosing a class for a row of a class.
  package func cost(of target: Int, chosen: Int) -> Double {
    values[target * classCount + chosen]
  }

  /// Gives the mean cost of what was chosen; not-a-number where no row has weight.
  package func mean(_ rows: ClassifiedRows, weights: [Double]? = nil) -> Double {
    form(rows).value(weights: weights ?? [Double](repeating: 1, count: rows.rowCount))
  }

  /// Gives the mean cost as a function of weights.
  func form(_ rows: ClassifiedRows) -> MetricForm {
    MetricForm(columns: [rows.cells.map { values[$0] }]) { $0[0] / $1 }
  }

  /// Gives the class of least expected cost for each row; of equal ones the first.
  ///
  /// Probabilities are row-major, shape [rows, classes] (Elkan: The foundations of cost-sensitive
  /// learning, 2001).
  package func choices(_ probabilities: [Double]) -> [Int] {
    (0..<probabilities.count / classCount).map { row in
      var (best, least) = (0, Double.infinity)
      for chosen in 0..<classCount {
        var expected = 0.0
        for target in 0..<classCount {
          expected += probabilities[row * classCount + target] * cost(of: target, chosen: chosen)
        }
        if expected < least { (best, least) = (chosen, expected) }
      }
      return best
    }
  }
}

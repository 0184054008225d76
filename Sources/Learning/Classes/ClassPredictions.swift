package import Tables

/// How probable each class is in each row.
package struct ClassPredictions: Sendable, Equatable {
  package let labels: ClassLabels
  /// Row-major, shape [rows, classes]; each in 0...1, and a row sums to 1 within rounding.
  package let probabilities: [Double]

  /// Takes a probability for each row and class.
  package init(labels: ClassLabels, probabilities: [Double]) {
    precondition(probabilities.count % labels.count == 0, "every row has all classes")
    self.labels = labels
    self.probabilities = probabilities
  }

  /// The number of rows.
  package var rowCount: Int { probabilities.count / labels.count }

  /// Gives the probability of a class in a row.
  package func probability(row: Int, class place: Int) -> Double {
    probabilities[row * labels.count + place]
  }

  /// Gives the probabilities of a class in all rows.
  package func probabilities(class place: Int) -> [Double] {
    stride(from: place, to: probabilities.count, by: labels.count).map { probabilities[$0] }
  }

  /// The place of the most probable class of each row; of equal ones the first.
  package var places: [Int] {
    (0..<rowCount).map { row in
      var best = 0
      for place in 1..<labels.count
      where probability(row: row, class: place) > probability(row: row, class: best) {
        best = place
      }
      return best
    }
  }

  /// Gives columns of the most probable label and of the probability of each class.
  ///
  /// The first has the target's kind; the names of the others differ from those given.
  package func columns(prediction name: String, avoiding taken: [String] = []) -> [Column] {
    let names = labels.probabilityNames(avoiding: taken + [name])
    return [labels.column(name, places: places)]
      + names.enumerated().map { Column($0.element, numbers: probabilities(class: $0.offset)) }
  }
}

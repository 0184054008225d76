package import Tables

/// How probable each class is in each row.
package struct ClassPredictions: Sendable, Equatable {
  package let labels: ClassLabels
  /// Row-major, shape [rows, classes]; each in 0...1, and a row sums to 1 within rounding.
  package let probabilities: [Double]
  /// The place of the class that is chosen for each row.
  package let places: [Int]

  /// Takes a probability for each row and class, and chooses the most probable; of equal the first.
  package init(labels: ClassLabels, probabilities: [Double]) {
    self.init(
      labels: labels, probabilities: probabilities,
      places: Self.mostProbable(probabilities, classCount: labels.count))
  }

  /// Takes a probability for each row and class, and a choice for each row.
  package init(labels: ClassLabels, probabilities: [Double], places: [Int]) {
    precondition(
      probabilities.count == places.count * labels.count, "every row has all classes")
    self.labels = labels
    self.probabilities = probabilities
    self.places = places
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

  /// Gives the predictions of some rows, in the order asked for.
  package func rows(_ rows: [Int]) -> ClassPredictions {
    ClassPredictions(
      labels: labels,
      probabilities: rows.flatMap { probabilities[$0 * labels.count..<($0 + 1) * labels.count] },
      places: rows.map { places[$0] })
  }

  private static func mostProbable(_ probabilities: [Double], classCount: Int) -> [Int] {
    precondition(probabilities.count % classCount == 0, "every row has all classes")
    return stride(from: 0, to: probabilities.count, by: classCount).map { start in
      var best = 0
      for place in 1..<classCount
      where probabilities[start + place] > probabilities[start + best] {
        best = place
      }
      return best
    }
  }

  /// Gives columns of the chosen label and of the probability of each class.
  ///
  /// The first has the target's kind; the names of the others differ from those given.
  package func columns(prediction name: String, avoiding taken: [String] = []) -> [Column] {
    let names = labels.probabilityNames(avoiding: taken + [name])
    return [labels.column(name, places: places)]
      + names.enumerated().map { Column($0.element, numbers: probabilities(class: $0.offset)) }
  }
}

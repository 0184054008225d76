/// How often rows of each class were given each class, in weights.
package struct ConfusionMatrix: Codable, Hashable, Sendable {
  package let classCount: Int
  /// Row-major: the class of the rows, then the class that was chosen.
  package let weights: [Double]

  /// Counts rows; with weights a row counts as often as they say.
  package init(_ rows: ClassifiedRows, weights: [Double]? = nil) {
    classCount = rows.classCount
    var sums = [Double](repeating: 0, count: rows.classCount * rows.classCount)
    for row in rows.targets.indices {
      sums[rows.targets[row] * rows.classCount + rows.chosen[row]] += weights?[row] ?? 1
    }
    self.weights = sums
  }

  /// Gives the weight of the rows of a class for which a class was chosen.
  package func weight(of target: Int, chosen: Int) -> Double {
    weights[target * classCount + chosen]
  }

  /// Gives the weight of the rows of a class.
  package func weight(of target: Int) -> Double {
    (0..<classCount).reduce(0) { $0 + weight(of: target, chosen: $1) }
  }

  /// Gives the weight of the rows for which a class was chosen.
  package func weight(chosen: Int) -> Double {
    (0..<classCount).reduce(0) { $0 + weight(of: $1, chosen: chosen) }
  }

  /// The weight of all rows.
  package var total: Double { weights.reduce(0, +) }

  /// The mean share of each class that was recognised; classes without rows are left out.
  var balancedAccuracy: Double {
    mean(
      (0..<classCount).map { place in
        let all = weight(of: place)
        return all > 0 ? weight(of: place, chosen: place) / all : .nan
      })
  }

  /// The harmonic mean of precision and recall: of the positive class for two, the mean for more.
  ///
  /// A class that no row has and that was chosen for none has no such figure and is left out.
  var f1: Double {
    mean(
      (classCount == 2 ? [1] : Array(0..<classCount)).map { place in
        let both = weight(of: place) + weight(chosen: place)
        return both > 0 ? 2 * weight(of: place, chosen: place) / both : .nan
      })
  }

  private func mean(_ figures: [Double]) -> Double {
    let defined = figures.filter { !$0.isNaN }
    return defined.isEmpty ? .nan : defined.reduce(0, +) / Double(defined.count)
  }
}

/// Rows in falling order of a score for one class, so that new weights cost one pass.
///
/// Rows of equal score are one group: no threshold can tell them apart.
package struct RankedScores: Sendable {
  /// What lies at or above a score, in weights.
  package struct Reached: Hashable, Sendable {
    /// The score from which rows count as of the class.
    package let threshold: Double
    /// The weight of rows of the class that are reached.
    package let positives: Double
    /// The weight of other rows that are reached.
    package let negatives: Double
  }

  /// Row numbers, by falling score and then ascending.
  private let order: [Int]
  /// The places in the order after the last row of each group.
  private let groupEnds: [Int]
  /// In the order: whether the row is of the class.
  private let isPositive: [Bool]
  /// The score of each group, falling.
  private let scores: [Double]

  /// Sorts rows; scores have no not-a-number.
  package init(scores: [Double], isPositive: [Bool]) {
    precondition(scores.count == isPositive.count, "every row has a score")
    let order = scores.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }
    self.order = order
    self.isPositive = order.map { isPositive[$0] }
    let ends = order.indices.filter {
      $0 + 1 == order.count || scores[order[$0]] != scores[order[$0 + 1]]
    }
    groupEnds = ends.map { $0 + 1 }
    self.scores = ends.map { scores[order[$0]] }
  }

  /// Passes the weight reached so far after each group, from the highest score on.
  func eachGroup(weights: [Double], _ body: (_ positives: Double, _ negatives: Double) -> Void) {
    var (positives, negatives) = (0.0, 0.0)
    var place = 0
    for end in groupEnds {
      while place < end {
        let weight = weights[order[place]]
        if isPositive[place] { positives += weight } else { negatives += weight }
        place += 1
      }
      body(positives, negatives)
    }
  }

  /// Gives what is reached at each different score, from the highest on.
  package func reached(weights: [Double]) -> [Reached] {
    var result: [Reached] = []
    result.reserveCapacity(scores.count)
    eachGroup(weights: weights) { positives, negatives in
      result.append(
        Reached(threshold: scores[result.count], positives: positives, negatives: negatives))
    }
    return result
  }

  /// Gives the probability that a row of the class has a higher score than another; half for ties.
  ///
  /// The area under the curve of shares by the trapezoid rule, which is the statistic of Mann and
  /// Whitney (1947). Not-a-number where one side has no weight.
  package func areaUnderCurve(weights: [Double]) -> Double {
    var (before, area) = ((positives: 0.0, negatives: 0.0), 0.0)
    eachGroup(weights: weights) { positives, negatives in
      area += (negatives - before.negatives) * (before.positives + positives) / 2
      before = (positives, negatives)
    }
    let product = before.positives * before.negatives
    return product > 0 ? area / product : .nan
  }

  /// Gives the precision at each score, averaged with the share of the class that it adds.
  ///
  /// Not interpolated, as in scikit-learn. Not-a-number where the class has no weight.
  package func averagePrecision(weights: [Double]) -> Double {
    var (before, sum) = (0.0, 0.0)
    eachGroup(weights: weights) { positives, negatives in
      if positives > before {
        sum += (positives - before) * (positives / (positives + negatives))
      }
      before = positives
    }
    return before > 0 ? sum / before : .nan
  }
}

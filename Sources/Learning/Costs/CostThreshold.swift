extension ClassCosts {
  /// Gives the probability of the positive class from which choosing it cost least on these rows.
  ///
  /// The threshold lies midway between two neighbouring probabilities, or between an outer one and 0
  /// or 1. Of several places of least cost it is the middle one, the lower of two. Infinity where
  /// choosing the positive class never paid and a row has probability 1. Two classes only.
  package func threshold(_ rows: ClassifiedRows, weights: [Double]? = nil) -> Double {
    precondition(classCount == 2 && rows.classCount == 2, "there are two classes")
    let weights = weights ?? [Double](repeating: 1, count: rows.rowCount)
    let ranked = RankedScores(scores: rows.probabilities(class: 1), isPositive: rows.isOf(class: 1))
    let reached = ranked.reached(weights: weights)
    guard let all = reached.last else { return 0.5 }
    // The cost when the threshold lies under the first so many different probabilities, from none.
    func total(_ positives: Double, _ negatives: Double) -> Double {
      cost(of: 1, chosen: 1) * positives + cost(of: 0, chosen: 1) * negatives
        + cost(of: 1, chosen: 0) * (all.positives - positives)
        + cost(of: 0, chosen: 0) * (all.negatives - negatives)
    }
    let totals = [total(0, 0)] + reached.map { total($0.positives, $0.negatives) }
    let least = totals.min() ?? 0
    // Sums of the same costs in another order differ by rounding.
    let best = totals.indices.filter { totals[$0] <= least + 1e-12 * abs(least) }
    // From the highest threshold down, so the lower of two middle ones is the later.
    let place = best[best.count / 2]
    let upper = place == 0 ? 1 : reached[place - 1].threshold
    let lower = place == reached.count ? 0 : reached[place].threshold
    if place == 0 && lower >= 1 { return .infinity }
    let middle = lower + (upper - lower) / 2
    return middle > lower ? middle : upper
  }
}

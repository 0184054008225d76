extension RankedScores {
  /// A curve of two shares while the threshold falls.
  package enum Curve: String, Codable, Hashable, Sendable, CaseIterable {
    /// The share of the class that is reached, by the share of the rest that is reached with it.
    case receiver
    /// The share of the class among what is reached, by the share of the class that is reached.
    case precisionRecall = "precision-recall"
  }

  /// Gives the height of a curve at rising places in 0...1; not-a-number where it is not defined.
  ///
  /// The first curve is straight between thresholds and takes the upper end of an upright step. The
  /// second gives the precision of the highest threshold that reaches such a share of the class.
  package func heights(of curve: Curve, at places: [Double], weights: [Double]) -> [Double] {
    var points: [(positives: Double, negatives: Double)] = []
    eachGroup(weights: weights) { points.append(($0, $1)) }
    guard let all = points.last, all.positives > 0 else { return places.map { _ in .nan } }
    switch curve {
    case .receiver:
      guard all.negatives > 0 else { return places.map { _ in .nan } }
      return Self.receiver(
        points.map { ($0.negatives / all.negatives, $0.positives / all.positives) }, at: places)
    case .precisionRecall:
      var index = 0
      return places.map { place in
        while index + 1 < points.count,
          points[index].positives == 0 || points[index].positives / all.positives < place
        {
          index += 1
        }
        return points[index].positives / (points[index].positives + points[index].negatives)
      }
    }
  }

  private static func receiver(
    _ points: [(x: Double, y: Double)], at places: [Double]
  ) -> [Double] {
    var (start, index) = ((x: 0.0, y: 0.0), 0)
    return places.map { place in
      while index < points.count, points[index].x <= place {
        start = points[index]
        index += 1
      }
      guard index < points.count else { return start.y }
      let end = points[index]
      return start.y + (place - start.x) / (end.x - start.x) * (end.y - start.y)
    }
  }
}

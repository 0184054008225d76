import Documents
import Learning

/// The scores of models side by side, with a mark at the best of each metric.
struct ScoreTable {
  /// What stands behind a score.
  private enum Mark: String {
    /// The best of its metric on these rows.
    case best = "★"
    /// Not the best, but chance alone may have decided that.
    case near = "☆"
  }

  private let evaluation: Evaluation

  init(_ evaluation: Evaluation) {
    self.evaluation = evaluation
  }

  /// The values, with the interval of the metric that decides.
  var table: DataTable {
    let level = Wording.percent(evaluation.level)
    var headings: [DataTable.Heading] = [.init("Model"), .init("Rows")]
    for (index, metric) in evaluation.metrics.enumerated() {
      headings.append(.init(MetricWords.name(of: metric), .trailing))
      if index == 0 { headings.append(.init("\(level) interval", .trailing)) }
    }
    let rows = Self.lines(evaluation).map { entry, place, scores in
      var cells: [Text] = [.code(entry.model), Evaluation.text(ofRows: place)]
      for (index, score) in scores.enumerated() {
        let value = MetricWords.value(score.value, of: score.metric)
        let mark = mark(of: entry, score, place).map { "\u{a0}\($0.rawValue)" } ?? ""
        cells.append(index == 0 ? .strong(value) + Text(mark) : Text(value + mark))
        if index == 0 { cells.append(Text(Self.interval(of: score))) }
      }
      return cells
    }
    return DataTable(
      caption: evaluation.scoresTrainingRows
        ? "Scores of each model; only held-out rows had not been seen by its fit"
        : "Scores of each model on rows that its fit had not seen", headings: headings,
      rows: rows)
  }

  /// What the marks mean; nil where there is none.
  var note: Text? {
    let marks = Self.lines(evaluation).flatMap { entry, place, scores in
      scores.compactMap { mark(of: entry, $0, place) }
    }
    guard marks.contains(.best) else { return nil }
    let level = Wording.percent(evaluation.level)
    let near =
      marks.contains(.near)
      ? " ☆ lies inside the \(level) interval of that one: chance may have put it behind." : ""
    return Text("★ is the best of its metric on the same rows.\(near)")
  }

  // MARK: Marks

  private func mark(of entry: Evaluation.Entry, _ score: Evaluation.Score, _ place: String) -> Mark?
  {
    let rivals = rivals(score.metric, place)
    guard rivals.count > 1, rivals.contains(where: { $0.model == entry.model }),
      score.value.isFinite
    else { return nil }
    let best = rivals.dropFirst().reduce(rivals[0]) { best, other in
      score.metric.isBetter(other.score.value, than: best.score.value) ? other : best
    }
    if !score.metric.isBetter(best.score.value, than: score.value) { return .best }
    // The metric that decides was compared row by row, which tells more than two intervals do.
    if place == Evaluation.heldOutName, score.metric == evaluation.metrics.first,
      let ranking = evaluation.ranking, ranking.isClear, ranking.best == best.model
    {
      return nil
    }
    guard let interval = best.score.interval else { return nil }
    return interval.low <= score.value && score.value <= interval.high ? .near : nil
  }

  /// The scores that can be compared: on the same rows, which held-out ones of some models are not.
  private func rivals(
    _ metric: Metric, _ place: String
  ) -> [(model: String, score: Evaluation.Score)] {
    let others = place == Evaluation.heldOutName ? evaluation.ranking?.notRanked ?? [] : []
    return evaluation.entries.compactMap { entry in
      let scores = place == Evaluation.heldOutName ? entry.heldOut : entry.scored
      guard !others.contains(entry.model), let score = scores.first(where: { $0.metric == metric }),
        score.value.isFinite
      else { return nil }
      return (entry.model, score)
    }
  }

  // MARK: Lines

  /// The scores of each model on each kind of rows.
  static func lines(
    _ evaluation: Evaluation
  ) -> [(entry: Evaluation.Entry, place: String, scores: [Evaluation.Score])] {
    evaluation.entries.flatMap { entry in
      [(Evaluation.heldOutName, entry.heldOut), (evaluation.rows, entry.scored)].compactMap {
        place, scores in scores.isEmpty ? nil : (entry: entry, place: place, scores: scores)
      }
    }
  }

  /// The interval of a score in words; empty where there is none.
  static func interval(of score: Evaluation.Score) -> String {
    guard let interval = score.interval else { return "" }
    return MetricWords.interval(interval.low, interval.high, of: score.metric)
  }
}

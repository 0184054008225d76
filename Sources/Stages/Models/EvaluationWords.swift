import Analyses
import Documents
import Learning

/// What an evaluation says, in sentences.
struct EvaluationWords {
  private let evaluation: Evaluation
  private let storedRows: String
  private let context: any ViewContext

  /// Takes an evaluation with the rows named for readers, and their name in the results.
  init(_ evaluation: Evaluation, storedRows: String, _ context: any ViewContext) {
    self.evaluation = evaluation
    self.storedRows = storedRows
    self.context = context
  }

  private var metric: Metric { evaluation.metrics.first ?? .mae }

  /// How the scores of the best model on the scored rows stand beside its held-out ones.
  enum Relation {
    /// There is nothing to compare.
    case alone
    /// The rows are training rows that the fits have seen.
    case trainingRows
    case tooFew(count: Int)
    case shifted(Evaluation.ShiftSummary)
    /// A class occurs more or less often than on held-out rows, or than was expected.
    case sharesDiffer(ClassShift)
    /// The residuals are spread otherwise around the same place.
    case spreadOtherwise
    case agrees
    case differs
  }

  /// How the best model's scores on other rows stand beside its held-out ones.
  var relation: Relation {
    guard let best = evaluation.best, let held = best.heldOut(metric),
      let scored = best.scored(metric)
    else { return .alone }
    if evaluation.scoresTrainingRows { return .trainingRows }
    guard scored.count >= 20, scored.value.isFinite else { return .tooFew(count: scored.count) }
    if let shift = best.shift, shift.isClear { return .shifted(shift) }
    if let shift = ClassShiftWords.clearest(best) { return .sharesDiffer(shift) }
    if let shift = best.shift, shift.pValue < 0.001 { return .spreadOtherwise }
    guard let a = held.interval, let b = scored.interval else { return .differs }
    return a.low <= b.high && b.low <= a.high ? .agrees : .differs
  }

  /// The standard answer: which model predicts best, how well, and whether other rows agree.
  var answer: Text? {
    guard let best = evaluation.best else { return nil }
    guard let held = best.heldOut(metric) else {
      guard let scored = best.scored(metric) else { return nil }
      return opening(best) + Text(" \(sentence(scored)) on ") + evaluation.rowsText + "."
    }
    let text =
      opening(best) + Text(" \(sentence(held)) on training rows that its fit had not seen")
    guard let scored = best.scored(metric) else { return text + "." }
    let there = Text(". On ") + evaluation.rowsText + Text(" it is \(short(scored))")
    switch relation {
    case .alone: return text + there + "."
    case .trainingRows:
      return text + Text(". ") + evaluation.rowsText
        + Text(
          " are training rows, which the fit has seen; the \(short(scored)) there says nothing ")
        + "about new rows."
    case .tooFew(let count):
      let rows = Wording.count(count, "row")
      return text + there + Text("; \(rows) are too few to tell whether that agrees.")
    case .shifted(let shift):
      let direction = shift.difference > 0 ? "higher" : "lower"
      let amount = Wording.number(abs(shift.difference), digits: 3)
      let join = metric.isBetter(held.value, than: scored.value) ? ": " : ", although "
      return text + there
        + Text("\(join)the targets there lie about \(amount) \(direction) than the training rows ")
        + "lead to expect, which no model learned from them can know."
    case .sharesDiffer(let shift):
      return text + there + ClassShiftWords(shift, evaluation).clause + "."
    case .spreadOtherwise:
      return text + there
        + "; its residuals are spread otherwise there, so the rows are of another kind."
    case .agrees: return text + there + ", which agrees with that."
    case .differs: return text + there + ", which differs from that by more than chance would."
    }
  }

  /// Says which model is meant, and no more than can be told.
  private func opening(_ best: Evaluation.Entry) -> Text {
    let predicts = Text(" predicts ") + .code(evaluation.target)
    guard let ranking = evaluation.ranking, let runnerUp = ranking.runnerUp else {
      return Text.strong(best.model) + predicts + Text(" with")
    }
    guard ranking.isClear else {
      return Text.strong(best.model) + Text(" and ") + .strong(runnerUp)
        + Text(" cannot be told apart in predicting ") + .code(evaluation.target)
        + Text("; \(best.model) has")
    }
    return Text.strong(best.model) + predicts + Text(" best:")
  }

  private func sentence(_ score: Evaluation.Score) -> String {
    "\(MetricWords.inSentence(score.metric)) \(MetricWords.value(score.value, of: score.metric))"
      + intervalWords(score)
  }

  private func short(_ score: Evaluation.Score) -> String {
    MetricWords.value(score.value, of: score.metric) + intervalWords(score)
  }

  private func intervalWords(_ score: Evaluation.Score) -> String {
    guard let interval = score.interval else { return "" }
    let level = Wording.percent(evaluation.level)
    let words = MetricWords.interval(interval.low, interval.high, of: score.metric)
    return " (\(level) interval \(words))"
  }

  /// The numbers of the first screen.
  var keyNumbers: [KeyNumber] {
    guard let best = evaluation.best else { return [] }
    var numbers: [KeyNumber] = []
    for (rows, score) in [
      ("held-out training rows", best.heldOut(metric)), (evaluation.rows, best.scored(metric)),
    ] {
      guard let score else { continue }
      numbers.append(
        KeyNumber(
          label: "\(MetricWords.name(of: metric)) of \(best.model) on \(rows)",
          value: MetricWords.value(score.value, of: metric),
          interval: score.interval.map {
            "\(Wording.percent(evaluation.level)) interval "
              + MetricWords.interval($0.low, $0.high, of: metric)
          },
          explanation: Text(
            "\(MetricWords.meaning(of: metric)), over \(Wording.count(score.count - score.leftOutCount, "row"))"
          )))
    }
    if let figures = best.heldOutClasses ?? best.scoredClasses {
      let place = best.heldOutClasses == nil ? evaluation.rows : "held-out training rows"
      numbers.append(
        KeyNumber(
          label: "Calibration error of \(best.model) on \(place)",
          value: Wording.fixed(100 * figures.widthError, decimals: 1) + " %", interval: nil,
          explanation: "how far probabilities are on average from the share that came true, in 15 "
            + "equally wide bins"))
    }
    if case .shifted(let shift) = relation, let after = shift.errorAfterShift {
      numbers.append(
        KeyNumber(
          label: "MAE of \(best.model) on \(evaluation.rows), shift taken away",
          value: Wording.number(after), interval: nil,
          explanation: "each half of the rows corrected by the median residual of the other half"))
    }
    return numbers
  }

  /// What must not be missed: a shift, and how often test targets were read.
  var findings: [Finding] {
    var findings: [Finding] = []
    if case .shifted(let shift) = relation, let best = evaluation.best,
      let interval = shift.interval
    {
      let sign = shift.difference > 0 ? "+" : "−"
      let amount = Wording.number(abs(shift.difference))
      findings.append(
        Finding(
          .warning,
          Text("Residuals on ") + evaluation.rowsText
            + Text(" are shifted by \(sign)\(amount) against held-out ones"),
          explanation: shiftDetail(best, shift, interval)))
    } else if case .sharesDiffer(let shift) = relation, let best = evaluation.best {
      findings.append(ClassShiftWords(shift, evaluation).finding(best.model))
    } else if case .agrees = relation {
      findings.append(
        Finding(
          .good,
          Text("Scores and \(evaluation.classes == nil ? "residuals" : "shares of classes") on ")
            + evaluation.rowsText + " are like held-out ones",
          explanation: "The error to expect is the one that held-out rows show."))
    } else if case .trainingRows = relation {
      findings.append(
        Finding(
          .warning, evaluation.rowsText + " are training rows",
          explanation:
            "Scores on rows that a fit has seen are better than it deserves; only the held-out "
            + "ones count."))
    }
    if let notRanked = evaluation.ranking?.notRanked, !notRanked.isEmpty {
      findings.append(
        Finding(
          .note, Text("Not ranked: \(Wording.list(notRanked))"),
          explanation:
            "These models have no held-out scores on the same training rows as the others."))
    }
    if context.lookCount > 0 { findings.append(looks) }
    return findings
  }

  private func shiftDetail(
    _ best: Evaluation.Entry, _ shift: Evaluation.ShiftSummary, _ interval: Bootstrap.Interval
  ) -> Text {
    let level = Wording.percent(evaluation.level)
    let direction = shift.difference > 0 ? "higher" : "lower"
    let size = Wording.number(abs(shift.difference))
    let bounds = [abs(interval.low), abs(interval.high)].sorted()
    var text =
      "For \(best.model), target minus prediction is on average \(size) \(direction) there "
      + "(\(level) interval \(Wording.interval(bounds[0], bounds[1])))."
    if let after = shift.errorAfterShift {
      text +=
        " The error as it is, \(Wording.number(shift.errorAsIs)), falls to "
        + "\(Wording.number(after)) once the shift is estimated on the other half of the rows."
    }
    text +=
      " The rows were made by another rule than the training rows, or measured otherwise. "
      + "A model that scores better here than this one may do so by being wrong in that direction."
    return Text(text)
  }

  private var looks: Finding {
    let count = context.lookCount
    let times = count == 1 ? "for one model" : "for \(Wording.grouped(count)) models"
    let since = context.firstLookDay.isEmpty ? "" : " since \(context.firstLookDay)"
    return Finding(
      .note, Text("Test targets were read \(times) or more\(since)"),
      explanation:
        "Each reading scores one model on one set of test rows. The best of many scores is better "
        + "than the model deserves, so models are chosen here by their held-out scores.")
  }

  /// What the picture of the residuals shows, when they are shifted.
  var shiftExplanation: Text? {
    guard case .shifted(let shift) = relation else { return nil }
    let distance = Wording.number(shift.distance, digits: 2)
    return Text(
      "The two distributions differ: at some residual their shares are \(distance) apart ")
      + "(Kolmogorov and Smirnov), which chance would do in fewer than one case in a thousand."
  }

  /// How the rows are called where models are scored from the command line.
  private var nameNote: Text {
    guard evaluation.rows == Evaluation.testRowsName, !storedRows.isEmpty else { return "" }
    return " " + .code("workbench metrics") + Text(" and the file call the test rows ")
      + .code(storedRows) + "."
  }

  /// What the intervals are and what they leave out.
  var intervalNote: Text {
    let drawn = evaluation.block.map { "blocks of \(Wording.count($0, "neighbouring row"))" }
    return Text(
      "Intervals hold the middle \(Wording.percent(evaluation.level)) of scores when "
        + "\(drawn ?? "rows") are drawn again, the same rows for every model. They leave out that "
        + "another fit would differ, that rows may depend on each other"
        + (drawn == nil ? "" : " over longer stretches")
        + ", and that the best of several models was picked. " + metricMeanings) + nameNote
  }

  private var metricMeanings: String {
    evaluation.metrics.map { metric in
      let unit = MetricWords.unit(of: metric, target: evaluation.target).map { ", \($0)" } ?? ""
      return "\(MetricWords.name(of: metric)) is \(MetricWords.meaning(of: metric))\(unit)."
    }.joined(separator: " ")
  }
}

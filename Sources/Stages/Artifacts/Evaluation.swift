import Analyses
import Documents
package import Learning

/// How models did on held-out training rows and on other rows, with what sets the two apart.
package struct Evaluation: JSONArtifact, Hashable {
  package static let format = "evaluation"

  /// A figure of merit with its interval.
  package struct Score: Codable, Hashable, Sendable {
    package let metric: Metric
    package let value: Double
    package let interval: Bootstrap.Interval?
    package let count: Int
    /// The rows that the metric cannot use, such as those of target 0 for a share of the target.
    package let leftOutCount: Int
  }

  /// How the residuals of the scored rows differ from held-out ones.
  package struct ShiftSummary: Codable, Hashable, Sendable {
    package let difference: Double
    package let interval: Bootstrap.Interval?
    package let distance: Double
    package let pValue: Double
    package let errorAsIs: Double
    package let errorAfterShift: Double?

    init(_ shift: Shift) {
      difference = shift.difference
      interval = shift.interval
      distance = shift.distribution.distance
      pValue = shift.distribution.pValue
      errorAsIs = shift.errorAsIs
      errorAfterShift = shift.errorAfterShift
    }

    /// Whether the interval of the difference leaves out zero and the distributions differ.
    package var isClear: Bool {
      guard let interval else { return false }
      return (interval.low > 0 || interval.high < 0) && pValue < 0.001
    }
  }

  /// One model's scores.
  package struct Entry: Codable, Hashable, Sendable {
    /// The id of the stage that made the model.
    package let model: String
    package let learner: String
    package let operationsPerRow: Int
    package let parameterCount: Int
    /// Empty where the model's stage fitted no folds.
    package let heldOut: [Score]
    package let scored: [Score]
    package let shift: ShiftSummary?
    /// More about held-out rows where classes are predicted.
    package let heldOutClasses: ClassFigures?
    /// The same about the scored rows.
    package let scoredClasses: ClassFigures?
    /// How often classes occur on the scored rows; nil without held-out or scored rows.
    package let classShifts: [ClassShift]?

    /// Gives the held-out or scored value of a metric.
    package func heldOut(_ metric: Metric) -> Score? { heldOut.first { $0.metric == metric } }
    /// Gives the value of a metric on the scored rows.
    package func scored(_ metric: Metric) -> Score? { scored.first { $0.metric == metric } }
  }

  /// A number that a program of the user's gave for a model.
  package struct OwnScore: Codable, Hashable, Sendable {
    package let name: String
    package let model: String
    package let rows: String
    package let value: Double
    package let count: Int
  }

  /// Which model predicts best, and whether the next one can be told apart from it.
  package struct Ranking: Codable, Hashable, Sendable {
    package let best: String
    /// The next best of those that can be compared, nil where there is no other.
    package let runnerUp: String?
    /// The first metric of the best minus that of the next, on the same drawn rows.
    package let difference: Bootstrap.Interval?
    /// Models that were trained on other rows, or fitted no folds, and so are not ranked.
    package let notRanked: [String]

    /// Whether the interval of the difference leaves out zero.
    package var isClear: Bool {
      difference.map { $0.low > 0 || $0.high < 0 } ?? false
    }
  }

  package let target: String
  /// The id of the stage that gave the scored rows.
  package private(set) var rows: String
  package let rowCount: Int
  package let level: Double
  /// How many neighbouring rows were drawn together, nil where each was drawn on its own.
  package let block: Int?
  package let metrics: [Metric]
  package let entries: [Entry]
  package let ranking: Ranking?
  /// Whether the scored rows are training rows of the models, which their fits have seen.
  package let scoresTrainingRows: Bool
  /// The labels of the classes as a reader knows them, or nil where values are predicted.
  package let classes: [String]?
  /// The column that rows are weighted by, nil where every row counts the same.
  package let weight: String?
  /// The numbers of the user's programs, nil where there are none.
  package var own: [OwnScore]?

  /// Gives the same with another name for the scored rows, as readers know them.
  func named(rows: String) -> Evaluation {
    var named = self
    if !self.rows.isEmpty { named.rows = rows }
    named.own = own?.map { score in
      guard score.rows == self.rows else { return score }
      return OwnScore(
        name: score.name, model: score.model, rows: rows, value: score.value, count: score.count)
    }
    return named
  }

  /// The name of the scored rows in a sentence; what is no plain word is a name of the file.
  var rowsText: Text { Self.text(ofRows: rows) }

  /// The name of some rows in a sentence or a cell.
  static func text(ofRows rows: String) -> Text {
    [testRowsName, heldOutName].contains(rows) ? Text(rows) : .code(rows)
  }

  /// What readers call the only rows of a test.
  static let testRowsName = "test rows"
  /// What readers call training rows that were predicted by a fit that had not seen them.
  static let heldOutName = "held-out"

  /// The entry of the model that predicts best.
  package var best: Entry? {
    entries.first { $0.model == ranking?.best }
  }

  /// The scores as rows for `workbench metrics`.
  var metricValues: [MetricValue] {
    entries.flatMap { entry in
      [("held-out", entry.heldOut), (rows, entry.scored)].flatMap { rows, scores in
        scores.map { score in
          MetricValue(
            model: entry.model, rows: rows, metric: score.metric.rawValue, value: score.value,
            low: score.interval?.low, high: score.interval?.high, count: score.count)
        }
      }
    }
      + (own ?? []).map { score in
        MetricValue(
          model: score.model, rows: score.rows, metric: score.name, value: score.value, low: nil,
          high: nil, count: score.count)
      }
  }
}

import Analyses
package import Learning

/// What choosing among fits by their score on test rows would have done.
package struct HabitAudit: JSONArtifact, Hashable {
  package static let format = "habit-audit"

  /// A model or a repeat on the test rows.
  package struct Place: Codable, Hashable, Sendable {
    /// The id of the stage, or `repeat N`.
    package let name: String
    /// Mean prediction minus that of the reference, in units of the target.
    package let offset: Double
    /// The metric on the test rows.
    package let error: Double
    /// The mean distance from the predictions of the reference, in units of the target.
    package let distance: Double
    /// The metric on training rows that the fit did not see; nil where there are none.
    package let heldOut: Double?
  }

  /// The error of the reference with a constant added to it.
  package struct Curve: Codable, Hashable, Sendable {
    package let offsets: [Double]
    package let errors: [Double]
  }

  package let target: String
  package let metric: Metric
  /// The stage whose repeats are looked at.
  package let stage: String
  /// The id of the stage that gave the test rows, and how many there are.
  package private(set) var rows: String
  package let rowCount: Int
  /// The model with the best held-out score, which stands for what the training rows imply.
  package let reference: Place
  package let models: [Place]
  package let repeats: [Place]
  /// The place among the repeats of the one with the best test score.
  package let kept: Int
  /// The place among the repeats of the one with the best score on rows set aside.
  package let chosen: Int?
  package let curve: Curve
  /// The constant with the least error, and that error.
  package let bestOffset: Double
  package let bestError: Double
  /// By how much the best of all repeats on one half of the test rows is worse on the other half.
  package let optimism: Double

  /// Gives the same with another name for the test rows, as readers know them.
  func named(rows: String) -> HabitAudit {
    var named = self
    named.rows = rows
    return named
  }

  /// The repeat with the best test score.
  package var keptRepeat: Place { repeats[kept] }
  /// The repeat with the best score on rows set aside; nil where there are none.
  package var chosenRepeat: Place? { chosen.map { repeats[$0] } }
}

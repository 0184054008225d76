package import Tables

/// A fitted step, and the training rows as the next step and the learner see them.
package struct StepFit: Sendable {
  /// The step for rows that it was not fitted on.
  package let step: any FittedTableStep
  /// The training rows after the step; they may differ from what the fitted step makes of them.
  package let trainingRows: Table

  package init(step: any FittedTableStep, trainingRows: Table) {
    self.step = step
    self.trainingRows = trainingRows
  }
}

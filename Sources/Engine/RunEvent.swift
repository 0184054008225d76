package import Diagnostics

/// What happens during a run, told as it happens.
package enum RunEvent: Sendable {
  /// How every stage stands before anything runs.
  case plan([PlannedStage])
  case stageStart(stage: String)
  /// Jobs of a stage that are done, of all that it asked for so far.
  case progress(stage: String, done: Int, total: Int, label: String)
  case stageEnd(StageEnd)

  /// How a stage ended.
  package struct StageEnd: Sendable {
    package let stage: String
    package let outcome: StageOutcome
    package let seconds: Double
    package let cpuSeconds: Double
    package let reasons: [StaleReason]
    package let jobsComputed: Int
    package let jobsReused: Int
    /// What the stage wrote into its log.
    package let remarks: [String]
    package let problems: [Diagnostic]
  }
}

/// How a stage came out of a run.
package enum StageOutcome: String, Sendable, Hashable {
  case computed, reused, failed, skipped, sealed
}

import Engine

/// Writes a run's events as JSON, one on each line.
struct JSONReporter: RunReporter {
  /// A stage in a plan or a status.
  struct StageLine: Encodable {
    let stage: String
    let state: String
    let reasons: [String]

    init(_ planned: PlannedStage) {
      stage = planned.id
      state = planned.state.word
      reasons = planned.reasons.map(\.text)
    }
  }

  private struct PlanLine: Encodable {
    let event = "plan"
    let stages: [StageLine]
  }

  private struct StartLine: Encodable {
    let event = "stage-start"
    let stage: String
  }

  private struct ProgressLine: Encodable {
    let event = "progress"
    let stage: String
    let done: Int
    let total: Int
    let label: String
  }

  private struct EndLine: Encodable {
    struct Jobs: Encodable {
      let computed: Int
      let reused: Int
    }

    let event = "stage-end"
    let stage: String
    let outcome: String
    let seconds: Double
    let cpuSeconds: Double
    let reasons: [String]
    let jobs: Jobs

    enum CodingKeys: String, CodingKey {
      case event, stage, outcome, seconds, reasons, jobs
      case cpuSeconds = "cpu-seconds"
    }
  }

  private struct RunLine: Encodable {
    let event = "run-end"
    let outcome: String
    let computed: Int
    let reused: Int
    let failed: Int
    let seconds: Double
    let report: String
  }

  /// Writes a plan as the event that a run begins with.
  static func show(_ stages: [PlannedStage]) throws {
    Terminal.print(try JSONText.line(PlanLine(stages: stages.map(StageLine.init))))
  }

  func receive(_ event: RunEvent) {
    switch event {
    case .plan(let stages):
      write(PlanLine(stages: stages.map(StageLine.init)))
    case .stageStart(let stage):
      write(StartLine(stage: stage))
    case .progress(let stage, let done, let total, let label):
      write(ProgressLine(stage: stage, done: done, total: total, label: label))
    case .stageEnd(let end):
      Terminal.show(end.problems)
      write(
        EndLine(
          stage: end.stage, outcome: end.outcome.rawValue, seconds: end.seconds,
          cpuSeconds: end.cpuSeconds, reasons: end.reasons.map(\.text),
          jobs: EndLine.Jobs(computed: end.jobsComputed, reused: end.jobsReused)))
    }
  }

  func end(_ summary: RunSummary) {
    write(
      RunLine(
        outcome: summary.outcome, computed: summary.computed, reused: summary.reused,
        failed: summary.failed, seconds: summary.seconds, report: summary.report))
  }

  private func write<Line: Encodable>(_ line: Line) {
    // Every number in a line is finite and every text is a String, so encoding cannot fail.
    if let text = try? JSONText.line(line) { Terminal.print(text) }
  }
}

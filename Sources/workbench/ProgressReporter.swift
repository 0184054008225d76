import Engine
import Synchronization

/// Tells a person how a run goes on: plain lines, and on a terminal a line that moves.
final class ProgressReporter: RunReporter {
  /// Seconds between two lines about one stage where lines cannot be replaced.
  private static let plainInterval = 10.0

  /// Whether remarks of stages are told, such as on files that they wrote.
  private let showsRemarks: Bool
  private let live = Mutex<String>("")
  private let rates = Mutex<[String: StageRate]>([:])

  init(showsRemarks: Bool = true) {
    self.showsRemarks = showsRemarks
  }

  /// Says what a run would do.
  static func show(_ plan: Plan) {
    for planned in plan.stages where planned.state != .fresh {
      let reasons = planned.reasons.map(\.text).joined(separator: "; ")
      Terminal.print("\(planned.id): \(planned.state.word)\(reasons.isEmpty ? "" : ", \(reasons)")")
    }
    let fresh = plan.stages.count { $0.state == .fresh }
    let sealed = plan.stages.count { $0.state == .sealed }
    let rest = plan.stages.count - fresh - sealed
    Terminal.print(
      "\(rest) to compute, \(fresh) up to date" + (sealed > 0 ? ", \(sealed) sealed" : ""))
  }

  func receive(_ event: RunEvent) {
    switch event {
    case .plan: break
    case .stageStart(let stage): update("\(stage) …")
    case .progress(let stage, let done, let total, let label):
      progress(stage, done, total, label)
    case .stageEnd(let end): finish(end)
    }
  }

  /// Shows how far a stage is: on a terminal each time, elsewhere a line every ten seconds.
  private func progress(_ stage: String, _ done: Int, _ total: Int, _ label: String) {
    let (left, isDue) = rates.withLock { rates in
      var rate = rates[stage] ?? StageRate()
      let left = rate.secondsLeft(done: done, of: total)
      let isDue = rate.isDue(every: Self.plainInterval)
      rates[stage] = rate
      return (left, isDue)
    }
    let time = left.map { ", about \(Self.duration($0)) left" } ?? ""
    if Terminal.isInteractive {
      update("\(stage)  \(Self.bar(done, total)) \(done) of \(total)\(time)  \(label)")
    } else if isDue {
      line("running   \(stage)  \(done) of \(total)\(time); \(label)")
    }
  }

  /// Seconds, or minutes where there are many.
  private static func duration(_ seconds: Double) -> String {
    seconds < 120 ? "\(Int(seconds.rounded(.up))) s" : "\(Int((seconds / 60).rounded())) min"
  }

  private func finish(_ end: RunEvent.StageEnd) {
    switch end.outcome {
    case .reused: return
    case .computed:
      let jobs =
        end.jobsComputed + end.jobsReused == 0
        ? ""
        : " of processor time, jobs: \(end.jobsComputed) done, \(end.jobsReused) reused"
      let seconds = jobs.isEmpty ? end.seconds : end.cpuSeconds
      line("computed  \(end.stage)  \(Self.seconds(seconds)) s\(jobs)")
    case .failed: line("failed    \(end.stage)")
    case .skipped: line("skipped   \(end.stage)")
    case .sealed: line("sealed    \(end.stage)  test targets are not read without --unseal")
    }
    for remark in end.remarks where showsRemarks { line("note: \(remark)") }
    if !end.problems.isEmpty {
      clear()
      Terminal.show(end.problems)
    }
  }

  func end(_ summary: RunSummary) {
    clear()
    var counts = ["\(summary.computed) computed", "\(summary.reused) up to date"]
    if summary.failed > 0 { counts.append("\(summary.failed) failed") }
    if summary.skipped > 0 { counts.append("\(summary.skipped) skipped") }
    if summary.sealed > 0 { counts.append("\(summary.sealed) sealed") }
    let word =
      summary.outcome == "done" ? "Done" : summary.outcome == "failed" ? "Failed" : "Interrupted"
    Terminal.say("\(word) in \(Self.seconds(summary.seconds)) s: \(counts.joined(separator: ", "))")
    if summary.outcome != "interrupted" { Terminal.print(summary.report) }
  }

  /// Shows a line that the next one replaces; without a terminal nothing is shown.
  private func update(_ text: String) {
    guard Terminal.isInteractive else { return }
    live.withLock { current in
      let padding = String(repeating: " ", count: max(0, current.count - text.count))
      Terminal.saying("\r\(text)\(padding)")
      current = text
    }
  }

  private func line(_ text: String) {
    clear()
    Terminal.say(text)
  }

  private func clear() {
    live.withLock { current in
      guard !current.isEmpty else { return }
      Terminal.saying("\r\(String(repeating: " ", count: current.count))\r")
      current = ""
    }
  }

  private static func bar(_ done: Int, _ total: Int) -> String {
    let width = 20
    let full = total == 0 ? 0 : width * done / total
    return String(repeating: "█", count: full) + String(repeating: "░", count: width - full)
  }

  /// Seconds with two decimals.
  static func seconds(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let fraction = hundredths % 100
    return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }
}

/// How fast the jobs of one stage are done.
private struct StageRate {
  /// The last moments at which a job was done; older ones say little of those to come.
  private var moments: [ContinuousClock.Instant] = []
  private var lastLine = ContinuousClock.now

  /// Notes that a job was done, and guesses how many seconds the others take.
  mutating func secondsLeft(done: Int, of total: Int) -> Double? {
    let now = ContinuousClock.now
    moments.append(now)
    if moments.count > 40 { moments.removeFirst() }
    guard moments.count > 4, let first = moments.first, total > done else { return nil }
    let (seconds, attoseconds) = (now - first).components
    let elapsed = Double(seconds) + Double(attoseconds) * 1e-18
    return elapsed / Double(moments.count - 1) * Double(total - done)
  }

  /// Whether it is time for another line.
  mutating func isDue(every seconds: Double) -> Bool {
    let now = ContinuousClock.now
    guard now - lastLine >= .seconds(seconds) else { return false }
    lastLine = now
    return true
  }
}

package import Analyses
import Fleet
import Kernels

/// The job of running one scenario of a queue some times.
///
/// Its random numbers go by the run and never by the scenario, so that scenarios meet the same
/// messages.
package enum SimulateScenario: JobKind {
  package typealias Settings = QueueSettings
  package typealias Output = QueueRuns

  package static let name = "simulate-scenario"
  package static let revision = 1

  package static func run(
    _ settings: QueueSettings, _ context: any JobContext
  ) async throws -> QueueRuns {
    do {
      let scenario = try settings.scenario()
      let stream = RandomStream(seed: context.seed)
      var runs = QueueRuns(problem: nil)
      var collected = QueueRuns.Collected()
      for run in 0..<settings.runCount {
        try Task.checkCancellation()
        let outcome = try QueueSimulation.run(scenario, stream.derived("replication", run))
        runs.values.append(
          QueueMeasure.allCases.map { $0.value(outcome, limit: settings.number("limit")) })
        collected.add(outcome)
      }
      runs.close(collected)
      return runs
    } catch let problem as FleetError {
      return QueueRuns(problem: problem.description)
    } catch let problem as QueueSettings.Missing {
      return QueueRuns(problem: "'\(problem.word)' is not set; \(problem.reason)")
    }
  }
}

/// What the runs of one scenario came to.
package struct QueueRuns: JSONArtifact, Hashable {
  package static let format = "queue-runs"

  /// Seconds, and the shares of messages that wait and that take longer than them.
  struct TailPoint: Codable, Hashable, Sendable {
    let seconds: Double
    let waits: Double
    let latencies: Double
  }

  /// The means of a stretch of the run over all runs.
  struct Stretch: Codable, Hashable, Sendable {
    let hour: Double
    let arrivals: Double
    let busy: Double
    let inService: Double
    let paid: Double
    let waiting: Double
  }

  /// The minutes of a stretch.
  static let stretchMinutes = 15

  /// What was wrong with the scenario, nil where it ran.
  let problem: String?
  /// For each run the figures in the order of the measures.
  var values: [[Double]] = []
  var tail: [TailPoint] = []
  var stretches: [Stretch] = []

  init(problem: String?) {
    self.problem = problem
  }

  /// What is put together run by run.
  struct Collected {
    private(set) var waits = LogHistogram()
    private(set) var latencies = LogHistogram()
    /// For each stretch the sums of arrivals, busy, in service, paid and waiting, and the minutes.
    private(set) var sums: [[Double]] = []

    /// Adds a run.
    mutating func add(_ outcome: QueueOutcome) {
      waits.add(outcome.waits)
      latencies.add(outcome.latencies)
      for (place, minute) in outcome.minutes.enumerated() {
        let stretch = place / QueueRuns.stretchMinutes
        if stretch == sums.count { sums.append([Double](repeating: 0, count: 6)) }
        let parts = [
          minute.arrivals, minute.busy, minute.inService, minute.paid, minute.visible, 1,
        ]
        for (part, value) in parts.enumerated() { sums[stretch][part] += value }
      }
    }
  }

  /// Takes what was put together of all runs.
  mutating func close(_ collected: Collected) {
    stretches = collected.sums.enumerated().map { place, sums in
      Stretch(
        hour: Double(place * Self.stretchMinutes) / 60, arrivals: sums[0] / sums[5] / 60,
        busy: sums[1] / sums[5], inService: sums[2] / sums[5], paid: sums[3] / sums[5],
        waiting: sums[4] / sums[5])
    }
    // Ten points to each power of ten, from a millisecond on.
    var point = 0
    while collected.latencies.count > 0, tail.last.map({ $0.latencies > 0 }) ?? true {
      let (power, part) = point.quotientAndRemainder(dividingBy: 10)
      let seconds = Self.steps[part] * Self.powers[power]
      tail.append(
        TailPoint(
          seconds: seconds, waits: collected.waits.share(above: seconds),
          latencies: collected.latencies.share(above: seconds)))
      point += 1
      if point == Self.powers.count * 10 { break }
    }
  }

  private static let steps = [1, 1.25, 1.6, 2, 2.5, 3.15, 4, 5, 6.3, 8]
  private static let powers = [0.001, 0.01, 0.1, 1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7]
}

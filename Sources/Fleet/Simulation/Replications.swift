package import Kernels

/// A mean over independent runs with the interval that covers the true one in 95 of 100 cases.
package struct Estimate: Sendable, Hashable {
  package let mean: Double
  package let low: Double
  package let high: Double

  /// Takes the values of at least one run; of one the interval is without bounds.
  ///
  /// Student's t with one degree of freedom less than runs.
  package init(of values: [Double]) {
    mean = Sum.mean(of: values)
    guard values.count > 1 else {
      low = -.infinity
      high = .infinity
      return
    }
    let error = (Sum.sampleVariance(of: values) / Double(values.count)).squareRoot()
    let half = StudentDistribution.quantile(0.975, degrees: Double(values.count - 1)) * error
    low = mean - half
    high = mean + half
  }

  /// Tells whether a value lies in the interval.
  package func covers(_ value: Double) -> Bool { low <= value && value <= high }
}

/// The same scenario run several times, each with random numbers of its own.
///
/// Run n of any scenario meets the same arrivals, and messages with the same service, so that the
/// differences of two scenarios, run by run, vary less than the runs do.
package struct Replications: Sendable {
  package let outcomes: [QueueOutcome]

  /// Runs a scenario some times, 1 to 10000.
  package static func run(
    _ scenario: QueueScenario, stream: RandomStream, count: Int
  ) throws -> Replications {
    try Argument.count(count, in: 1...10_000, "number of runs")
    return Replications(
      outcomes: try (0..<count).map { run in
        try QueueSimulation.run(scenario, stream.derived("replication", run))
      })
  }

  private init(outcomes: [QueueOutcome]) {
    self.outcomes = outcomes
  }

  /// Gives the mean of a quantity over the runs, with its interval.
  package func estimate(_ value: (QueueOutcome) -> Double) -> Estimate {
    Estimate(of: outcomes.map(value))
  }

  /// Gives the mean difference to another scenario, run by run, with its interval.
  package func difference(
    to other: Replications, _ value: (QueueOutcome) -> Double
  ) -> Estimate {
    Estimate(of: zip(outcomes, other.outcomes).map { value($0) - value($1) })
  }

  /// The waits of all runs together.
  package var waits: LogHistogram { joined(\.waits) }

  /// The latencies of all runs together.
  package var latencies: LogHistogram { joined(\.latencies) }

  private func joined(_ part: (QueueOutcome) -> LogHistogram) -> LogHistogram {
    outcomes.reduce(into: LogHistogram()) { $0.add(part($1)) }
  }
}

import Fleet

/// A figure of one run of a queue, and the name of its column.
enum QueueMeasure: String, CaseIterable, Sendable {
  case messages
  case doneShare = "done_share"
  case waitMean = "wait_mean"
  case waitMedian = "wait_p50"
  case wait95 = "wait_p95"
  case wait99 = "wait_p99"
  case waitMaximum = "wait_max"
  case latencyMean = "latency_mean"
  case latencyMedian = "latency_p50"
  case latency95 = "latency_p95"
  case latency99 = "latency_p99"
  case lateShare = "late_share"
  case utilisation
  case waitingMean = "waiting_mean"
  case waitingMaximum = "waiting_max"
  case instanceHours = "instance_hours"
  case spotHours = "spot_hours"
  case busyHours = "busy_hours"
  case launches
  case interruptions
  case redelivered
  case duplicates
  case lost

  /// Whether the ends of its interval are columns too.
  var hasInterval: Bool {
    switch self {
    case .waitMean, .wait95, .latencyMean, .latency95, .lateShare, .utilisation, .instanceHours:
      true
    default: false
    }
  }

  /// The names of all columns, in order.
  static var columns: [String] {
    allCases.flatMap { measure in
      [measure.rawValue]
        + (measure.hasInterval ? ["\(measure.rawValue)_low", "\(measure.rawValue)_high"] : [])
    }
  }

  /// Gives the figure of a run; not a number where it has none.
  func value(_ outcome: QueueOutcome, limit: Double?) -> Double {
    let counts = outcome.counts
    return switch self {
    case .messages: Double(counts.arrived)
    case .doneShare: counts.arrived > 0 ? Double(counts.done) / Double(counts.arrived) : .nan
    case .waitMean: outcome.waits.mean
    case .waitMedian: outcome.waits.quantile(0.5)
    case .wait95: outcome.waits.quantile(0.95)
    case .wait99: outcome.waits.quantile(0.99)
    case .waitMaximum: outcome.waits.count > 0 ? outcome.waits.maximum : .nan
    case .latencyMean: outcome.latencies.mean
    case .latencyMedian: outcome.latencies.quantile(0.5)
    case .latency95: outcome.latencies.quantile(0.95)
    case .latency99: outcome.latencies.quantile(0.99)
    case .lateShare: limit.map { outcome.latencies.share(above: $0) } ?? .nan
    case .utilisation: outcome.utilisation
    case .waitingMean: outcome.meanVisible
    case .waitingMaximum: outcome.minutes.map(\.visible).max() ?? .nan
    case .instanceHours: outcome.instanceHours
    case .spotHours: outcome.spotSeconds / 3600
    case .busyHours: outcome.busySeconds / 3600
    case .launches: Double(counts.launches)
    case .interruptions: Double(counts.interruptions)
    case .redelivered: Double(counts.redelivered)
    case .duplicates: Double(counts.duplicates)
    case .lost: Double(counts.lost)
    }
  }
}

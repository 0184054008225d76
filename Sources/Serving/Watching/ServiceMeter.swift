import Synchronization
import Tables

/// What a server counts, for Prometheus.
package final class ServiceMeter: Sendable {
  /// Upper ends of the classes of durations, in seconds.
  private static let bounds: [Double] = [
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
  ]

  private struct Series {
    var counts = [Int](repeating: 0, count: ServiceMeter.bounds.count + 1)
    var seconds = 0.0
    var total = 0
  }

  private struct State {
    var answers: [String: [Int: Int]] = [:]
    var durations: [String: Series] = [:]
    var rows: [String: Int] = [:]
    var connections = 0
    var waiting = 0
    var working = 0
    var isStopping = false
  }

  private let state = Mutex(State())

  package init() {}

  /// Whether the server has been told to stop.
  package var isStopping: Bool { state.withLock { $0.isStopping } }

  /// Notes that the server is stopping.
  package func stop() { state.withLock { $0.isStopping = true } }

  /// How many connections are open.
  package var connections: Int { state.withLock { $0.connections } }

  /// Notes that a connection was opened, or with -1 closed.
  package func countConnection(_ change: Int) { state.withLock { $0.connections += change } }

  /// Notes how many large requests wait and are worked on.
  package func note(waiting: Int, working: Int) {
    state.withLock {
      $0.waiting = waiting
      $0.working = working
    }
  }

  /// Notes an answer.
  package func count(
    place: String, status: Int, seconds: Double, model: String? = nil, rows: Int = 0
  ) {
    state.withLock { state in
      state.answers[place, default: [:]][status, default: 0] += 1
      var index = 0
      while index < Self.bounds.count, seconds > Self.bounds[index] { index += 1 }
      state.durations[place, default: Series()].counts[index] += 1
      state.durations[place, default: Series()].seconds += seconds
      state.durations[place, default: Series()].total += 1
      if rows > 0, let model { state.rows[model, default: 0] += rows }
    }
  }

  /// Gives all counts in the text form of Prometheus.
  func text(models: [ServedModel]) -> [UInt8] {
    let state = state.withLock { $0 }
    var lines: [String] = []
    func family(_ name: String, _ kind: String, _ help: String) {
      lines.append("# HELP workbench_\(name) \(help)")
      lines.append("# TYPE workbench_\(name) \(kind)")
    }
    family("requests_total", "counter", "Answered requests.")
    for (place, statuses) in state.answers.sorted(by: { $0.key < $1.key }) {
      for (status, count) in statuses.sorted(by: { $0.key < $1.key }) {
        lines.append("workbench_requests_total{path=\"\(place)\",status=\"\(status)\"} \(count)")
      }
    }
    family("request_seconds", "histogram", "From the last byte of a request to its answer.")
    for (place, series) in state.durations.sorted(by: { $0.key < $1.key }) {
      var sum = 0
      for (index, count) in series.counts.enumerated() {
        sum += count
        let bound = index < Self.bounds.count ? "\(Self.bounds[index])" : "+Inf"
        lines.append("workbench_request_seconds_bucket{path=\"\(place)\",le=\"\(bound)\"} \(sum)")
      }
      lines.append("workbench_request_seconds_sum{path=\"\(place)\"} \(series.seconds)")
      lines.append("workbench_request_seconds_count{path=\"\(place)\"} \(series.total)")
    }
    family("rows_total", "counter", "Rows that were predicted or explained.")
    for (model, rows) in state.rows.sorted(by: { $0.key < $1.key }) {
      lines.append("workbench_rows_total{model=\"\(Self.escaped(model))\"} \(rows)")
    }
    family("model_info", "gauge", "The models that are served.")
    for model in models {
      lines.append(
        "workbench_model_info{model=\"\(Self.escaped(model.name))\",digest=\"\(model.digest)\"} 1")
    }
    for (name, value, help) in [
      ("connections", state.connections, "Open connections."),
      ("large_requests_working", state.working, "Large requests that are worked on."),
      ("large_requests_waiting", state.waiting, "Large requests that wait."),
    ] {
      family(name, "gauge", help)
      lines.append("workbench_\(name) \(value)")
    }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private static func escaped(_ text: String) -> String {
    String(
      text.flatMap { letter -> String in
        switch letter {
        case "\\": "\\\\"
        case "\"": "\\\""
        case "\n": "\\n"
        default: String(letter)
        }
      })
  }
}

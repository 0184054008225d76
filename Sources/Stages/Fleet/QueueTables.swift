import Fleet
import Tables

/// The results of scenarios as tables.
struct QueueTables {
  static let seriesColumns = ["hour", "arrivals", "busy", "in_service", "paid", "waiting"]
  static let tailColumns = ["seconds", "waits_above", "latencies_above"]

  let names: [String]
  let runs: [QueueRuns]
  /// The scenarios as they were given, nil without a table.
  let carried: Table?

  /// A row for each scenario: what was carried along, and means over runs with some intervals.
  var table: Table {
    var columns = [Column("scenario", texts: names)]
    columns += (carried?.columns ?? []).filter { $0.name != "scenario" }
    for (place, measure) in QueueMeasure.allCases.enumerated() {
      let estimates = runs.map { runs in
        // A run without a figure, such as one in which nothing is done, has no part in the mean.
        let known = runs.values.map { $0[place] }.filter { !$0.isNaN }
        return known.isEmpty ? nil : Estimate(of: known)
      }
      columns.append(Column(measure.rawValue, numbers: estimates.map { $0?.mean ?? .nan }))
      guard measure.hasInterval else { continue }
      columns.append(
        Column("\(measure.rawValue)_low", numbers: estimates.map { Self.end($0?.low) }))
      columns.append(
        Column("\(measure.rawValue)_high", numbers: estimates.map { Self.end($0?.high) }))
    }
    return Table(columns)
  }

  /// Of one run there is no interval.
  private static func end(_ value: Double?) -> Double {
    value.map { $0.isFinite ? $0 : .nan } ?? .nan
  }

  /// A row for each scenario and quarter of an hour.
  var series: Table {
    rows(Self.seriesColumns) { runs in
      runs.stretches.map { [$0.hour, $0.arrivals, $0.busy, $0.inService, $0.paid, $0.waiting] }
    }
  }

  /// A row for each scenario and number of seconds.
  var tail: Table {
    rows(Self.tailColumns) { runs in runs.tail.map { [$0.seconds, $0.waits, $0.latencies] } }
  }

  private func rows(_ names: [String], _ values: (QueueRuns) -> [[Double]]) -> Table {
    var texts: [String] = []
    var numbers: [[Double]] = []
    for (name, runs) in zip(self.names, runs) {
      let found = values(runs)
      texts += found.map { _ in name }
      numbers += found
    }
    return Table(
      [Column("scenario", texts: texts)]
        + names.enumerated().map { place, name in
          Column(name, numbers: numbers.map { $0[place] })
        })
  }
}

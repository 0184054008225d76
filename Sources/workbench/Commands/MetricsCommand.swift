import ArgumentParser
import Cache
import WorkbenchKit

/// `workbench metrics`: every figure of merit with its interval.
struct MetricsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics", abstract: "Lists every figure of merit with its interval.")

  @OptionGroup var options: AnalysisOptions

  @Flag(help: "Write a JSON array.")
  var json = false

  private struct Line: Encodable {
    let stage: String
    let model: String
    let rows: String
    let metric: String
    let value: Double?
    let low: Double?
    let high: Double?
    let count: Int
  }

  func run() async throws {
    let outputs = try StoredOutputs(try options.open())
    let metrics = outputs.metrics()
    if json {
      Terminal.print(
        try JSONText.array(
          metrics.map { stage, row in
            Line(
              stage: stage, model: row.model, rows: row.rows, metric: row.metric,
              value: row.value.finite, low: row.low?.finite, high: row.high?.finite,
              count: row.count)
          }))
      return
    }
    guard !metrics.isEmpty else {
      Terminal.say("There are no figures of merit yet: `workbench run \(options.analysis)`")
      throw ExitStatus.failed
    }
    var table = TextTable(
      ["STAGE", "MODEL", "ROWS", "METRIC", "VALUE", "LOW", "HIGH", "COUNT"],
      trailing: [4, 5, 6, 7])
    for (stage, row) in metrics {
      table.add(
        [stage, row.model, row.rows, row.metric, Self.digits(row.value)]
          + [row.low.map(Self.digits) ?? "", row.high.map(Self.digits) ?? "", String(row.count)])
    }
    Terminal.print(table.text)
  }

  /// A number for people; `--json` gives all its digits.
  private static func digits(_ value: Double) -> String {
    OutputPrinter.digits(value, 5)
  }
}

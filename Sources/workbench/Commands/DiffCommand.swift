import ArgumentParser
import Cache
import WorkbenchKit

/// `workbench diff`: what differs between two runs, or two analyses as they stand.
struct DiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Shows what differs between two runs or analyses: settings, data, stages, scores.",
    discussion: """
      Each side is the number of a run, as `workbench runs` lists them, or an analysis file, which \
      stands for the analysis as it is now. With one side only, it is compared with the last run \
      before it that had other results.
      """)

  @Argument(help: "A run or an analysis file.")
  var first: String

  @Argument(help: "The run or analysis file that it became.")
  var second: String?

  @Flag(help: "Write a JSON object.")
  var json = false

  private struct Lines: Encodable {
    let old: String
    let new: String
    let settings: [StateDifference.SettingChange]
    let files: [StateDifference.FileChange]
    let stages: [StateDifference.StageChange]
    let metrics: [StateDifference.MetricChange]
  }

  func run() async throws {
    let comparison = try StateComparison(first, second)
    let difference = comparison.difference
    guard !json else {
      let lines = Lines(
        old: comparison.old, new: comparison.new, settings: difference.settings,
        files: difference.files, stages: difference.stages, metrics: difference.metrics)
      return Terminal.print(try JSONText.line(lines))
    }
    Terminal.print("from  \(comparison.old)\nto    \(comparison.new)")
    if difference.isEmpty { return Terminal.print("\nNothing differs.") }
    show(
      ["SETTING", "BEFORE", "NOW", "WHERE"],
      difference.settings.map {
        ["\($0.stage).\($0.setting)", $0.old ?? "absent", $0.new ?? "absent", $0.place ?? ""]
      })
    show(
      ["STAGE", "FILE", "BEFORE", "NOW"],
      difference.files.map {
        [$0.stage, $0.path, String($0.old.prefix(12)), String($0.new.prefix(12))]
      })
    show(
      ["STAGE", "RESULT", "WHY"],
      difference.stages.map { [$0.stage, $0.outcome, $0.reasons.joined(separator: "; ")] })
    show(
      ["STAGE", "MODEL", "ROWS", "METRIC", "BEFORE", "NOW"],
      difference.metrics.map {
        [$0.stage, $0.model, $0.rows, $0.metric, Self.text($0.old), Self.text($0.new)]
      }, trailing: [4, 5])
  }

  private func show(_ headings: [String], _ rows: [[String]], trailing: Set<Int> = []) {
    guard !rows.isEmpty else { return }
    var table = TextTable(headings, trailing: trailing)
    for row in rows { table.add(row) }
    Terminal.print("\n" + table.text)
  }

  /// A value with its interval, where it has one.
  private static func text(_ row: MetricRow?) -> String {
    guard let row else { return "none" }
    let value = OutputPrinter.digits(row.value, 5)
    guard let low = row.low, let high = row.high else { return value }
    return "\(value) (\(OutputPrinter.digits(low, 5)) to \(OutputPrinter.digits(high, 5)))"
  }
}

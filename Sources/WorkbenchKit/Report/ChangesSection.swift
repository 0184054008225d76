import Cache
import Documents
import Engine

/// The section that says what has changed since the last run with other results.
struct ChangesSection {
  /// More rows than this are no longer read by anybody.
  private static let rowsMax = 100

  let past: PastState
  let difference: StateDifference

  /// The section; each table only where it has rows.
  var section: Section {
    var blocks: [Block] = [.paragraph(summary)]
    blocks += table(
      "Settings with other values",
      [.init("Stage"), .init("Setting"), .init("Before"), .init("Now"), .init("Where")],
      difference.settings.map {
        [
          .plain($0.stage), .code($0.setting), .plain($0.old ?? "absent"),
          .plain($0.new ?? "absent"), .plain($0.place ?? ""),
        ]
      })
    blocks += table(
      "Data with other content, by the beginnings of their SHA-256",
      [.init("Stage"), .init("File"), .init("Before"), .init("Now")],
      difference.files.map {
        [
          .plain($0.stage), .plain($0.path), .code(String($0.old.prefix(12))),
          .code(String($0.new.prefix(12))),
        ]
      })
    blocks += table(
      "Figures of merit that moved",
      [
        .init("Model"), .init("Figure"), .init("Before", .trailing), .init("Now", .trailing),
        .init("Change", .trailing),
      ], difference.metrics.map(Self.cells))
    blocks += stages
    return Section(id: "page-changes", title: "What changed since the last run", blocks: blocks)
  }

  private var stages: [Block] {
    let tables = table(
      "Stages, what became of them, and why",
      [.init("Stage"), .init("Result"), .init("Why")],
      difference.stages.map {
        [.plain($0.stage), .plain($0.outcome), .plain($0.reasons.joined(separator: "; "))]
      })
    return tables.isEmpty
      ? [] : [.details("All \(difference.stages.count) stages that are not as they were", tables)]
  }

  private var summary: Text {
    let run = past.run.map { "run \($0.id) of \(Moment.text($0.startedAt))" } ?? "before"
    let other = difference.stages.count { $0.outcome == "other results" }
    let added = difference.stages.count { $0.outcome == "new" }
    let counts = [
      Self.count(difference.settings.count, "setting has", "settings have") + " another value",
      Self.count(difference.files.count, "file has", "files have") + " another content",
      Self.count(other, "stage gives", "stages give") + " other results",
    ]
    let more = added > 0 ? ", and \(Self.count(added, "stage is", "stages are")) new" : ""
    return Text("Compared with \(run): \(counts.joined(separator: ", "))\(more).")
  }

  private static func count(_ number: Int, _ one: String, _ many: String) -> String {
    number == 1
      ? "one \(one)" : "\(number == 0 ? "no" : String(number)) \(number == 0 ? one : many)"
  }

  private static func cells(_ change: StateDifference.MetricChange) -> [Text.Run] {
    [
      .plain(change.model), .plain("\(change.metric), \(change.rows)"),
      .plain(change.old.map(text) ?? "none"), .plain(change.new.map(text) ?? "none"),
      .plain(moved(change)),
    ]
  }

  /// A value with its interval, where it has one.
  private static func text(_ row: MetricRow) -> String {
    guard row.value.isFinite else { return "undefined" }
    let value = OutputPrinter.digits(row.value, 4)
    guard let low = row.low, let high = row.high else { return value }
    return "\(value) (\(OutputPrinter.digits(low, 4)) to \(OutputPrinter.digits(high, 4)))"
  }

  private static func moved(_ change: StateDifference.MetricChange) -> String {
    guard let old = change.old?.value, let new = change.new?.value, (new - old).isFinite else {
      return ""
    }
    let sign = new > old ? "+" : new < old ? "−" : ""
    return sign + OutputPrinter.digits(abs(new - old), 2)
  }

  private func table(
    _ caption: String, _ headings: [DataTable.Heading], _ rows: [[Text.Run]]
  ) -> [Block] {
    guard !rows.isEmpty else { return [] }
    let shown = rows.prefix(Self.rowsMax).map { $0.map { Text([$0]) } }
    let rest =
      rows.count > Self.rowsMax ? "; the first \(Self.rowsMax) of \(rows.count)" : ""
    return [.table(DataTable(caption: caption + rest, headings: headings, rows: shown))]
  }
}

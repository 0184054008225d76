import GRDB

/// Reads the runs of analyses, newest first.
struct RunTable {
  let db: Database

  /// Reads a run, or nil where there is none of that number.
  func run(_ id: Int64) throws -> RunRow? {
    try runs(analysis: nil, before: id + 1, limit: 1).first { $0.id == id }
  }

  /// Reads runs, of one analysis when it is named, older than another when that is given.
  func runs(analysis: String?, before: Int64? = nil, limit: Int) throws -> [RunRow] {
    let filters = [
      analysis.map { _ in "analysis = :analysis" }, before.map { _ in "id < :before" },
    ]
    let condition = filters.compactMap { $0 }.joined(separator: " AND ")
    let sql = """
      SELECT id, analysis, started_at, ended_at, outcome, command, version, machine FROM run
      \(condition.isEmpty ? "" : "WHERE \(condition)") ORDER BY id DESC LIMIT :limit
      """
    var arguments: StatementArguments = ["limit": max(0, limit)]
    if let analysis { arguments += ["analysis": analysis] }
    if let before { arguments += ["before": before] }
    var runs: [RunRow] = []
    let cursor = try Row.fetchCursor(db, sql: sql, arguments: arguments)
    while let row = try cursor.next() {
      var reader = RowReader(row)
      runs.append(
        RunRow(
          id: try reader.id(), analysis: try reader.text(), startedAt: try reader.text(),
          endedAt: try reader.optionalText(), outcome: try reader.optionalText(),
          command: try reader.text(), version: try reader.text(), machine: try reader.text()))
    }
    return runs
  }
}

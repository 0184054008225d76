import Digests
import Foundation
import GRDB

/// Writes and reads what became of stages in runs.
struct RecordTable {
  static let columns = "analysis, stage, key, outcome, record, reasons"

  let db: Database

  /// Adds a record to a run.
  func insert(_ record: StageRecord, run: Int64) throws {
    let sql = """
      INSERT INTO record (run_id, \(Self.columns), at) VALUES (?, ?, ?, ?, ?, ?, ?, \(Layout.now))
      """
    try db.cachedStatement(sql: sql).execute(arguments: [
      run, record.analysis, record.stage, record.key.column, record.outcome, record.record,
      record.reasons,
    ])
  }

  /// Reads the newest record of a stage, of certain outcomes only when they are named.
  func last(analysis: String, stage: String, outcomes: [String]) throws -> StageRecord? {
    let marks = outcomes.map { _ in "?" }.joined(separator: ",")
    let filter = outcomes.isEmpty ? "" : "AND outcome IN (\(marks))"
    let sql = """
      SELECT \(Self.columns) FROM record WHERE analysis = ? AND stage = ? \(filter)
      ORDER BY id DESC LIMIT 1
      """
    return try records(sql, StatementArguments([analysis, stage] + outcomes)).first
  }

  /// Reads the newest record of every stage of an analysis, by stage.
  ///
  /// The stages are found by jumping through the index, so the cost does not grow with the runs.
  func newest(analysis: String) throws -> [String: StageRecord] {
    let sql = """
      WITH RECURSIVE name (stage) AS (
        SELECT min(stage) FROM record WHERE analysis = :analysis
        UNION ALL
        SELECT (SELECT min(stage) FROM record WHERE analysis = :analysis AND stage > name.stage)
        FROM name WHERE name.stage IS NOT NULL)
      SELECT \(Self.columns) FROM record WHERE id IN (
        SELECT (SELECT max(id) FROM record WHERE analysis = :analysis AND stage = name.stage)
        FROM name)
      """
    let found = try records(sql, ["analysis": analysis])
    return Dictionary(found.map { ($0.stage, $0) }) { _, last in last }
  }

  /// Reads the newest record of every stage of an analysis up to a run, in the order of writing.
  func newest(analysis: String, upTo run: Int64) throws -> [StageRecord] {
    let sql = """
      SELECT \(Self.columns) FROM record WHERE id IN (
        SELECT max(id) FROM record WHERE analysis = :analysis AND run_id <= :run GROUP BY stage)
      ORDER BY id
      """
    return try records(sql, ["analysis": analysis, "run": run])
  }

  /// Counts the records of a run by their outcome.
  func counts(run: Int64) throws -> [String: Int] {
    let sql = "SELECT outcome, count(*) FROM record WHERE run_id = ? GROUP BY outcome"
    var counts: [String: Int] = [:]
    let cursor = try Row.fetchCursor(db, sql: sql, arguments: [run])
    while let row = try cursor.next() {
      var reader = RowReader(row)
      counts[try reader.text()] = try reader.integer()
    }
    return counts
  }

  /// Reads the records of a run in the order in which they were written.
  func records(run: Int64) throws -> [StageRecord] {
    try records("SELECT \(Self.columns) FROM record WHERE run_id = ? ORDER BY id", [run])
  }

  private func records(_ sql: String, _ arguments: StatementArguments) throws -> [StageRecord] {
    var records: [StageRecord] = []
    let cursor = try Row.fetchCursor(db, sql: sql, arguments: arguments)
    while let row = try cursor.next() {
      var reader = RowReader(row)
      records.append(
        StageRecord(
          analysis: try reader.text(), stage: try reader.text(), key: try reader.digest(),
          outcome: try reader.text(), record: try reader.text(), reasons: try reader.text()))
    }
    return records
  }
}

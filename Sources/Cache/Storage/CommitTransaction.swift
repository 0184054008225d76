import Digests
import Foundation
import GRDB

/// Writes one result and all that belongs to it; runs inside one transaction.
struct CommitTransaction {
  let db: Database
  let result: NewResult
  let run: Int64
  let record: StageRecord?
  let replacing: Bool

  /// Writes what is not there yet.
  func perform() throws -> CommitOutcome {
    let outcome = try storeResult()
    try insertLooks()
    if let record { try RecordTable(db: db).insert(record, run: run) }
    return outcome
  }

  private func storeResult() throws -> CommitOutcome {
    guard let entry = try ResultTable(db: db).entry(key: result.key) else {
      try insertResult()
      return .stored
    }
    let difference = firstDifference(from: entry.outputs)
    if !replacing, entry.isComplete {
      if let difference { throw difference }
      try insertBlobs()
      return .alreadyThere
    }
    if !replacing, difference == nil {
      // Some bytes were lost and are back; the first measurements still describe the result.
      try insertBlobs()
      return .stored
    }
    // Replaced on demand, or its bytes are lost, so that nothing is left to contradict.
    try db.execute(sql: "DELETE FROM result WHERE id = ?", arguments: [entry.id])
    try insertResult()
    return .stored
  }

  private func firstDifference(from stored: [StoredOutput]) -> CacheError? {
    let computed = result.outputs.map(\.stored)
    if computed == stored { return nil }
    func difference(_ name: String) -> CacheError {
      .resultsDiffer(
        key: result.key, kind: result.kind, output: name,
        stored: stored.first { $0.name == name }?.digest,
        computed: computed.first { $0.name == name }?.digest)
    }
    for index in 0..<max(computed.count, stored.count) {
      guard index < computed.count else { return difference(stored[index].name) }
      guard index < stored.count, computed[index] == stored[index] else {
        return difference(computed[index].name)
      }
    }
    return nil
  }

  private func insertResult() throws {
    let sql = """
      INSERT INTO result
        (key, kind, revision, is_job, seconds, cpu_seconds, machine, log, committed_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, \(Layout.now))
      """
    let measured = result.measurements
    try db.cachedStatement(sql: sql).execute(arguments: [
      result.key.column, result.kind, result.revision, result.isJob, measured.seconds,
      measured.cpuSeconds, measured.machine, result.log,
    ])
    let id = db.lastInsertedRowID
    try insertBlobs()
    try insertOutputs(id)
    try insertMetrics(id)
    try insertJobs(id)
  }

  private func insertBlobs() throws {
    let blobs = BlobTable(db: db)
    for output in result.outputs { try blobs.insert(output.bytes, digest: output.digest) }
  }

  private func insertOutputs(_ id: Int64) throws {
    let sql = """
      INSERT INTO output (result_id, position, name, format, digest, byte_count)
      VALUES (?, ?, ?, ?, ?, ?)
      """
    for (position, output) in result.outputs.enumerated() {
      try db.cachedStatement(sql: sql).execute(arguments: [
        id, position, output.name, output.format, output.digest.column, output.bytes.count,
      ])
    }
  }

  private func insertMetrics(_ id: Int64) throws {
    let sql = """
      INSERT INTO metric (result_id, position, model, rows, metric, value, low, high, count)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    for (position, row) in result.metrics.enumerated() {
      // SQLite keeps a number that is undefined as NULL, which is what the views promise.
      try db.cachedStatement(sql: sql).execute(arguments: [
        id, position, row.model, row.rows, row.metric, row.value, row.low, row.high, row.count,
      ])
    }
  }

  private func insertJobs(_ id: Int64) throws {
    for (position, key) in result.jobs.enumerated() {
      try db.cachedStatement(sql: "INSERT INTO job (result_id, position, key) VALUES (?, ?, ?)")
        .execute(arguments: [id, position, key.column])
    }
  }

  private func insertLooks() throws {
    let sql = """
      INSERT INTO look (run_id, analysis, stage, result_key, model, rows, at)
      SELECT id, coalesce(:analysis, analysis), :stage, :key, :model, :rows, \(Layout.now)
      FROM run WHERE id = :run
      ON CONFLICT DO NOTHING
      """
    for look in result.looks {
      try db.cachedStatement(sql: sql).execute(arguments: [
        "run": run, "analysis": record?.analysis, "stage": record?.stage ?? "",
        "key": result.key.column, "model": look.model.column, "rows": look.rows.column,
      ])
    }
  }
}

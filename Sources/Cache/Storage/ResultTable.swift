import Digests
import Foundation
import GRDB

/// Reads results with all that was committed beside them: five statements for any number of keys.
struct ResultTable {
  /// Keys in one statement; a round number well below what SQLite takes.
  static let batchSize = 500

  let db: Database

  /// Reads the results of the keys whose outputs are all there in full.
  func results(keys: [Digest]) throws -> [Digest: StoredResult] {
    var found: [Digest: StoredResult] = [:]
    for start in stride(from: 0, to: keys.count, by: Self.batchSize) {
      let batch = keys[start..<min(start + Self.batchSize, keys.count)]
      for result in try completeResults(Array(batch)) { found[result.key] = result }
    }
    return found
  }

  /// Gives the names of a result's outputs whose bytes are lost; nil when there is no result.
  func lostOutputs(key: Digest) throws -> [String]? {
    guard let head = try heads([key]).first else { return nil }
    return try outputs([head.id]).filter { !$0.isComplete }.map(\.output.name)
  }

  /// Gives the row of a result and its outputs, complete or not.
  func entry(key: Digest) throws -> (id: Int64, outputs: [StoredOutput], isComplete: Bool)? {
    let statement = try db.cachedStatement(sql: "SELECT id FROM result WHERE key = ?")
    guard let id = try Int64.fetchOne(statement, arguments: [key.column]) else { return nil }
    let outputs = try outputs([id])
    return (id, outputs.map(\.output), outputs.allSatisfy(\.isComplete))
  }

  private struct Head {
    let id: Int64
    let key: Digest
    let kind: String
    let revision: Int
    let isJob: Bool
    let measurements: Measurements
    let committedAt: String
    let log: String
  }

  private struct OutputRow {
    let resultID: Int64
    let output: StoredOutput
    let isComplete: Bool
  }

  private func completeResults(_ keys: [Digest]) throws -> [StoredResult] {
    let heads = try heads(keys)
    if heads.isEmpty { return [] }
    let outputs = Dictionary(grouping: try outputs(heads.map(\.id)), by: \.resultID)
    let kept = heads.filter { (outputs[$0.id] ?? []).allSatisfy(\.isComplete) }
    let ids = kept.map(\.id)
    let metrics = try metrics(ids)
    let jobs = try jobs(ids)
    let looks = try looks(kept.map(\.key))
    return kept.map { head in
      StoredResult(
        key: head.key, kind: head.kind, revision: head.revision, isJob: head.isJob,
        outputs: (outputs[head.id] ?? []).map(\.output), metrics: metrics[head.id] ?? [],
        looks: looks[head.key] ?? [], jobs: jobs[head.id] ?? [], log: head.log,
        measurements: head.measurements, committedAt: head.committedAt)
    }
  }

  private func heads(_ keys: [Digest]) throws -> [Head] {
    let sql = """
      SELECT id, key, kind, revision, is_job, seconds, cpu_seconds, machine, committed_at, log
      FROM result WHERE key IN (\(marks(keys.count)))
      """
    return try rows(sql, keys.map(\.column)) { reader in
      Head(
        id: try reader.id(), key: try reader.digest(), kind: try reader.text(),
        revision: try reader.integer(), isJob: try reader.integer() != 0,
        measurements: Measurements(
          seconds: try reader.number(), cpuSeconds: try reader.number(),
          machine: try reader.text()),
        committedAt: try reader.text(), log: try reader.text())
    }
  }

  private func outputs(_ ids: [Int64]) throws -> [OutputRow] {
    let size = BlobTable.chunkSize
    let sql = """
      SELECT output.result_id, output.name, output.format, output.digest, output.byte_count,
        coalesce(blob.byte_count = output.byte_count AND (
          SELECT count(*) = (blob.byte_count + \(size - 1)) / \(size)
            AND coalesce(sum(length(bytes)), 0) = blob.byte_count
          FROM chunk WHERE blob_id = blob.id), 0)
      FROM output LEFT JOIN blob ON blob.digest = output.digest AND blob.problem IS NULL
      WHERE output.result_id IN (\(marks(ids.count)))
      ORDER BY output.result_id, output.position
      """
    return try rows(sql, ids) { reader in
      OutputRow(
        resultID: try reader.id(),
        output: StoredOutput(
          name: try reader.text(), format: try reader.text(), digest: try reader.digest(),
          byteCount: try reader.integer()),
        isComplete: try reader.integer() != 0)
    }
  }

  private func metrics(_ ids: [Int64]) throws -> [Int64: [MetricRow]] {
    let sql = """
      SELECT result_id, model, rows, metric, value, low, high, count
      FROM metric WHERE result_id IN (\(marks(ids.count))) ORDER BY result_id, position
      """
    let pairs = try rows(sql, ids) { reader in
      (
        try reader.id(),
        MetricRow(
          model: try reader.text(), rows: try reader.text(), metric: try reader.text(),
          value: try reader.optionalNumber() ?? .nan, low: try reader.optionalNumber(),
          high: try reader.optionalNumber(), count: try reader.integer())
      )
    }
    return Dictionary(grouping: pairs, by: \.0).mapValues { $0.map(\.1) }
  }

  private func jobs(_ ids: [Int64]) throws -> [Int64: [Digest]] {
    let sql = """
      SELECT result_id, key FROM job WHERE result_id IN (\(marks(ids.count)))
      ORDER BY result_id, position
      """
    let pairs = try rows(sql, ids) { reader in (try reader.id(), try reader.digest()) }
    return Dictionary(grouping: pairs, by: \.0).mapValues { $0.map(\.1) }
  }

  private func looks(_ keys: [Digest]) throws -> [Digest: [Look]] {
    let sql = """
      SELECT result_key, model, rows FROM look WHERE result_key IN (\(marks(keys.count)))
      GROUP BY result_key, model, rows ORDER BY min(id)
      """
    let pairs = try rows(sql, keys.map(\.column)) { reader in
      (try reader.digest(), Look(model: try reader.digest(), rows: try reader.digest()))
    }
    return Dictionary(grouping: pairs, by: \.0).mapValues { $0.map(\.1) }
  }

  private func rows<Value>(
    _ sql: String, _ arguments: [some DatabaseValueConvertible],
    _ read: (inout RowReader) throws -> Value
  ) throws -> [Value] {
    var values: [Value] = []
    let cursor = try Row.fetchCursor(db, sql: sql, arguments: StatementArguments(arguments))
    while let row = try cursor.next() {
      var reader = RowReader(row)
      values.append(try read(&reader))
    }
    return values
  }

  private func marks(_ count: Int) -> String {
    Array(repeating: "?", count: count).joined(separator: ",")
  }
}

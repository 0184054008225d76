import Digests
import Foundation
import GRDB

/// Looks after the size and the soundness of the file.
struct CareOfCache {
  let db: Database

  /// Adds up the bytes of results by analysis and stage.
  ///
  /// What several stages use is counted once, for the first of them in the alphabet.
  func usage() throws -> [CacheUsage] {
    let sql = """
      WITH owner AS (
        SELECT record.key, min(record.analysis || char(31) || record.stage) AS name
        FROM record GROUP BY record.key
        UNION ALL
        SELECT job.key, min(record.analysis || char(31) || record.stage)
        FROM job JOIN result ON result.id = job.result_id JOIN record ON record.key = result.key
        GROUP BY job.key),
      owned AS (SELECT key, min(name) AS name FROM owner GROUP BY key)
      SELECT coalesce(owned.name, char(31)), count(*), sum(is_job),
        coalesce(sum((SELECT sum(byte_count) FROM output WHERE result_id = result.id)), 0),
        max(committed_at)
      FROM result LEFT JOIN owned ON owned.key = result.key GROUP BY 1 ORDER BY 1
      """
    var usage: [CacheUsage] = []
    let cursor = try Row.fetchCursor(db, sql: sql)
    while let row = try cursor.next() {
      var reader = RowReader(row)
      let names = try reader.text().split(
        separator: "\u{1f}", omittingEmptySubsequences: false
      ).map(String.init)
      usage.append(
        CacheUsage(
          analysis: names.first ?? "", stage: names.last ?? "",
          resultCount: try reader.integer(), jobCount: try reader.integer(),
          byteCount: try reader.integer(), newestAt: try reader.text()))
    }
    return usage
  }

  /// Removes results that are older than so many days and not kept, and what only they used.
  ///
  /// Kept is what the newest record of a stage or one of the newest runs of an analysis names,
  /// with its jobs. Looks, runs and records stay.
  func collect(runs: Int, days: Double) throws -> CacheCollection {
    let before = try byteCount()
    try db.execute(
      sql: """
        CREATE TEMP TABLE kept (key BLOB PRIMARY KEY) WITHOUT ROWID;
        INSERT OR IGNORE INTO kept
          SELECT key FROM record WHERE id IN (
            SELECT max(id) FROM record WHERE outcome IN ('computed', 'reused')
            GROUP BY analysis, stage);
        """)
    try db.execute(
      sql: """
        INSERT OR IGNORE INTO kept
          SELECT key FROM record WHERE run_id IN (
            SELECT id FROM (
              SELECT id, row_number() OVER (PARTITION BY analysis ORDER BY id DESC) AS place
              FROM run) WHERE place <= ?)
        """, arguments: [runs])
    try db.execute(
      sql: """
        INSERT OR IGNORE INTO kept
          SELECT job.key FROM job JOIN result ON result.id = job.result_id
          WHERE result.key IN (SELECT key FROM kept)
        """)
    try db.execute(
      sql: """
        DELETE FROM result WHERE key NOT IN (SELECT key FROM kept)
          AND julianday('now') - julianday(committed_at) > ?
        """, arguments: [days])
    let results = db.changesCount
    try db.execute(
      sql: """
        DELETE FROM blob WHERE digest NOT IN (SELECT digest FROM output) OR problem IS NOT NULL
        """)
    try db.execute(sql: "DROP TABLE kept")
    try db.execute(
      sql: "DELETE FROM picture WHERE julianday('now') - julianday(at) > ?", arguments: [days])
    try db.execute(
      sql: "DELETE FROM page WHERE julianday('now') - julianday(at) > ?", arguments: [days])
    return CacheCollection(resultCount: results, byteCount: before - (try byteCount()))
  }

  private func byteCount() throws -> Int {
    try Int.fetchOne(
      db,
      sql: """
        SELECT (SELECT coalesce(sum(byte_count), 0) FROM blob)
          + (SELECT coalesce(sum(length(svg)), 0) FROM picture)
        """) ?? 0
  }

  /// The digests of all bytes that are there and not put aside.
  func digests() throws -> [Digest] {
    var digests: [Digest] = []
    let cursor = try Row.fetchCursor(
      db, sql: "SELECT digest FROM blob WHERE problem IS NULL ORDER BY id")
    while let row = try cursor.next() {
      var reader = RowReader(row)
      digests.append(try reader.digest())
    }
    return digests
  }

  /// What SQLite finds wrong with the file itself; empty where it is sound.
  func structureProblems() throws -> [String] {
    try String.fetchAll(db, sql: "PRAGMA quick_check(20)").filter { $0 != "ok" }
  }
}

package import Digests
import Foundation
import GRDB

extension ResultStore {
  /// Notes that a run begins and gives its id.
  package func beginRun(
    analysis: String, command: String, version: String, machine: String
  ) throws(CacheError) -> Int64 {
    try write(durable: false) { db in
      try db.execute(
        sql: """
          INSERT INTO run (analysis, started_at, command, version, machine)
          VALUES (?, \(Layout.now), ?, ?, ?)
          """,
        arguments: [analysis, command, version, machine])
      return db.lastInsertedRowID
    }
  }

  /// Notes that a run ended, and how.
  package func endRun(_ id: Int64, outcome: String) throws(CacheError) {
    try write { db in
      try db.execute(
        sql: "UPDATE run SET ended_at = \(Layout.now), outcome = ? WHERE id = ?",
        arguments: [outcome, id])
    }
  }

  /// Stores a result with its bytes, scores, looks, jobs, log and measurements, or nothing of it.
  ///
  /// When the key is there with the same outputs, the first result is kept and the record and
  /// the looks of this run are added. Other outputs for the same key are an error, unless the
  /// result replaces the stored one or the stored one has lost bytes.
  @discardableResult
  package func commit(
    _ result: NewResult, run: Int64, record: StageRecord?, replacing: Bool = false
  ) throws(CacheError) -> CommitOutcome {
    try write(durable: !result.looks.isEmpty) { db in
      try CommitTransaction(
        db: db, result: result, run: run, record: record, replacing: replacing
      ).perform()
    }
  }

  /// Notes what became of a stage that stored no result in this run.
  package func recordReuse(run: Int64, record: StageRecord) throws(CacheError) {
    try recordReuse(run: run, records: [record])
  }

  /// Notes what became of stages that stored no result in this run.
  package func recordReuse(run: Int64, records: [StageRecord]) throws(CacheError) {
    try write(durable: false) { db in
      for record in records { try RecordTable(db: db).insert(record, run: run) }
    }
  }

  /// Keeps a drawn picture under the key of what it was drawn from.
  package func storePicture(_ key: Digest, svg: String) throws(CacheError) {
    try write(durable: false) { db in
      try db.execute(
        sql: "INSERT OR REPLACE INTO picture (key, svg, at) VALUES (?, ?, \(Layout.now))",
        arguments: [key.column, svg])
    }
  }

  /// Notes which page was written from what the key stands for.
  package func storePage(_ key: Digest, htmlDigest: Digest, path: String) throws(CacheError) {
    try write(durable: false) { db in
      try db.execute(
        sql: """
          INSERT OR REPLACE INTO page (key, html_digest, path, at)
          VALUES (?, ?, ?, \(Layout.now))
          """,
        arguments: [key.column, htmlDigest.column, path])
    }
  }

  /// Notes that the program is about to put a file in place, so that it knows it as its own.
  package func recordWrittenFile(_ path: String, digest: Digest) throws(CacheError) {
    try write { db in
      try db.execute(
        sql: """
          INSERT OR IGNORE INTO written_file (path, digest, at) VALUES (?, ?, \(Layout.now))
          """,
        arguments: [path, digest.column])
    }
  }

  /// Reads the digests of everything the program itself wrote at a path of the workspace.
  package func writtenFile(_ path: String) throws(CacheError) -> [Digest] {
    try read { snapshot in try snapshot.writtenFile(path) }
  }
}

package import Digests
import Foundation
import GRDB

/// The cache at one moment: what one read transaction sees, for as long as its body runs.
package struct Snapshot {
  private let db: Database
  private let file: StoreFile

  init(db: Database, file: StoreFile) {
    self.db = db
    self.file = file
  }

  /// Reads a result; nil when there is none or when bytes of its outputs are lost.
  package func result(_ key: Digest) throws(CacheError) -> StoredResult? {
    try results(keys: [key])[key]
  }

  /// Reads the results that are there in full, by key.
  package func results(keys: [Digest]) throws(CacheError) -> [Digest: StoredResult] {
    try file.guarded { try ResultTable(db: db).results(keys: keys) }
  }

  /// Gives the names of a result's outputs whose bytes are lost; nil when there is no result.
  package func lostOutputs(_ key: Digest) throws(CacheError) -> [String]? {
    try file.guarded { try ResultTable(db: db).lostOutputs(key: key) }
  }

  /// Reads the newest record of a stage, of certain outcomes only when they are named.
  package func lastRecord(
    analysis: String, stage: String, outcomes: [String] = []
  ) throws(CacheError) -> StageRecord? {
    try file.guarded {
      try RecordTable(db: db).last(analysis: analysis, stage: stage, outcomes: outcomes)
    }
  }

  /// Reads the newest record of each stage of an analysis, by stage.
  package func records(analysis: String) throws(CacheError) -> [String: StageRecord] {
    try file.guarded { try RecordTable(db: db).newest(analysis: analysis) }
  }

  /// Reads the records of a run in the order in which they were written.
  package func records(run: Int64) throws(CacheError) -> [StageRecord] {
    try file.guarded { try RecordTable(db: db).records(run: run) }
  }

  /// Reads the newest record of each stage of an analysis up to a run.
  package func records(analysis: String, upTo run: Int64) throws(CacheError) -> [StageRecord] {
    try file.guarded { try RecordTable(db: db).newest(analysis: analysis, upTo: run) }
  }

  /// Counts the stages of a run by their outcome.
  package func outcomeCounts(run: Int64) throws(CacheError) -> [String: Int] {
    try file.guarded { try RecordTable(db: db).counts(run: run) }
  }

  /// Reads a run by its number, or nil.
  package func run(_ id: Int64) throws(CacheError) -> RunRow? {
    try file.guarded { try RunTable(db: db).run(id) }
  }

  /// Reads the newest runs, newest first, of one analysis when it is named.
  package func runs(analysis: String? = nil, limit: Int) throws(CacheError) -> [RunRow] {
    try file.guarded { try RunTable(db: db).runs(analysis: analysis, limit: limit) }
  }

  /// Reads the newest run of an analysis.
  package func lastRun(analysis: String) throws(CacheError) -> RunRow? {
    try runs(analysis: analysis, limit: 1).first
  }

  /// Reads the run of an analysis that came before another.
  package func previousRun(analysis: String, before id: Int64) throws(CacheError) -> RunRow? {
    try file.guarded {
      try RunTable(db: db).runs(analysis: analysis, before: id, limit: 1).first
    }
  }

  /// Reads the distinct looks in the order of their first time, at certain rows when given.
  package func looks(rows: Digest? = nil) throws(CacheError) -> [LookRecord] {
    try file.guarded {
      let sql = """
        SELECT model, rows, analysis, stage, at, count(DISTINCT run_id), min(id) FROM look
        WHERE :rows IS NULL OR rows = :rows GROUP BY model, rows ORDER BY min(id)
        """
      var looks: [LookRecord] = []
      let cursor = try Row.fetchCursor(db, sql: sql, arguments: ["rows": rows?.column])
      while let row = try cursor.next() {
        var reader = RowReader(row)
        let look = Look(model: try reader.digest(), rows: try reader.digest())
        looks.append(
          LookRecord(
            look: look, analysis: try reader.text(), stage: try reader.text(),
            firstAt: try reader.text(), count: try reader.integer()))
      }
      return looks
    }
  }

  /// Reads a stored picture.
  package func picture(_ key: Digest) throws(CacheError) -> String? {
    try file.guarded {
      let statement = try db.cachedStatement(sql: "SELECT svg FROM picture WHERE key = ?")
      guard let row = try Row.fetchOne(statement, arguments: [key.column]) else { return nil }
      var reader = RowReader(row)
      return try reader.text()
    }
  }

  /// Reads the digest of the page that was made from what the key stands for.
  package func page(for key: Digest) throws(CacheError) -> Digest? {
    try file.guarded {
      try digests("SELECT html_digest FROM page WHERE key = ?", [key.column]).first
    }
  }

  /// Reads the digests of everything the program itself wrote at a path.
  package func writtenFile(_ path: String) throws(CacheError) -> [Digest] {
    try file.guarded {
      try digests("SELECT digest FROM written_file WHERE path = ? ORDER BY at, digest", [path])
    }
  }

  /// Reads which bytes were put aside because they no longer match their digest.
  package func quarantined() throws(CacheError) -> [QuarantinedBlob] {
    try file.guarded {
      let sql = """
        SELECT digest, byte_count, problem, found_at FROM blob
        WHERE problem IS NOT NULL ORDER BY id
        """
      var blobs: [QuarantinedBlob] = []
      let cursor = try Row.fetchCursor(db, sql: sql)
      while let row = try cursor.next() {
        var reader = RowReader(row)
        blobs.append(
          QuarantinedBlob(
            digest: try reader.digest(), byteCount: try reader.integer(),
            problem: try reader.text(), foundAt: try reader.optionalText() ?? ""))
      }
      return blobs
    }
  }

  /// Tells how much room results take.
  func usage() throws(CacheError) -> [CacheUsage] {
    try file.guarded { try CareOfCache(db: db).usage() }
  }

  /// Reads the digests of all bytes that are there.
  func blobDigests() throws(CacheError) -> [Digest] {
    try file.guarded { try CareOfCache(db: db).digests() }
  }

  /// Tells what SQLite finds wrong with the file.
  func structureProblems() throws(CacheError) -> [String] {
    try file.guarded { try CareOfCache(db: db).structureProblems() }
  }

  private func digests(_ sql: String, _ arguments: StatementArguments) throws -> [Digest] {
    var digests: [Digest] = []
    let cursor = try Row.fetchCursor(
      try db.cachedStatement(sql: sql), arguments: arguments)
    while let row = try cursor.next() {
      var reader = RowReader(row)
      digests.append(try reader.digest())
    }
    return digests
  }
}

import Digests
import Foundation
import GRDB

/// Bytes by digest, in chunks; a row is complete or not, and its bytes are good or bad.
struct BlobTable {
  /// What reading a blob gave.
  enum Content {
    case missing
    case good([UInt8])
    case bad(rowID: Int64, problem: String)
  }

  /// Bytes in a chunk: large enough to be few, small enough to be copied without notice.
  static let chunkSize = 1 << 20

  let db: Database

  /// Tells whether the digest's bytes are there in full, without reading them.
  func isComplete(_ digest: Digest) throws -> Bool {
    guard let blob = try row(of: digest) else { return false }
    return try problem(of: blob) == nil
  }

  /// Reads the bytes and checks them against their digest.
  func content(of digest: Digest) throws -> Content {
    guard let blob = try row(of: digest) else { return .missing }
    if let problem = try problem(of: blob) { return .bad(rowID: blob.id, problem: problem) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(blob.byteCount)
    do {
      let statement = try db.cachedStatement(
        sql: "SELECT bytes FROM chunk WHERE blob_id = ? ORDER BY position")
      let rows = try Row.fetchCursor(statement, arguments: [blob.id])
      while let row = try rows.next() {
        var reader = RowReader(row)
        bytes.append(contentsOf: try reader.bytes())
      }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
      return .bad(rowID: blob.id, problem: error.message ?? "the file's pages are damaged")
    }
    let found = Digest(of: bytes)
    if found == digest { return .good(bytes) }
    return .bad(rowID: blob.id, problem: "the bytes have digest \(found.short)")
  }

  /// Stores bytes under their digest unless they are there and good; says whether it did.
  @discardableResult
  func insert(_ bytes: [UInt8], digest: Digest) throws -> Bool {
    // Reading costs less than the bytes cost to make, and bad ones are mended while good ones
    // are at hand.
    switch try content(of: digest) {
    case .good: return false
    case .bad(let rowID, let problem): try putAside(rowID: rowID, problem: problem)
    case .missing: break
    }
    try db.cachedStatement(sql: "INSERT INTO blob (digest, byte_count) VALUES (?, ?)")
      .execute(arguments: [digest.column, bytes.count])
    let blobID = db.lastInsertedRowID
    let statement = try db.cachedStatement(
      sql: "INSERT INTO chunk (blob_id, position, bytes) VALUES (?, ?, ?)")
    for (position, start) in stride(from: 0, to: bytes.count, by: Self.chunkSize).enumerated() {
      let end = min(start + Self.chunkSize, bytes.count)
      try statement.execute(arguments: [blobID, position, Data(bytes[start..<end])])
    }
    return true
  }

  /// Marks a blob as bad, so that its digest is free for good bytes.
  func putAside(rowID: Int64, problem: String) throws {
    try db.execute(
      sql: "UPDATE blob SET problem = ?, found_at = \(Layout.now) WHERE id = ? AND problem IS NULL",
      arguments: [problem, rowID])
  }

  private struct BlobRow {
    let id: Int64
    let byteCount: Int
  }

  private func row(of digest: Digest) throws -> BlobRow? {
    let statement = try db.cachedStatement(
      sql: "SELECT id, byte_count FROM blob WHERE digest = ? AND problem IS NULL")
    guard let row = try Row.fetchOne(statement, arguments: [digest.column]) else { return nil }
    var reader = RowReader(row)
    return BlobRow(id: try reader.id(), byteCount: try reader.integer())
  }

  // `length` of a blob reads its header only, so this costs one page a chunk.
  private func problem(of blob: BlobRow) throws -> String? {
    let statement = try db.cachedStatement(
      sql: "SELECT count(*), coalesce(sum(length(bytes)), 0) FROM chunk WHERE blob_id = ?")
    guard let row = try Row.fetchOne(statement, arguments: [blob.id]) else { return "no chunks" }
    var reader = RowReader(row)
    let (count, size) = (try reader.integer(), try reader.integer())
    if size != blob.byteCount { return "\(size) of \(blob.byteCount) bytes are there" }
    let expected = (size + Self.chunkSize - 1) / Self.chunkSize
    return count == expected ? nil : "\(count) of \(expected) chunks are there"
  }
}

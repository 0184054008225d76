import Digests
import Foundation
import GRDB

/// Reads the columns of a row from left to right; a value of another type is damage, not a crash.
struct RowReader {
  private let row: Row
  private var index = 0

  init(_ row: Row) {
    self.row = row
  }

  /// Reads text.
  mutating func text() throws -> String { try required(String.fromDatabaseValue, "text") }

  /// Reads text that may be absent.
  mutating func optionalText() throws -> String? {
    try optional(String.fromDatabaseValue, "text")
  }

  /// Reads a whole number.
  mutating func integer() throws -> Int { try required(Int.fromDatabaseValue, "a whole number") }

  /// Reads the id of a row.
  mutating func id() throws -> Int64 { try required(Int64.fromDatabaseValue, "a whole number") }

  /// Reads a number.
  mutating func number() throws -> Double { try required(Double.fromDatabaseValue, "a number") }

  /// Reads a number that may be absent.
  mutating func optionalNumber() throws -> Double? {
    try optional(Double.fromDatabaseValue, "a number")
  }

  /// Reads a digest.
  mutating func digest() throws -> Digest {
    try required({ Data.fromDatabaseValue($0).flatMap { Digest(bytes: Array($0)) } }, "a digest")
  }

  /// Reads bytes.
  mutating func bytes() throws -> Data { try required(Data.fromDatabaseValue, "bytes") }

  private mutating func optional<Value>(
    _ read: (DatabaseValue) -> Value?, _ expected: String
  ) throws -> Value? {
    let next: DatabaseValue? = row[index]
    return next?.isNull == false ? try required(read, expected) : skip()
  }

  private mutating func skip<Value>() -> Value? {
    index += 1
    return nil
  }

  private mutating func required<Value>(
    _ read: (DatabaseValue) -> Value?, _ expected: String
  ) throws -> Value {
    let stored: DatabaseValue = row[index]
    guard let value = read(stored) else {
      throw DatabaseError(
        resultCode: .SQLITE_CORRUPT, message: "column \(index) of a row is not \(expected)")
    }
    index += 1
    return value
  }
}

extension Digest {
  /// The digest as a column holds it.
  var column: Data { Data(bytes) }
}

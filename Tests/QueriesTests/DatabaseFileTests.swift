import Foundation
import GRDB
import Queries
import Tables
import TestSupport
import Testing

@Suite("Database files")
struct DatabaseFileTests {
  /// The bytes of a file made of statements.
  private func bytes(_ sql: String, wal: Bool = false) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    let path = folder.url.appending(path: "t.sqlite").path
    do {
      let queue = try DatabaseQueue(path: path)
      try queue.writeWithoutTransaction { database in
        if wal { try database.execute(sql: "PRAGMA journal_mode = wal") }
        try database.execute(sql: sql)
        if wal { try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
      }
      try queue.close()
    }
    return [UInt8](try Data(contentsOf: URL(filePath: path)))
  }

  private static let houses = """
    CREATE TABLE houses (id INTEGER, price REAL, town TEXT, sold TEXT);
    INSERT INTO houses VALUES (1, 2.5, 'Ulm', '2024-05-31'), (2, NULL, NULL, NULL);
    CREATE VIEW cheap AS SELECT id FROM houses WHERE price < 3;
    """

  @Test(
    "a table comes with its values' kinds, and texts that are all dates become dates",
    arguments: [false, true])
  func table(wal: Bool) throws {
    let file = try bytes(Self.houses, wal: wal)
    #expect(DatabaseFile.isDatabase(file))
    let table = try DatabaseFile.run(DatabaseFile.selection(ofTable: "houses"), in: file)
    #expect(
      table
        == Table([
          Column("id", numbers: [1, 2]), Column("price", numbers: [2.5, .nan]),
          Column("town", texts: ["Ulm", nil]),
          Column("sold", dates: DateValues([1_717_113_600, .nan], precision: .day)),
        ]))
    #expect(try DatabaseFile.run("SELECT * FROM cheap", in: file)["id"]?.numbers == [1])
    #expect(try DatabaseFile.tables(file).keys.sorted() == ["cheap", "houses"])
  }

  @Test(
    "what a query must not do or gets wrong is told",
    arguments: [
      ("DELETE FROM houses", "DELETE"), ("SELECT pryce FROM houses", "pryce"),
      ("SELECT * FROM house", "house"), ("SELECT random() AS r", "random"),
      ("SELECT name FROM sqlite_schema", "sqlite_master"), ("ATTACH 'x' AS y", "ATTACH"),
      ("SELECT 9007199254740993 AS big", "2^53"),
    ])
  func refused(sql: String, word: String) throws {
    let file = try bytes(Self.houses)
    let error = #expect(throws: QueryError.self) { try DatabaseFile.run(sql, in: file) }
    let text = error?.description ?? ""
    #expect(text.contains(word) || text.contains("SELECT") || text.contains("allowed"), "\(text)")
  }

  @Test("damaged and foreign bytes never crash the reader")
  func damaged() throws {
    let file = try bytes(Self.houses)
    for step in stride(from: 0, to: file.count, by: 97) {
      var changed = file
      changed[step] ^= 0xff
      _ = try? DatabaseFile.run("SELECT * FROM houses", in: changed)
      _ = try? DatabaseFile.run("SELECT * FROM houses", in: Array(file[..<step]))
    }
    #expect(!DatabaseFile.isDatabase(Array("a,b\n".utf8)))
    #expect(throws: QueryError.self) { try DatabaseFile.run("SELECT * FROM t", in: [1, 2, 3]) }
  }
}

@Suite("Flags and dates in queries")
struct KindsInQueriesTests {
  private let table = Table([
    Column("f", flags: [true, false, nil]),
    Column("d", dates: DateValues([0, .nan, 86_400], precision: .day)),
    Column("t", dates: DateValues([0.5, 1, .nan], precision: .millisecond, hasZone: true)),
  ])

  @Test("columns that are passed on stay flags and dates")
  func passedOn() throws {
    #expect(try Query.run("SELECT * FROM t", tables: ["t": table]) == table)
    let none = try Query.run("SELECT f, d FROM t WHERE f > 1", tables: ["t": table])
    #expect(none.columns.map(\.kind) == [.flag, .date])
  }

  @Test("flags are 0 and 1, and dates are texts of ISO 8601")
  func values() throws {
    let sums = try Query.run(
      "SELECT sum(f) AS s, max(d) AS d, date(max(d), '+1 day') AS n, min(t) AS t FROM t",
      tables: ["t": table])
    #expect(sums["s"]?.numbers == [1] && sums["d"]?.texts?[0] == "1970-01-02")
    #expect(sums["n"]?.texts?[0] == "1970-01-03")
    #expect(sums["t"]?.texts?[0] == "1970-01-01T00:00:00.500Z")
  }
}

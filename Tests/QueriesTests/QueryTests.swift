import Queries
import Tables
import Testing

@Suite("Queries")
struct QueryTests {
  private let houses = Table([
    Column("id", numbers: [1, 2, 3, 4]),
    Column("price", numbers: [100.5, .nan, .infinity, -.infinity]),
    Column("town", texts: ["Ulm", nil, "", "Köln 😀"]),
  ])

  private func run(_ sql: String, _ limits: QueryLimits = .init()) throws -> Table {
    try Query.run(sql, tables: ["houses": houses, "to-wn s": towns], limits: limits)
  }

  private let towns = Table([
    Column("town", texts: ["Ulm", "Köln 😀"]), Column("people", numbers: [130_000, 1_080_000]),
  ])

  @Test("all columns and missing values come through unchanged")
  func identity() throws {
    #expect(try run("SELECT * FROM houses") == houses)
  }

  @Test("missing values are NULL in the query and in the result")
  func nulls() throws {
    let table = try run(
      """
      SELECT (SELECT count(*) FROM houses WHERE price IS NULL) AS numbers,
        (SELECT count(*) FROM houses WHERE town IS NULL) AS texts, NULL AS none
      """)
    #expect(table["numbers"]?.numbers == [1] && table["texts"]?.numbers == [1])
    #expect(table["none"] == Column("none", numbers: [.nan]))
  }

  @Test("numbers keep their bits")
  func exactNumbers() throws {
    let numbers = [
      0.1, 1e308, .leastNonzeroMagnitude, 0.30000000000000004, 4503599627370497.5, -7, 1e15,
    ]
    let table = Table([Column("x", numbers: numbers)])
    let result = try Query.run("SELECT x FROM t", tables: ["t": table])
    #expect(result["x"]?.numbers?.map(\.bitPattern) == numbers.map(\.bitPattern))
  }

  @Test("minus zero becomes zero")
  func minusZero() throws {
    let table = Table([Column("x", numbers: [-0.0])])
    #expect(try Query.run("SELECT x FROM t", tables: ["t": table])["x"]?.numbers?[0].sign == .plus)
  }

  @Test("texts keep their bytes")
  func exactTexts() throws {
    let table = Table([Column("t", texts: ["é", "e\u{301}", "a\0b", "'", nil, "1", "\u{feff}"])])
    #expect(try Query.run("SELECT t FROM x", tables: ["x": table]) == table)
  }

  @Test("whole numbers become numbers up to 2^53")
  func integers() throws {
    #expect(try run("SELECT 9007199254740992 AS n")["n"]?.numbers == [9_007_199_254_740_992])
    #expect(try run("SELECT count(*) AS n FROM houses")["n"]?.numbers == [4])
    let error = #expect(throws: QueryError.self) {
      try run("SELECT id * 0 + 1 AS n FROM houses UNION ALL SELECT -9007199254740993")
    }
    #expect(error?.problem == .integerTooLarge(-9_007_199_254_740_993, column: "n", row: 5))
  }

  @Test("a column of numbers and texts is refused with the rows and kinds")
  func mixed() throws {
    let error = #expect(throws: QueryError.self) {
      try run("SELECT NULL AS m UNION ALL SELECT 'a' UNION ALL SELECT 1.5")
    }
    #expect(
      error?.problem
        == .mixedKinds(column: "m", row: 3, kind: "number", firstRow: 2, firstKind: "text"))
    let cast = try run("SELECT NULL AS m UNION ALL SELECT 'a' UNION ALL SELECT CAST(1.5 AS TEXT)")
    #expect(cast["m"] == Column("m", texts: [nil, "a", "1.5"]))
  }

  @Test("bytes are refused with their row")
  func blobs() {
    let error = #expect(throws: QueryError.self) { try run("SELECT x'00ff' AS b") }
    #expect(error?.problem == .blobValue(column: "b", row: 1))
  }

  @Test("tables are joined by values, and names with signs are quoted")
  func join() throws {
    let table = try run(
      """
      WITH big AS (SELECT town, people FROM "to-wn s" WHERE people > 200000)
      SELECT id, people FROM houses JOIN big USING (town) ORDER BY id
      """)
    #expect(table == Table([Column("id", numbers: [4]), Column("people", numbers: [1_080_000])]))
  }

  @Test("a result without rows has its columns")
  func noRows() throws {
    let table = try run("SELECT id, town FROM houses WHERE 0")
    #expect(table.names == ["id", "town"] && table.rowCount == 0)
  }

  @Test("ln is the natural logarithm and log that to base ten")
  func mathematics() throws {
    let table = try run("SELECT ln(exp(2)) AS a, log(100) AS b, sqrt(pow(2, 4)) AS c, cos(0) AS d")
    #expect(table.columns.map { $0.numbers } == [[2], [2], [4], [1]])
    #expect(try run("SELECT ln(-1) AS x")["x"]?.missingCount == 1)
  }

  @Test("comments and a semicolon may stand around the query")
  func comments() throws {
    let table = try run(" -- first\n; SELECT 1 AS a; /* last */ ; -- end")
    #expect(table == Table([Column("a", numbers: [1])]))
    #expect(try run("VALUES (1), (2)").rowCount == 2)
  }

  @Test("the columns of a result are known from the names alone")
  func columns() throws {
    let tables = ["t": ["a", "b"], "u": ["b", "c"]]
    #expect(
      try Query.columns(of: "SELECT * FROM t JOIN u USING (b)", tables: tables) == ["a", "b", "c"])
    #expect(
      try Query.columns(of: "SELECT a AS x, sum(b) AS y FROM t", tables: tables) == ["x", "y"])
    #expect(throws: QueryError(.duplicateColumn("b"))) {
      try Query.columns(of: "SELECT * FROM t, u", tables: tables)
    }
    #expect(throws: QueryError(.unnamedColumn(number: 2))) {
      try Query.columns(of: "SELECT a, b AS '' FROM t", tables: tables)
    }
  }

  @Test("names that SQL does not tell apart are refused")
  func names() {
    #expect(throws: QueryError(.namesDifferInCaseOnly("A", "a"))) {
      try Query.columns(of: "SELECT 1 AS x", tables: ["t": ["A", "b", "a"]])
    }
    #expect(throws: QueryError(.namesDifferInCaseOnly("T", "t"))) {
      try Query.columns(of: "SELECT 1 AS x", tables: ["t": ["a"], "T": ["a"]])
    }
    #expect(throws: QueryError(.noColumns(table: "t"))) {
      try Query.columns(of: "SELECT 1 AS x", tables: ["t": []])
    }
  }

  @Test("a query without an end stops at the limit of steps")
  func endless() {
    let limits = QueryLimits(steps: 1_000_000)
    #expect(throws: QueryError(.tooManySteps(limit: 1_000_000))) {
      try run(
        "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) AS n FROM c",
        limits)
    }
  }

  @Test("a result that is too large is refused")
  func tooLarge() {
    #expect(throws: QueryError(.tooManyValues(limit: 10))) {
      try run("SELECT * FROM houses", QueryLimits(resultValues: 10))
    }
  }

  @Test("a cancelled task ends the query")
  func cancelled() async {
    let tables = ["houses": houses]
    let task = Task.detached { () -> QueryError? in
      do throws(QueryError) {
        let sql =
          "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) AS m FROM c"
        _ = try Query.run(sql, tables: tables)
        return nil
      } catch {
        return error
      }
    }
    task.cancel()
    #expect(await task.value == QueryError(.cancelled))
  }

  @Test("queries at the same time do not disturb each other")
  func together() async throws {
    let table = houses
    let counts = try await withThrowingTaskGroup(of: Double?.self) { group in
      for index in 0..<20 {
        group.addTask {
          try Query.run("SELECT sum(id) + \(index) AS s FROM t", tables: ["t": table])["s"]?
            .numbers?[0]
        }
      }
      return try await group.reduce(into: [Double?]()) { $0.append($1) }
    }
    #expect(Set(counts.compactMap { $0 }) == Set((10..<30).map(Double.init)))
  }
}

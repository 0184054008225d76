import Queries
import Tables
import Testing

@Suite("What a query may not do")
struct QueryRefusalTests {
  private let tables = [
    "houses": Table([Column("id", numbers: [1]), Column("price", numbers: [2])]),
    "days": Table([Column("day", texts: ["2024-02-29", "now"])]),
  ]

  private func error(_ sql: String) -> QueryError? {
    do throws(QueryError) {
      _ = try Query.run(sql, tables: tables)
      return nil
    } catch {
      return error
    }
  }

  @Test(
    "functions of chance, clock and connection are refused by name",
    arguments: [
      ("random()", "random"), ("randomblob(4)", "randomblob"), ("RANDOM()", "random"),
      ("current_timestamp", "current_timestamp"), ("CURRENT_DATE", "current_date"),
      ("current_time", "current_time"), ("changes()", "changes"),
      ("total_changes()", "total_changes"), ("last_insert_rowid()", "last_insert_rowid"),
      ("load_extension('x')", "load_extension"), ("sqlite_version()", "sqlite_version"),
      ("sqlite_source_id()", "sqlite_source_id"),
      ("sqlite_compileoption_get(1)", "sqlite_compileoption_get"),
    ])
  func functions(call: String, name: String) {
    let error = error("SELECT 1 AS a, \(call) AS b")
    #expect(error?.problem == .refusedFunction(name))
    #expect(error?.offset == 15)
    #expect(error?.message.contains(name) == true)
  }

  @Test("hidden calls of refused functions are found")
  func hidden() {
    let problem = QueryError.Problem.refusedFunction("random")
    #expect(error("SELECT id AS a FROM houses ORDER BY random()")?.problem == problem)
    #expect(error("WITH x AS (SELECT random() AS r) SELECT r AS a FROM x")?.problem == problem)
    #expect(error("SELECT 1 AS a WHERE EXISTS (SELECT random())")?.problem == problem)
  }

  @Test(
    "anything but reading is refused",
    arguments: [
      "INSERT INTO houses VALUES (1, 2)", "UPDATE houses SET id = 2", "DELETE FROM houses",
      "CREATE TABLE x (a)", "DROP TABLE houses", "CREATE VIEW v AS SELECT 1", "BEGIN", "VACUUM",
      "PRAGMA user_version", "ATTACH 'x.db' AS x", "DETACH x", "ANALYZE", "REINDEX",
      "SAVEPOINT s", "EXPLAIN SELECT 1", "EXPLAIN QUERY PLAN SELECT 1", "", " -- nothing", ";;",
      "ALTER TABLE houses ADD COLUMN x", "CREATE TEMP TABLE x AS SELECT 1 AS a",
    ])
  func writing(sql: String) throws {
    let problem = try #require(error(sql)?.problem)
    switch problem {
    case .refusedAction, .notASelect: break
    default: Issue.record("\(problem)")
    }
  }

  @Test(
    "tables of the connection are refused",
    arguments: ["sqlite_master", "sqlite_schema", "pragma_table_list", "dbstat", "sqlite_stmt"],
    ["*", "count(*) AS n"])
  func innerTables(name: String, columns: String) throws {
    let problem = try #require(error("SELECT \(columns) FROM \(name)")?.problem)
    switch problem {
    case .refusedTable, .refusedAction("reading tables of SQLite's own"): break
    default: Issue.record("\(problem)")
    }
  }

  @Test("JSON can be taken apart")
  func json() throws {
    let table = try Query.run(
      """
      SELECT value AS v FROM json_each('[1,2,3]')
      UNION SELECT count(*) + 3 FROM json_tree('[[1],2]') ORDER BY v DESC
      """, tables: tables)
    #expect(table["v"]?.numbers == [7, 3, 2, 1])
  }

  @Test("more than one statement is refused where the second begins")
  func several() {
    #expect(error("SELECT 1 AS a; SELECT 2 AS b") == QueryError(.severalStatements, offset: 15))
    #expect(error("SELECT 1 AS a; DROP TABLE houses")?.problem == .severalStatements)
    #expect(error("SELECT 1 AS a; what")?.problem == .severalStatements)
  }

  @Test("parameters are refused", arguments: ["?", ":x", "@x", "$x", "?3"])
  func parameters(mark: String) {
    #expect(error("SELECT \(mark) AS a")?.problem == .parametersRefused)
  }

  @Test(
    "dates that are given are computed as SQLite does",
    arguments: [
      ("date('2024-02-29', '+1 year')", "2025-03-01"), ("time('12:30')", "12:30:00"),
      ("datetime('2024-02-29 12:00', '-1 day')", "2024-02-28 12:00:00"),
      ("strftime('%Y/%j', '2024-02-29')", "2024/060"),
      ("CAST(julianday('2000-01-01') AS TEXT)", "2451544.5"),
      ("CAST(unixepoch('1970-01-02') AS TEXT)", "86400"),
    ])
  func dates(call: String, expected: String) throws {
    let table = try Query.run("SELECT \(call) AS d", tables: tables)
    #expect(table["d"]?.texts?[0] == expected)
  }

  @Test(
    "dates of the clock and of the time zone are refused by name",
    arguments: [
      ("date()", "date"), ("datetime('now')", "datetime"), ("julianday('NOW')", "julianday"),
      ("strftime('%s')", "strftime"), ("time('now', '+1 hour')", "time"),
      ("unixepoch()", "unixepoch"),
      ("date('2024-02-29', 'localtime')", "date"), ("datetime('2024-02-29', 'UTC')", "datetime"),
      ("unixepoch('subsec')", "unixepoch"), ("date(x'6e6f77')", "date"),
      ("date('now' || char(0) || 'x')", "date"),
    ])
  func clock(call: String, name: String) {
    let error = error("SELECT \(call) AS d")
    #expect(error?.message.hasPrefix("\(name)(") == true, "\(String(describing: error))")
  }

  @Test("the word now in a column does not read the clock")
  func nowInColumn() {
    #expect(error("SELECT date(day) AS d FROM days")?.message.contains("clock") == true)
  }

  @Test("unknown columns are told with their place and what was meant")
  func unknownColumn() {
    let found = error("SELECT id, pryce FROM houses")
    #expect(found == QueryError(.unknownColumn("pryce"), offset: 11, suggestion: "price"))
    #expect(
      found?.description == "no table of the query has a column 'pryce'; did you mean `price`?")
    #expect(error("SELECT houses.prise AS a FROM houses")?.suggestion == "price")
    #expect(error("SELECT \"é\", pryce FROM (SELECT 1 AS \"é\")")?.offset == 13)
    #expect(error("-- x\n;SELECT pryce FROM houses")?.offset == 13)
  }

  @Test("a quoted word that is no column is not taken for a text")
  func doubleQuotes() {
    let error = error("SELECT \"Ulm\" AS a FROM houses")
    #expect(error?.problem == .unknownColumn("Ulm"))
    #expect(error?.hint?.contains("single quotes") == true)
  }

  @Test("unknown tables and functions and other slips are told with their place")
  func otherSlips() {
    #expect(
      error("SELECT id FROM house")
        == QueryError(.unknownTable("house"), offset: 15, suggestion: "houses"))
    #expect(error("SELECT mode(id) AS m FROM houses")?.problem == .unknownFunction("mode"))
    #expect(error("SELECT id FROM houses JOIN houses AS b")?.problem == .ambiguousColumn("id"))
    #expect(
      error("SELECT id FORM houses")
        == QueryError(.syntax(message: "near \"houses\": syntax error"), offset: 15))
    #expect(error("SELECT id FROM")?.problem == .syntax(message: "incomplete input"))
    #expect(error("SELECT 1\0 AS a")?.offset == 8)
    #expect(
      error("SELECT abs(-9223372036854775808) AS a")?.problem
        == .failed(message: "integer overflow"))
  }

  @Test("collations of the machine's language are not there")
  func collations() {
    #expect(error("SELECT day FROM days ORDER BY day COLLATE localizedCompare") != nil)
    #expect(error("SELECT day FROM days ORDER BY day COLLATE NOCASE") == nil)
  }
}

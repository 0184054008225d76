import Analyses
import Engine
import Foundation
import Stages
import Tables
import Testing
import WorkbenchKit

@Suite("Reading tables in stages")
struct ReadTableTests {
  private static func pair(_ name: String, _ text: String) -> SettingValue.Pair {
    SettingValue.Pair(name, .text(text))
  }

  @Test(
    "settings that do not go together are told",
    arguments: [
      (
        [pair("decimal", ","), pair("thousands", ",")],
        "',' cannot be both the decimal mark and between thousands"
      ),
      (
        [SettingValue.Pair("dates", .mapping([pair("d", "%d.%m")]))],
        "'%d.%m' is not a form of dates: a date needs a year and a month, %Y and %m; with a "
          + "time also a day, %d"
      ),
      (
        [
          SettingValue.Pair("dates", .mapping([pair("d", "%d.%m.%Y")])),
          SettingValue.Pair("types", .mapping([pair("d", "text")])),
        ], "'d' cannot be a text and have a form of dates"
      ),
      ([pair("delimiter", "ab")], "'delimiter' is 'ab'; it takes one ASCII character but a quote"),
    ])
  func conflicts(pairs: [SettingValue.Pair], headline: String) {
    let all = [Self.pair("path", "a.csv")] + pairs
    #expect(StageOnTables.problems(of: ReadCSV.self, all) == [headline])
  }

  @Test("a database is asked for a table or a query, and not for both")
  func tableOrQuery() {
    let path = Self.pair("path", "a.sqlite")
    let both = [path, Self.pair("table", "t"), Self.pair("query", "SELECT 1 AS a")]
    #expect(
      StageOnTables.problems(of: ReadSQLite.self, [path])
        == ["read-sqlite needs 'query' or 'table'"])
    #expect(
      StageOnTables.problems(of: ReadSQLite.self, both)
        == ["'query' and 'table' cannot both be given"])
    #expect(StageOnTables.problems(of: ReadSQLite.self, [path, both[1]]).isEmpty)
  }

  @Test("the settings that joined later leave the key of a stage as it was")
  func keys() {
    var reader = SettingReader(
      of: SettingValue.mapping([Self.pair("path", "a.csv")]).node, subject: "read-csv")
    _ = ReadCSV.settings(&reader)
    #expect(
      reader.resolved.filter(\.isInKey).map(\.name) == ["part", "types", "missing", "delimiter"])
    var lines = SettingReader(
      of: SettingValue.mapping([Self.pair("path", "a.jsonl.gz")]).node, subject: "read-csv")
    _ = ReadCSV.settings(&lines)
    #expect(lines.resolved.contains { $0.name == "format" && $0.isInKey })
  }

  @Test("JSON lines, a database and dates through SQL run from end to end")
  func endToEnd() async throws {
    let example = try #require(ReadSQLite.examples.first)
    let analysed = try Analysed(
      """
      workbench: 1
      title: Tables as they come
      stages:
        - {id: lines, kind: read-csv, with: {path: a.jsonl}}
        - {id: later, kind: sql, from: lines, with: {query: "SELECT d, f FROM lines WHERE f = 1"}}
        - {id: houses, kind: read-sqlite, with: {path: houses.sqlite, table: houses}}
      """,
      files: ["a.jsonl": "{\"d\": \"2024-05-31\", \"f\": true}\n{\"d\": null, \"f\": false}\n"],
      bytes: example.files)
    #expect(try await analysed.run().outcome.problems.isEmpty)
    let later = try #require(try analysed.table("later.table"))
    #expect(
      later
        == Table([
          Column("d", dates: DateValues([1_717_113_600], precision: .day)),
          Column("f", flags: [true]),
        ]))
    #expect(try analysed.table("houses.table")?.columns.map(\.kind) == [.number, .number, .date])
  }
}

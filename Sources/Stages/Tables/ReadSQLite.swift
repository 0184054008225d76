package import Analyses
import Diagnostics
import Documents
import Queries
import Tables

/// Reads a table from a SQLite file.
package enum ReadSQLite: StageKind {
  package struct Settings: Sendable {
    package let path: String
    package let part: ReadCSV.Part
    package let query: String?
    package let table: String?

    /// The query that is run.
    var selection: String {
      query ?? DatabaseFile.selection(ofTable: table ?? "")
    }

    /// The setting that problems of the query are about.
    var setting: String { query == nil ? "table" : "query" }
  }

  package static let name = "read-sqlite"
  package static let revision = 1
  package static let isSource = true
  package static let summary =
    "Reads a table, or the answer to a query, from a SQLite file; a log beside the file is not read."
  package static let section = "Data"
  package static let ports: [Port] = []
  package static let outputs = [OutputDeclaration("table", .table, "The rows of the query.")]
  package static let examples = [
    StageExample(
      "Ask a database for some of its rows",
      analysis: """
        workbench: 1
        title: Reading a database
        stages:
          - id: houses
            kind: read-sqlite
            with:
              path: houses.sqlite
              query: SELECT area, price, sold FROM houses WHERE price > 0 ORDER BY area
        """,
      bytes: ["houses.sqlite": ReadSQLiteExample.database])
  ]

  package static func settings(_ reader: inout SettingReader) -> Settings {
    let path = reader.path("path", "The file, relative to the analysis file; it is only read.")
    let part = reader.setting(
      "part", .choice(), standard: ReadCSV.Part.training,
      "Rows marked `test` are refused wherever something is fitted.")
    let query = reader.optional(
      "query", .text,
      "One SELECT in SQLite's language. Without ORDER BY the order of rows is SQLite's.")
    let table = reader.optional("table", .text, "A table or view, to be read whole.")
    if (query == nil) == (table == nil) {
      reader.report(
        query == nil ? .missingKey : .conflict,
        query == nil
          ? "read-sqlite needs 'query' or 'table'"
          : "'query' and 'table' cannot both be given",
        at: query == nil ? "path" : "table",
        hints: ["`table: NAME` reads a whole table, `query: SELECT …` what you ask for"])
    }
    return Settings(path: path, part: part, query: query, table: table)
  }

  package static func files(_ settings: Settings) -> [SourceFile] {
    [SourceFile(path: settings.path, setting: "path")]
  }

  package static func types(
    _ settings: Settings, _ check: inout TypeCheck
  ) -> [String: ArtifactType] {
    let isTest = settings.part == .test
    let unknown = ["table": ArtifactType.table(TableType(columns: nil, isTest: isTest))]
    guard let file = check.files[settings.path] else { return unknown }
    guard DatabaseFile.isDatabase(file.bytes) else {
      check.report(
        .inputUnreadable, "'\(file.shownPath)' is not a SQLite database", setting: "path")
      return unknown
    }
    guard file.isWhole, settings.query != nil || settings.table != nil else { return unknown }
    do {
      let names = try DatabaseFile.columns(of: settings.selection, in: file.bytes)
      return [
        "table": .table(TableType(columns: names.map { ColumnType($0) }, isTest: isTest))
      ]
    } catch {
      let hints = error.hint.map { [$0] } ?? []
      if let query = settings.query {
        check.report(
          .badQuery, error.message, setting: "query", text: query, offset: error.offset,
          hints: hints)
      } else {
        check.report(.badQuery, error.message, setting: "table", hints: hints)
      }
      return unknown
    }
  }

  package static func run(
    _ settings: Settings, _ context: any StageContext
  ) async throws -> StageResult {
    let file = try context.file(settings.path)
    do {
      let table = try DatabaseFile.run(settings.selection, in: file.bytes)
      return StageResult([("table", table.drafted(context))])
    } catch {
      if case .cancelled = error.problem { throw CancellationError() }
      throw StageProblem(error.description, setting: settings.setting)
    }
  }

  package static func view(_ settings: Settings, _ context: any ViewContext) throws -> StageView {
    let table = try TableView.view(
      context, caption: "The columns of \(context.stage), read from \(settings.path)")
    guard let query = settings.query else { return table }
    return StageView(blocks: [.details("The query", [.listing(query)])] + table.blocks)
  }
}

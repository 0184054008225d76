package import Analyses
import Diagnostics
import Documents
import Queries
import Tables

/// Makes a table from tables by a query in SQLite's language.
package enum SQL: StageKind {
  package struct Settings: Sendable {
    package let query: String
  }

  package static let name = "sql"
  package static let revision = 1
  package static let summary =
    "Makes a table from tables by a query; a table goes by its input's name, or by its stage's "
    + "id with `_` for `-`."
  package static let section = "Data"
  package static let ports = [
    Port("tables", [.table], arity: .any, "The tables that the query reads.")
  ]
  package static let freePort: Port? = Port("name", [.table], "A table under this name.")
  package static let outputs = [OutputDeclaration("table", .table, "The rows of the query.")]
  package static let usesInputNames = true
  package static let examples = [
    StageExample(
      "Add a column, under a name of one's own for the input",
      analysis: """
        workbench: 1
        title: A column more
        seed: 1
        stages:
          - id: drawn
            kind: draw
            with: {rows: 10, columns: {x: {uniform: [0, 1]}}}
          - id: squares
            kind: sql
            from: {numbers: drawn}
            with: {query: "SELECT x, x * x AS square FROM numbers"}
        """)
  ]

  /// The formulas that queries can call, with what a person has to know of each.
  package static var entries: [ReferenceEntry] {
    FleetFunctions.all.map { function in
      var facts = function.arguments.map { ReferenceEntry.Fact($0.name, $0.summary) }
      facts.append(.init("gives", "\(function.unit)\(function.isOfGroup ? ", of a group" : "")"))
      facts.append(.init("formula", function.formula))
      facts.append(.init("source", function.source))
      facts.append(
        .init("errors", "an argument outside what is said of it ends the query; NULL gives NULL"))
      if let example = function.example {
        facts.append(.init("example", "\(example.call) = \(example.value)"))
      }
      return ReferenceEntry(
        name: function.name, signature: function.signature, summary: function.summary, facts: facts)
    }
  }

  package static func settings(_ reader: inout SettingReader) -> Settings {
    Settings(
      query: reader.required(
        "query", .text, placeholder: "",
        "One SELECT in SQLite's language. Without ORDER BY the order of rows is SQLite's. Besides its "
          + "own functions there are median(x), quantile(x, p), stdev(x) and variance(x) of a group, "
          + "and the formulas of queues, sampling, purchase and storage below."
      ))
  }

  package static func types(
    _ settings: Settings, _ check: inout TypeCheck
  ) -> [String: ArtifactType] {
    var tables: [String: [String]] = [:]
    for port in check.inputs.keys.sorted() {
      for (index, type) in (check.inputs[port] ?? []).enumerated() {
        let stage = check.stages[port]?[index] ?? ""
        guard let columns = type.table?.columns else {
          return ["table": .table(TableType(columns: nil))]
        }
        tables[tableName(port: port, stage: stage)] = columns.map(\.name)
      }
    }
    do {
      let names = try Query.columns(of: settings.query, tables: tables)
      return ["table": .table(TableType(columns: names.map { ColumnType($0) }))]
    } catch {
      check.report(
        .badQuery, error.message, setting: "query", text: settings.query, offset: error.offset,
        hints: hint(on: error, settings.query, tables.keys.sorted(), check.stages).map { [$0] }
          ?? [])
      return ["table": .table(TableType(columns: nil))]
    }
  }

  /// Says what would help, where that is known.
  static func hint(
    on error: QueryError, _ query: String, _ tables: [String], _ stages: [String: [String]]
  ) -> String? {
    let ids = stages[ports[0].name] ?? []
    if let id = ids.first(where: { $0.contains("-") && query.contains($0) }) {
      return "the table of '\(id)' goes by `\(tableName(port: ports[0].name, stage: id))`"
    }
    if let hint = error.hint { return hint }
    guard case .unknownTable = error.problem else { return nil }
    return tables.isEmpty
      ? "name the stages whose tables it reads under `from`"
      : "its tables are \(tables.joined(separator: ", "))"
  }

  /// The name that a query knows an input by.
  static func tableName(port: String, stage: String) -> String {
    port == ports[0].name ? stage.replacing("-", with: "_") : port
  }

  package static func run(
    _ settings: Settings, _ context: any StageContext
  ) async throws -> StageResult {
    var tables: [String: Table] = [:]
    for port in context.ports {
      for table in try context.inputs(port, as: Table.self) {
        tables[tableName(port: port, stage: table.stage)] = table.value
      }
    }
    do {
      return StageResult([("table", try Query.run(settings.query, tables: tables))])
    } catch {
      if case .cancelled = error.problem { throw CancellationError() }
      throw StageProblem(error.description, setting: "query")
    }
  }

  package static func view(_ settings: Settings, _ context: any ViewContext) throws -> StageView {
    let table = try TableView.view(
      context, caption: "The columns of \(context.stage)")
    return StageView(blocks: [.details("The query", [.listing(settings.query)])] + table.blocks)
  }
}

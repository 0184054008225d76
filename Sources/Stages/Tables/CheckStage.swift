package import Analyses
import Diagnostics
import Documents
import Queries
import Tables

/// Stops the run where tables are not as they must be.
package enum CheckStage: StageKind {
  /// What must hold: the query gives the rows that break it.
  package struct Condition: Sendable {
    package let name: String
    package let query: String
    /// The table whose rows the query gives, so that their share can be told; nil where not given.
    package let table: String?
  }

  package struct Settings: Sendable {
    package let conditions: [Condition]
  }

  package static let name = "check"
  package static let revision = 1
  package static let summary =
    "Stops the run where a condition is broken; each is a query that gives the rows that break it."
  package static let section = "Checks"
  package static let ports = [
    Port("tables", [.table], arity: .any, "The tables that the queries read, named as in `sql`.")
  ]
  package static let freePort: Port? = Port("name", [.table], "A table under this name.")
  package static let outputs = [
    OutputDeclaration(
      "conditions", .table, "Each condition that holds, and how many rows there were to break it.")
  ]
  package static let usesInputNames = true
  package static let examples = [
    StageExample(
      "Stop where a price is not positive, or where there are too few rows",
      analysis: """
        workbench: 1
        title: Two conditions
        stages:
          - {id: houses, kind: read-csv, with: {path: houses.csv}}
          - id: sane
            kind: check
            from: houses
            with:
              conditions:
                - name: prices are positive
                  query: SELECT * FROM houses WHERE price <= 0
                  of: houses
                - name: there are three houses or more
                  query: SELECT count(*) AS houses FROM houses HAVING count(*) < 3
        """,
      files: ["houses.csv": "area,price\n80,210\n95,330\n60,150\n"])
  ]

  package static func settings(_ reader: inout SettingReader) -> Settings {
    let conditions = reader.required(
      "conditions", .list(of: .object("a condition", condition), countMin: 1), placeholder: [],
      "What must hold of the tables.")
    var names: Set<String> = []
    for (index, condition) in conditions.enumerated()
    where !names.insert(condition.value.name).inserted {
      reader.report(
        .conflict, "two conditions have the name '\(condition.value.name)'",
        at: "conditions[\(index)].name")
    }
    return Settings(conditions: conditions.map(\.value))
  }

  private static func condition(_ reader: inout SettingReader) -> Condition {
    Condition(
      name: reader.required(
        "name", .text, placeholder: "", "What must hold, in words, such as `prices are positive`."),
      query: reader.required(
        "query", .text, placeholder: "",
        "One SELECT in SQLite's language that gives the rows that break the condition."),
      table: reader.optional(
        "of", .text, "The table whose rows these are, so that the report can say how many of all."))
  }

  package static func types(
    _ settings: Settings, _ check: inout TypeCheck
  ) -> [String: ArtifactType] {
    var tables: [String: [String]?] = [:]
    for port in check.inputs.keys.sorted() {
      for (index, type) in (check.inputs[port] ?? []).enumerated() {
        let name = SQL.tableName(port: port, stage: check.stages[port]?[index] ?? "")
        tables[name] = .some(type.table?.columns?.map(\.name))
      }
    }
    let known = tables.compactMapValues { $0 }
    for (index, condition) in settings.conditions.enumerated() {
      let path = "conditions[\(index)]"
      checkTable(condition.table, among: tables.keys.sorted(), setting: path + ".of", &check)
      guard known.count == tables.count else { continue }
      do {
        _ = try Query.columns(of: condition.query, tables: known)
      } catch {
        let hint = SQL.hint(on: error, condition.query, tables.keys.sorted(), check.stages)
        check.report(
          .badQuery, error.message, setting: path + ".query", text: condition.query,
          offset: error.offset, hints: hint.map { [$0] } ?? [])
      }
    }
    let columns = [
      ColumnType("condition", kind: ColumnKind.text.rawValue),
      ColumnType("of", kind: ColumnKind.text.rawValue),
      ColumnType("rows", kind: ColumnKind.number.rawValue),
    ]
    return ["conditions": .table(TableType(columns: columns))]
  }

  private static func checkTable(
    _ name: String?, among tables: [String], setting: String, _ check: inout TypeCheck
  ) {
    guard let name, !tables.contains(tableName(name)), !tables.contains(name) else { return }
    let nearest = Suggestion.nearest(to: tableName(name), among: tables)
    check.report(
      .unknownStage, "'\(name)' is not a table of this stage", setting: setting,
      hints: [
        nearest.map { "did you mean `\($0)`?" }
          ?? (tables.isEmpty
            ? "it has no tables; name them under `from`"
            : "its tables are \(tables.joined(separator: ", "))")
      ])
  }

  private static func tableName(_ id: String) -> String { id.replacing("-", with: "_") }

  package static func run(
    _ settings: Settings, _ context: any StageContext
  ) async throws -> StageResult {
    var tables: [String: Table] = [:]
    for port in context.ports {
      for table in try context.inputs(port, as: Table.self) {
        tables[SQL.tableName(port: port, stage: table.stage)] = table.value
      }
    }
    var broken: [(index: Int, words: String)] = []
    var counts: [Double] = []
    for (index, condition) in settings.conditions.enumerated() {
      let rows: Table
      do {
        rows = try Query.run(condition.query, tables: tables)
      } catch {
        if case .cancelled = error.problem { throw CancellationError() }
        throw StageProblem(
          "the condition '\(condition.name)' cannot be looked at: \(error.description)",
          setting: "conditions[\(index)].query")
      }
      let table = condition.table.flatMap { tables[$0] ?? tables[tableName($0)] }
      counts.append(table.map { Double($0.rowCount) } ?? .nan)
      guard rows.rowCount > 0 else { continue }
      broken.append((index, Violations(rows, of: condition.table, total: table?.rowCount).words))
    }
    guard let first = broken.first else {
      let table = Table([
        Column("condition", texts: settings.conditions.map(\.name)),
        Column("of", texts: settings.conditions.map(\.table)), Column("rows", numbers: counts),
      ])
      return StageResult([("conditions", table)])
    }
    throw StageProblem(
      "the condition '\(settings.conditions[first.index].name)' is broken by \(first.words)",
      hints: broken.dropFirst().map {
        "the condition '\(settings.conditions[$0.index].name)' is broken too, by \($0.words)"
      }, setting: "conditions[\(first.index)].query")
  }

  package static func view(_ settings: Settings, _ context: any ViewContext) throws -> StageView {
    let count = settings.conditions.count
    let headline =
      count == 1 ? "The condition holds" : "All \(Wording.grouped(count)) conditions hold"
    let counts = try context.output("conditions", as: Table.self)["rows"]?.numbers ?? []
    let rows = zip(settings.conditions, counts).map { condition, count in
      [
        Text(condition.name), condition.table.map { .code($0) } ?? "",
        Text(count.isNaN ? "" : Wording.grouped(Int(count))),
      ]
    }
    let table = DataTable(
      caption: "The conditions of \(context.stage), which no row breaks",
      headings: [.init("Condition"), .init("Table"), .init("Rows", .trailing)], rows: rows)
    let queries = settings.conditions.map { "-- \($0.name)\n\($0.query)" }
    return StageView(blocks: [
      .finding(Finding(.good, Text(headline), explanation: "")), .table(table),
      .details(
        count == 1 ? "The query" : "The queries", [.listing(queries.joined(separator: "\n\n"))]),
    ])
  }
}

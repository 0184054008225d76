package import Analyses
import Diagnostics
import Documents
import Fleet
import Tables

/// Finds the choices that no other choice beats in everything.
package enum Pareto: StageKind {
  package struct Settings: Sendable {
    package let low: [String]
    package let high: [String]
    package let label: String?
    package let named: [String]
  }

  package static let name = "pareto"
  package static let revision = 1
  package static let summary = "Finds the choices that no other beats in every column."
  package static let section = "Decisions"
  package static let ports = [Port("rows", [.table], "The choices, a row each.")]
  package static let outputs = [
    OutputDeclaration("table", .table, "The choices with the flag `on_front`."),
    OutputDeclaration("front", .table, "Those on the front, by the first column."),
  ]
  package static let examples = [
    StageExample(
      "Weigh cost against missed events",
      analysis: """
        workbench: 1
        title: Cost against misses
        seed: 1
        stages:
          - id: drawn
            kind: draw
            with: {rows: 60, columns: {interval: {uniform: [1, 10]}, price: {uniform: [1, 2]}}}
          - id: choices
            kind: sql
            from: drawn
            with:
              query: >
                SELECT row_number() OVER () AS choice, price / interval AS cost,
                miss_log_normal(interval, 2.307, 0.757, 1, 1) AS missed FROM drawn
          - {id: front, kind: pareto, from: choices, with: {low: [cost, missed], label: choice, named: ["1"]}}
        """)
  ]

  package static func settings(_ reader: inout SettingReader) -> Settings {
    Settings(
      low: reader.setting(
        "low", .list(of: .word), standard: [], "The columns that shall be low, such as costs."),
      high: reader.setting(
        "high", .list(of: .word), standard: [], "The columns that shall be high."),
      label: reader.optional("label", .word, "The column that names the choices."),
      named: reader.setting(
        "named", .list(of: .word), standard: [],
        "The choices that the picture names whether or not they are on the front, such as today's.")
    )
  }

  package static func types(
    _ settings: Settings, _ check: inout TypeCheck
  ) -> [String: ArtifactType] {
    DecisionColumns.check(settings.low, setting: "low", &check)
    DecisionColumns.check(settings.high, setting: "high", &check)
    if let label = settings.label {
      DecisionColumns.check([label], setting: "label", isNumeric: false, &check)
    }
    if settings.low.count + settings.high.count < 2 {
      check.report(
        .missingKey, "pareto needs at least two columns under `low` and `high`", setting: "low")
    }
    let columns = check.input("rows")?.table?.columns
    if columns?.contains(where: { $0.name == "on_front" }) ?? false {
      check.report(
        .duplicateColumn, "the rows have a column 'on_front' already", port: "rows")
    }
    return [
      "table": .table(
        TableType(
          columns: columns.map { $0 + [ColumnType("on_front", kind: ColumnKind.flag.rawValue)] })),
      "front": .table(TableType(columns: columns)),
    ]
  }

  package static func run(
    _ settings: Settings, _ context: any StageContext
  ) async throws -> StageResult {
    let table = try context.input("rows", as: Table.self).value
    let low = try settings.low.map { try DecisionColumns.numbers($0, of: table) }
    let high = try settings.high.map { try DecisionColumns.numbers($0, of: table).map { -$0 } }
    let isMember = try DecisionColumns.explained { try ParetoFront.members(low + high) }
    let first = (low + high)[0]
    let front = isMember.indices.filter { isMember[$0] }.sorted {
      (first[$0], $0) < (first[$1], $1)
    }
    return StageResult([
      ("table", table.with(Column("on_front", flags: isMember))), ("front", table.rows(front)),
    ])
  }

  package static func view(_ settings: Settings, _ context: any ViewContext) throws -> StageView {
    try ParetoView(
      table: context.output("table", as: Table.self),
      front: context.output("front", as: Table.self), settings: settings, stage: context.stage
    ).view
  }
}

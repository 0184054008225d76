package import Analyses
import Diagnostics
import Documents
import Fleet
import Tables

/// Shares what several measures save together among them.
package enum Levers: StageKind {
  package struct Settings: Sendable {
    package let levers: [String]
    package let total: String
    package let by: String?
  }

  package static let name = "levers"
  package static let revision = 1
  package static let summary =
    "Shares what levers save together: alone, as the last one, and as Shapley values."
  package static let section = "Decisions"
  package static let ports = [
    Port(
      "rows", [.table], "A row for each subset of the levers, in each draw where there are draws.")
  ]
  package static let outputs = [
    OutputDeclaration("table", .table, "For each lever what it saves, with ranges over the draws."),
    OutputDeclaration("summary", .table, "One row: the total without any and with all levers."),
  ]
  package static let examples = [
    StageExample(
      "Share the savings of three levers that overlap",
      analysis: """
        workbench: 1
        title: Three levers
        seed: 1
        stages:
          - id: subsets
            kind: draw
            with: {rows: 50, design: subsets, flags: [gpu, gate, tiers], columns: {price: {uniform: [0.1, 0.2]}}}
          - id: totals
            kind: sql
            from: subsets
            with:
              query: >
                SELECT draw, gpu, gate, tiers, 100000 * price * (CASE gpu WHEN 1 THEN 0.14 ELSE 1 END)
                * (CASE gate WHEN 1 THEN 0.35 ELSE 1 END) + (CASE tiers WHEN 1 THEN 2000 ELSE 3000 END)
                AS cost FROM subsets
          - id: shares
            kind: levers
            from: totals
            with: {levers: [gpu, gate, tiers], total: cost, by: draw}
        """)
  ]

  package static func settings(_ reader: inout SettingReader) -> Settings {
    Settings(
      levers: reader.required(
        "levers", .list(of: .word, countMin: 1), placeholder: [],
        "The columns of flags, 0 or 1: whether a row is with the lever; at most 16."),
      total: reader.required(
        "total", .word, placeholder: "", "The column of what shall be low, such as a cost."),
      by: reader.optional(
        "by", .word, "The column that numbers the draws, each of which has all subsets."))
  }

  package static func types(
    _ settings: Settings, _ check: inout TypeCheck
  ) -> [String: ArtifactType] {
    DecisionColumns.check(settings.levers, setting: "levers", &check)
    DecisionColumns.check([settings.total], setting: "total", &check)
    if let by = settings.by {
      DecisionColumns.check([by], setting: "by", isNumeric: false, &check)
    }
    if settings.levers.count > LeverShares.countMax {
      check.report(
        .outOfRange,
        "there are \(settings.levers.count) levers; there can be \(LeverShares.countMax), as every "
          + "subset has a row", setting: "levers")
    }
    if Set(settings.levers).count < settings.levers.count {
      check.report(.duplicateColumn, "a lever is named twice", setting: "levers")
    }
    func columns(_ text: String, _ numbers: [String]) -> ArtifactType {
      .table(
        TableType(
          columns: [ColumnType(text, kind: ColumnKind.text.rawValue)]
            + numbers.map { ColumnType($0, kind: ColumnKind.number.rawValue) }))
    }
    return [
      "table": columns("lever", LeverTable.numberColumns),
      "summary": columns("first_lever", LeverTable.summaryColumns),
    ]
  }

  package static func run(
    _ settings: Settings, _ context: any StageContext
  ) async throws -> StageResult {
    let table = try context.input("rows", as: Table.self).value
    let shares = try DecisionColumns.explained {
      try LeverTable.totals(table, settings).map {
        try LeverShares(totals: $0, count: settings.levers.count)
      }
    }
    let result = LeverTable(levers: settings.levers, shares: shares)
    return StageResult([("table", result.table), ("summary", result.summary)])
  }

  package static func view(_ settings: Settings, _ context: any ViewContext) throws -> StageView {
    try LeverView(
      table: context.output("table", as: Table.self),
      summary: context.output("summary", as: Table.self), total: settings.total,
      stage: context.stage
    ).view
  }
}

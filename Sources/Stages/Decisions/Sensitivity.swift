package import Analyses
import Documents
import Fleet
import Tables

/// Says which inputs make a result vary.
package enum Sensitivity: StageKind {
  package struct Settings: Sendable {
    package let method: Method
    package let result: String
    package let breakEven: Double?
  }

  /// How inputs are compared.
  package enum Method: String, Sendable, CaseIterable {
    /// Low and high ends, one input at a time.
    case swings
    /// Shares of the variance.
    case variance
  }

  package static let name = "sensitivity"
  package static let revision = 1
  package static let summary =
    "Says which inputs make a result vary: one at a time, or by shares of its variance."
  package static let section = "Decisions"
  package static let ports = [
    Port(
      "rows", [.table],
      "The rows of `draw` with `design: one-at-a-time` or `design: saltelli`, with a result.")
  ]
  package static let outputs = [
    OutputDeclaration(
      "table", .table, "For each input its swing or its indices, the greatest first.")
  ]
  package static let examples = [
    StageExample(
      "Compare inputs one at a time, and by what they explain of the variance",
      analysis: """
        workbench: 1
        title: What matters
        seed: 1
        stages:
          - id: ends
            kind: draw
            with: {rows: 1, design: one-at-a-time, columns: {price: {triangular: [0.1, 0.17, 0.3]}, speed: {uniform: [3, 6]}}}
          - {id: costs, kind: sql, from: ends, with: {query: "SELECT input, end, price / speed AS cost FROM ends"}}
          - {id: swings, kind: sensitivity, from: costs, with: {result: cost, break-even: 0.05}}
          - id: sample
            kind: draw
            with: {rows: 400, design: saltelli, columns: {price: {triangular: [0.1, 0.17, 0.3]}, speed: {uniform: [3, 6]}}}
          - {id: results, kind: sql, from: sample, with: {query: "SELECT sample, draw, price / speed AS cost FROM sample"}}
          - {id: shares, kind: sensitivity, from: results, with: {result: cost, method: variance}}
        """)
  ]

  package static func settings(_ reader: inout SettingReader) -> Settings {
    Settings(
      method: reader.setting(
        "method", .choice(), standard: Method.swings,
        "Low and high ends one at a time (columns `input` and `end`), or first-order and total indices "
          + "(columns `sample` and `draw`)."),
      result: reader.required("result", .word, placeholder: "", "The column of the result."),
      breakEven: reader.optional(
        "break-even", .number(in: -1e300...1e300),
        "A value of the result; swings say how far along an input crosses it."))
  }

  package static func types(
    _ settings: Settings, _ check: inout TypeCheck
  ) -> [String: ArtifactType] {
    DecisionColumns.check([settings.result], setting: "result", &check)
    let needed = settings.method == .swings ? ["input", "end"] : ["sample", "draw"]
    DecisionColumns.check(needed, setting: "method", isNumeric: false, &check)
    let numbers =
      settings.method == .swings
      ? SensitivityTable.swingColumns : SensitivityTable.varianceColumns
    return [
      "table": .table(
        TableType(
          columns: [ColumnType("input", kind: ColumnKind.text.rawValue)]
            + numbers.map { ColumnType($0, kind: ColumnKind.number.rawValue) }))
    ]
  }

  package static func run(
    _ settings: Settings, _ context: any StageContext
  ) async throws -> StageResult {
    let table = try context.input("rows", as: Table.self).value
    let result = try DecisionColumns.explained {
      settings.method == .swings
        ? try SensitivityTable.swings(table, settings)
        : try SensitivityTable.variance(table, settings)
    }
    return StageResult([("table", result)])
  }

  package static func view(_ settings: Settings, _ context: any ViewContext) throws -> StageView {
    try SensitivityView(
      table: context.output("table", as: Table.self), settings: settings, stage: context.stage
    ).view
  }
}

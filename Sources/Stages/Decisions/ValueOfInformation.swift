package import Analyses
import Documents
import Fleet
import Tables

/// Says what it is worth to know an uncertain input before choosing.
package enum ValueOfInformation: StageKind {
  package struct Settings: Sendable {
    package let choices: [String]
    package let inputs: [String]
    package let goal: Goal
    package let bins: Int
  }

  /// Whether payoffs shall be high or low.
  package enum Goal: String, Sendable, CaseIterable {
    case high, low
  }

  package static let name = "value-of-information"
  package static let revision = 1
  package static let summary =
    "Says which choice is best under uncertainty, and what knowing an input first is worth."
  package static let section = "Decisions"
  package static let ports = [
    Port("rows", [.table], "A row for each draw: the inputs, and what each choice comes to.")
  ]
  package static let outputs = [
    OutputDeclaration("table", .table, "For each input what knowing it is worth, the most first."),
    OutputDeclaration("choices", .table, "For each choice its mean, how often it is best, regret."),
    OutputDeclaration("summary", .table, "One row: the best choice and what knowing all is worth."),
  ]
  package static let examples = [
    StageExample(
      "Ask which question to ask before one of three choices",
      analysis: """
        workbench: 1
        title: Ask first
        seed: 1
        stages:
          - id: draws
            kind: draw
            with: {rows: 2000, columns: {days: {triangular: [7, 30, 90]}, speed: {triangular: [3, 4.5, 30]}}}
          - id: savings
            kind: sql
            from: draws
            with:
              query: >
                SELECT days, speed, 0.8 * (days - 7) AS tiers, 46 * 4.5 / speed * 0.85 - 3 AS gpu, 0 AS wait
                FROM draws
          - id: worth
            kind: value-of-information
            from: savings
            with: {choices: [tiers, gpu, wait], inputs: [days, speed]}
        """)
  ]

  package static func settings(_ reader: inout SettingReader) -> Settings {
    Settings(
      choices: reader.required(
        "choices", .list(of: .word, countMin: 2), placeholder: [],
        "The columns of what each choice comes to, such as dollars saved."),
      inputs: reader.required(
        "inputs", .list(of: .word, countMin: 1), placeholder: [],
        "The columns of what is not known."),
      goal: reader.setting(
        "goal", .choice(), standard: Goal.high, "Whether that shall be high or low."),
      bins: reader.setting(
        "bins", .integer(in: 2...1000), standard: 20,
        "The groups of draws of like values of an input; each holds ten draws or more."))
  }

  package static func types(
    _ settings: Settings, _ check: inout TypeCheck
  ) -> [String: ArtifactType] {
    DecisionColumns.check(settings.choices, setting: "choices", &check)
    DecisionColumns.check(settings.inputs, setting: "inputs", &check)
    func table(_ texts: [String], _ numbers: [String]) -> ArtifactType {
      .table(
        TableType(
          columns: texts.map { ColumnType($0, kind: ColumnKind.text.rawValue) }
            + numbers.map { ColumnType($0, kind: ColumnKind.number.rawValue) }))
    }
    return [
      "table": table(["input"], ["worth", "error"]),
      "choices": table(["choice"], ["mean", "low", "high", "best_share", "regret"]),
      "summary": table(["best", "first_question"], ["best_mean", "perfect", "first_worth"]),
    ]
  }

  package static func run(
    _ settings: Settings, _ context: any StageContext
  ) async throws -> StageResult {
    let table = try context.input("rows", as: Table.self).value
    let sign = settings.goal == .high ? 1.0 : -1.0
    let payoffs = try settings.choices.map {
      try DecisionColumns.numbers($0, of: table).map { sign * $0 }
    }
    let inputs = try settings.inputs.map { try DecisionColumns.numbers($0, of: table) }
    let (value, worths) = try DecisionColumns.explained {
      let value = try InformationValue(payoffs: payoffs)
      return (value, try inputs.map { try value.worth(ofKnowing: $0, binCount: settings.bins) })
    }
    let order = worths.indices.sorted { (-worths[$0].value, $0) < (-worths[$1].value, $1) }
    let spreads = payoffs.map { DecisionColumns.spread($0.map { sign * $0 }) }
    let known = Table([
      Column("input", texts: order.map { settings.inputs[$0] }),
      Column("worth", numbers: order.map { worths[$0].value }),
      Column("error", numbers: order.map { worths[$0].error }),
    ])
    let choices = Table([
      Column("choice", texts: settings.choices),
      Column("mean", numbers: spreads.map(\.mean)), Column("low", numbers: spreads.map(\.low)),
      Column("high", numbers: spreads.map(\.high)),
      Column("best_share", numbers: value.choices.map(\.bestShare)),
      Column("regret", numbers: value.choices.map(\.regret)),
    ])
    let summary = Table([
      Column("best", texts: [settings.choices[value.best]]),
      Column("first_question", texts: [settings.inputs[order[0]]]),
      Column("best_mean", numbers: [sign * value.choices[value.best].mean]),
      Column("perfect", numbers: [value.perfect]),
      Column("first_worth", numbers: [worths[order[0]].value]),
    ])
    return StageResult([("table", known), ("choices", choices), ("summary", summary)])
  }

  package static func view(_ settings: Settings, _ context: any ViewContext) throws -> StageView {
    try InformationView(
      worths: context.output("table", as: Table.self),
      choices: context.output("choices", as: Table.self),
      summary: context.output("summary", as: Table.self), stage: context.stage
    ).view
  }
}

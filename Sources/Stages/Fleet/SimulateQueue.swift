package import Analyses
import Diagnostics
import Fleet
import Tables

/// Simulates a queue and the instances that serve it, scenario by scenario.
package enum SimulateQueue: StageKind {
  package struct Settings: Sendable {
    package let queue: QueueSettings
  }

  package static let name = "simulate-queue"
  package static let revision = 1
  package static let summary =
    "Simulates a queue of messages and the instances that serve it; each scenario is a job."
  package static let section = "Capacity"
  package static let ports = [
    Port(
      "scenarios", [.table], arity: .optional,
      "A row for each scenario: a column that has the name of a setting, with `_` for `-`, decides "
        + "before the setting; `scenario` names the row, and other columns are carried along."),
    Port(
      "profile", [.table], arity: .optional,
      "The day in equal parts: `rate` in messages a second, `instances` for a schedule; `hour` and "
        + "`scenario` say what a row is about."),
  ]
  package static let outputs = [
    OutputDeclaration(
      "table", .table, "For each scenario what was carried along, and means over its runs."),
    OutputDeclaration(
      "series", .table, "For each scenario the quarters of an hour: arrivals, instances, messages."),
    OutputDeclaration(
      "tail", .table, "For each scenario the shares that wait and take longer than some seconds."),
  ]
  package static let usesRandomness = true
  package static let examples = [
    StageExample(
      "Compare ten servers with eleven, by the same messages",
      analysis: """
        workbench: 1
        title: One more server
        seed: 1
        stages:
          - id: options
            kind: sql
            with: {query: "SELECT 'ten' AS scenario, 10 AS instances UNION ALL SELECT 'eleven', 11"}
          - id: servers
            kind: simulate-queue
            from: options
            with: {rate: 9, service: 1, service-shape: exponential, hours: 1, lead-hours: 0.1, runs: 4}
        """),
    StageExample(
      "Follow the backlog of cameras over a day, with instances that can be taken away",
      analysis: """
        workbench: 1
        title: A day of cameras
        seed: 1
        stages:
          - id: day
            kind: sql
            with: {query: "SELECT 0 AS hour, 0.5 AS rate UNION ALL SELECT 8, 4 UNION ALL SELECT 16, 2"}
          - id: fleet
            kind: simulate-queue
            from: {profile: day}
            with:
              arrivals: spread
              cameras: 100
              service: 2.2
              instances: 4
              instances-min: 2
              scaling: backlog
              target: 50
              in-share: 0.25
              warm-up: 60
              spot-share: 0.5
              spot-interrupted: 0.2
              shocks: 30
              shock-share: 0.5
              limit: 30
              runs: 3
        """),
  ]

  package static func settings(_ reader: inout SettingReader) -> Settings {
    Settings(queue: QueueWords.settings(&reader))
  }

  package static func types(
    _ settings: Settings, _ check: inout TypeCheck
  ) -> [String: ArtifactType] {
    checkProfile(&check)
    let given = check.inputs["scenarios"] ?? []
    var carried: [ColumnType]? = []
    if let type = given.first {
      carried = type.table?.columns.map { checkScenarios($0, &check) }
    } else if check.inputs["profile"]?.isEmpty ?? true {
      // Without tables all is known now.
      do {
        _ = try settings.queue.scenario()
      } catch let problem as FleetError {
        check.report(.outOfRange, problem.description, setting: "with")
      } catch let problem as QueueSettings.Missing {
        check.report(
          .missingKey, "simulate-queue needs '\(problem.word)' here: \(problem.reason)",
          setting: "with")
      } catch {}
    }
    let measures = QueueMeasure.columns.map { ColumnType($0, kind: ColumnKind.number.rawValue) }
    let name = ColumnType("scenario", kind: ColumnKind.text.rawValue)
    func numbers(_ names: [String]) -> ArtifactType {
      .table(
        TableType(
          columns: [name] + names.map { ColumnType($0, kind: ColumnKind.number.rawValue) }))
    }
    return [
      "table": .table(TableType(columns: carried.map { [name] + $0 + measures })),
      "series": numbers(QueueTables.seriesColumns), "tail": numbers(QueueTables.tailColumns),
    ]
  }

  private static func checkProfile(_ check: inout TypeCheck) {
    guard let columns = check.input("profile")?.table?.columns else { return }
    let names = columns.map(\.name)
    if !names.contains("rate"), !names.contains("instances") {
      check.report(
        .unknownColumn, "the profile has no column 'rate' of messages a second", port: "profile",
        hints: ["its columns are \(Wording.list(names))"])
    }
  }

  /// Gives the columns that are carried along, and refuses those that results have too.
  private static func checkScenarios(
    _ columns: [ColumnType], _ check: inout TypeCheck
  ) -> [ColumnType] {
    let taken = Set(QueueMeasure.columns)
    for column in columns where taken.contains(column.name) {
      check.report(
        .duplicateColumn, "the scenarios have a column '\(column.name)', and so have the results",
        port: "scenarios", hints: ["give it another name in a query"])
    }
    let words = QueueWords.numbers.map(\.column) + QueueWords.choices.map(\.column)
    for column in columns where !words.contains(column.name) && column.name != "scenario" {
      let folded = column.name.replacing("-", with: "_")
      if words.contains(folded) {
        check.report(
          .unknownColumn,
          "the scenarios have a column '\(column.name)'; the setting is `\(folded)`",
          port: "scenarios")
      }
    }
    return columns.filter { $0.name != "scenario" }
  }

  package static func run(
    _ settings: Settings, _ context: any StageContext
  ) async throws -> StageResult {
    let given = try context.inputs("scenarios", as: Table.self).first?.value
    let profile = try context.inputs("profile", as: Table.self).first?.value
    let scenarios = try QueueScenarios(given, profile: profile, base: settings.queue)
    let jobs = scenarios.rows.map { row in
      Job(
        SimulateScenario.self, settings: row.settings, inputs: [:], seed: context.seed,
        label: "scenario \(row.name)")
    }
    let results = try await context.results(of: jobs).map(\.output)
    for (row, runs) in zip(scenarios.rows, results) {
      if let problem = runs.problem {
        throw StageProblem(
          given == nil ? problem : "scenario '\(row.name)': \(problem)", setting: "with")
      }
    }
    let tables = QueueTables(names: scenarios.rows.map(\.name), runs: results, carried: given)
    return StageResult([
      ("table", tables.table), ("series", tables.series), ("tail", tables.tail),
    ])
  }

  package static func view(_ settings: Settings, _ context: any ViewContext) throws -> StageView {
    try QueueView(
      table: context.output("table", as: Table.self),
      series: context.output("series", as: Table.self),
      tail: context.output("tail", as: Table.self), stage: context.stage,
      runCount: settings.queue.runCount
    ).view
  }
}

package import Analyses
import Documents
import Kernels
import Tables

/// Draws a table of random numbers and texts.
package enum Draw: StageKind {
  /// How the values of a column are drawn.
  package enum Distribution: Sendable, Hashable {
    case uniform(low: Double, high: Double)
    case normal(mean: Double, deviation: Double)
    case integer(low: Int, high: Int)
    case choice([String])
    case triangular(low: Double, mode: Double, high: Double)
    /// The logarithm is normal.
    case logNormal(mean: Double, deviation: Double)
  }

  package struct Settings: Sendable {
    package let rowCount: Int
    package let columns: [(name: String, distribution: Distribution)]
    package let design: Design
    package let flags: [String]
    /// The shares of a distribution below its low and its high end.
    package let ends: [Double]
  }

  package static let name = "draw"
  package static let revision = 1
  package static let isSource = true
  package static let summary =
    "Draws a table of random values: independent rows, or rows designed for a question."
  package static let section = "Data"
  package static let ports: [Port] = []
  package static let outputs = [OutputDeclaration("table", .table, "The rows drawn.")]
  package static let usesRandomness = true
  package static let examples = [
    StageExample(
      "Throw two dice and measure a height",
      analysis: """
        workbench: 1
        title: Drawing rows
        seed: 1
        stages:
          - id: throws
            kind: draw
            with:
              rows: 100
              columns:
                first: {integer: [1, 6]}
                second: {integer: [1, 6]}
                height: {normal: [175, 7]}
                colour: {choice: [red, green]}
                share: {uniform: [0, 1]}
        """)
  ]

  package static func settings(_ reader: inout SettingReader) -> Settings {
    let rowCount = reader.required(
      "rows", .integer(in: 0...100_000_000), placeholder: 0, unit: "rows", "How many are drawn.")
    let design = reader.setting(
      "design", .choice(), standard: Design.random, absent: .random,
      "`random` rows; each with and without every `flag`, as `levers` reads them (`subsets`); low and "
        + "high ends (`one-at-a-time`) or mixed samples (`saltelli`), as `sensitivity` reads them.")
    let flags = reader.setting(
      "flags", .list(of: .word), standard: [], absent: [],
      "With `design: subsets`, the columns that are 0 or 1 in every combination.")
    let ends = reader.setting(
      "ends", .list(of: .number(in: 0...1)), standard: [0.1, 0.9], absent: [0.1, 0.9],
      "With `design: one-at-a-time`, the shares of each distribution below its ends.")
    let columns = reader.required(
      "columns", .named("column", .distribution, countMin: 1), placeholder: [],
      "The columns and how the values of each are drawn.")
    let settings = Settings(
      rowCount: rowCount, columns: columns.map { (name: $0.name, distribution: $0.item) },
      design: design, flags: flags, ends: ends)
    DrawDesign.check(settings, &reader)
    return settings
  }

  package static func types(
    _ settings: Settings, _ check: inout TypeCheck
  ) -> [String: ArtifactType] {
    let columns = settings.columns.map { column in
      if case .choice = column.distribution {
        return ColumnType(column.name, kind: ColumnKind.text.rawValue)
      }
      return ColumnType(column.name, kind: ColumnKind.number.rawValue)
    }
    return ["table": .table(TableType(columns: DrawDesign.types(settings) + columns))]
  }

  package static func run(
    _ settings: Settings, _ context: any StageContext
  ) async throws -> StageResult {
    let stream = RandomStream(seed: context.seed)
    guard settings.design == .random else {
      // A part of a design is none, so that a draft has all of it.
      return StageResult([("table", DrawDesign.table(settings, stream))])
    }
    // Each column has a stream by its name, so another column changes none of the numbers.
    let columns = settings.columns.map { column in
      self.column(
        column.name, column.distribution, settings.rowCount,
        stream.derived("column \(column.name)"))
    }
    let table = Table(columns, rowCount: settings.rowCount)
    return StageResult([("table", table.drafted(context))])
  }

  /// Draws a column from a stream of its own.
  static func column(
    _ name: String, _ distribution: Distribution, _ count: Int, _ stream: RandomStream
  ) -> Column {
    var stream = stream
    switch distribution {
    case .uniform(let low, let high):
      return Column(
        name, numbers: (0..<count).map { _ in low + (high - low) * stream.uniform() })
    case .normal(let mean, let deviation):
      return Column(
        name, numbers: (0..<count).map { _ in mean + deviation * stream.normal() })
    case .triangular, .logNormal:
      return Column(
        name, numbers: (0..<count).map { _ in DrawDesign.drawn(distribution, &stream) })
    case .integer(let low, let high):
      return Column(
        name,
        numbers: (0..<count).map { _ in Double(low + stream.integer(below: high - low + 1)) })
    case .choice(let texts):
      return Column(
        name, texts: (0..<count).map { _ in texts[stream.integer(below: texts.count)] })
    }
  }

  package static func view(_ settings: Settings, _ context: any ViewContext) throws -> StageView {
    try TableView.view(
      context, caption: "The columns of \(context.stage), drawn")
  }
}

package import Analyses
import Diagnostics
import Documents
package import Tables

/// Reads a table from a CSV file.
package enum ReadCSV: StageKind {
  /// The part of the data that the rows belong to.
  package enum Part: String, Sendable, CaseIterable {
    case training
    case test
  }

  package struct Settings: Sendable {
    package let path: String
    package let part: Part
    package let format: TableFormat
    package let options: CSVOptions
  }

  package static let name = "read-csv"
  package static let revision = 2
  package static let isSource = true
  package static let summary = "Reads a table from a CSV file with a header, or from JSON lines."
  package static let section = "Data"
  package static let ports: [Port] = []
  package static let outputs = [OutputDeclaration("table", .table, "The rows of the file.")]
  package static let examples = [
    StageExample(
      "Read a file, with one column declared as text",
      analysis: """
        workbench: 1
        title: Reading a table
        stages:
          - id: houses
            kind: read-csv
            with: {path: houses.csv, types: {postcode: text}, missing: ["", "unknown"]}
        """,
      files: ["houses.csv": "area,postcode,price\n80,01067,210\nunknown,04109,330\n"]),
    StageExample(
      "Read what a German spreadsheet saved",
      analysis: """
        workbench: 1
        title: Reading a table with decimal commas
        stages:
          - id: sales
            kind: read-csv
            with:
              path: sales.csv
              delimiter: ";"
              decimal: ","
              thousands: "."
              currency: ["€"]
              dates: {sold: "%d.%m.%Y"}
              types: {paid: flag}
        """,
      files: ["sales.csv": "sold;amount;paid\n31.05.2024;1.234,50 €;yes\n01.06.2024;80 €;no\n"]),
  ]

  package static func settings(_ reader: inout SettingReader) -> Settings {
    let path = reader.path(
      "path", "The file, relative to the analysis file; it may be compressed by gzip.")
    let part = reader.setting(
      "part", .choice(), standard: Part.training,
      "Rows marked `test` are refused wherever something is fitted.")
    let format = reader.setting(
      "format", .choice(), standard: TableFormat(path: path), absent: .csv,
      "Fields with a delimiter, or a JSON object a line; `.jsonl` and `.ndjson` stand for that.")
    return Settings(
      path: path, part: part, format: format, options: TableTextSettings.options(&reader))
  }

  package static func files(_ settings: Settings) -> [SourceFile] {
    [SourceFile(path: settings.path, setting: "path")]
  }

  package static func types(
    _ settings: Settings, _ check: inout TypeCheck
  ) -> [String: ArtifactType] {
    var columns: [ColumnType]?
    if let file = check.files[settings.path] {
      do {
        let header = try TableFile.header(
          prefix: file.bytes, path: file.shownPath, format: settings.format,
          options: settings.options, isWhole: file.isWhole)
        // Later lines of JSON may bring more columns.
        if settings.format == .csv || file.isWhole {
          columns = zip(header.names, header.kinds).map { ColumnType($0, kind: $1?.rawValue) }
        }
      } catch {
        check.report(error.diagnostics)
      }
    }
    if let columns {
      for name in settings.options.types.keys.sorted() {
        check.requireColumn(name, in: columns, of: settings.path, setting: "types.\(name)")
      }
      for name in settings.options.datePatterns.keys.sorted() {
        check.requireColumn(name, in: columns, of: settings.path, setting: "dates.\(name)")
      }
    }
    return ["table": .table(TableType(columns: columns, isTest: settings.part == .test))]
  }

  package static func run(
    _ settings: Settings, _ context: any StageContext
  ) async throws -> StageResult {
    if settings.format == .csv { try watchQuotes(settings, context) }
    let file = try context.file(settings.path)
    let content = try TableFile.content(
      bytes: file.bytes, path: file.shownPath, format: settings.format, options: settings.options)
    for warning in content.inferences.compactMap(\.warning) {
      context.log("\(warning.span?.place ?? settings.path): \(warning.headline)")
    }
    return StageResult([("table", content.table.drafted(context))])
  }

  /// Goes over the file before it is held in memory, and stops at a quote that is never closed.
  private static func watchQuotes(_ settings: Settings, _ context: any StageContext) throws {
    guard settings.options.encoding != .utf16 else { return }
    var watch = CSVQuoteWatch(delimiter: settings.options.delimiter)
    var shownPath = settings.path
    var isLong = false
    try context.pieces(settings.path) { path, piece in
      shownPath = path
      // A short file is whole with its first piece; what it hides is told by the reader as well.
      isLong = isLong || piece.count >= 1 << 20
      return isLong && watch.take(piece)
    }
    if let problem = watch.problem(path: shownPath) { throw DiagnosticError(problem) }
  }

  package static func view(_ settings: Settings, _ context: any ViewContext) throws -> StageView {
    try TableView.view(
      context,
      caption: "The columns of \(context.stage), read from \(settings.path)")
  }
}

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
    package let options: CSVOptions
  }

  package static let name = "read-csv"
  package static let revision = 1
  package static let isSource = true
  package static let summary = "Reads a table from a CSV file with a header."
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
      files: ["houses.csv": "area,postcode,price\n80,01067,210\nunknown,04109,330\n"])
  ]

  package static func settings(_ reader: inout SettingReader) -> Settings {
    let path = reader.path("path", "The file, relative to the analysis file.")
    let part = reader.setting(
      "part", .choice(), standard: Part.training,
      "Rows marked `test` are refused wherever something is fitted.")
    let types = reader.setting(
      "types", .named("column", .choice(ColumnKind.self)), standard: [],
      "The kinds of columns that are not to be found from the values.")
    let missing = reader.setting(
      "missing", .list(of: .anyText), standard: CSVOptions.standardMissing,
      "The words that stand for a missing value, where they have no quotes.")
    let delimiter = reader.setting(
      "delimiter", .text, standard: ",", "The character between two fields.")
    if delimiter.utf8.count != 1 || delimiter == "\"" {
      reader.report(
        .outOfRange, "'delimiter' is '\(delimiter)'; it takes one ASCII character but a quote",
        at: "delimiter", hints: ["write \"\\t\" for a tab"])
    }
    return Settings(
      path: path, part: part,
      options: CSVOptions(
        delimiter: delimiter.utf8.first ?? UInt8(ascii: ","), missing: missing,
        types: Dictionary(types.map { ($0.name, $0.item) }) { first, _ in first }))
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
        let header = try CSVReader.header(
          prefix: file.bytes, path: file.shownPath, options: settings.options)
        columns = zip(header.names, header.kinds).map { ColumnType($0, kind: $1?.rawValue) }
      } catch {
        check.report(error.diagnostics)
      }
    }
    if let columns {
      for name in settings.options.types.keys.sorted() {
        check.requireColumn(name, in: columns, of: settings.path, setting: "types.\(name)")
      }
    }
    return ["table": .table(TableType(columns: columns, isTest: settings.part == .test))]
  }

  package static func run(
    _ settings: Settings, _ context: any StageContext
  ) async throws -> StageResult {
    let file = try context.file(settings.path)
    let content = try CSVReader.content(
      bytes: file.bytes, path: file.shownPath, options: settings.options)
    for warning in content.inferences.compactMap(\.warning) {
      context.log("\(warning.span?.place ?? settings.path): \(warning.headline)")
    }
    return StageResult([("table", content.table.drafted(context))])
  }

  package static func view(_ settings: Settings, _ context: any ViewContext) throws -> StageView {
    try TableView.view(
      context.output("table", as: Table.self),
      caption: "The columns of \(context.stage), read from \(settings.path)")
  }
}

package import Analyses
import Documents
import Tables

/// Writes a table to a CSV file.
package enum WriteCSV: StageKind {
  /// How many digits numbers are written with.
  package enum Digits: String, Sendable, CaseIterable {
    case twelve = "12"
    case shortest
  }

  package struct Settings: Sendable {
    package let path: String
    package let digits: Digits
  }

  package static let name = "write-csv"
  package static let revision = 1
  package static let summary = "Writes a table to a CSV file."
  package static let section = "Files"
  package static let ports = [Port("table", [.table], "The rows to write.")]
  package static let outputs = [OutputDeclaration("file", .file, "The bytes of the file.")]
  package static let examples = [
    StageExample(
      "Write rows to a file beside the analysis",
      analysis: """
        workbench: 1
        title: Writing a table
        seed: 1
        stages:
          - id: drawn
            kind: draw
            with: {rows: 3, columns: {x: {uniform: [0, 1]}}}
          - id: written
            kind: write-csv
            from: drawn
            with: {path: drawn.csv}
        """)
  ]

  package static func settings(_ reader: inout SettingReader) -> Settings {
    Settings(
      path: reader.path("path", "The file, relative to the analysis file."),
      digits: reader.setting(
        "digits", .choice(), standard: .twelve,
        "Twelve significant digits, or the fewest that read back as the same number."))
  }

  package static func exports(_ settings: Settings) -> [Export] {
    [Export(output: "file", path: settings.path, base: .analysis, setting: "path")]
  }

  package static func types(
    _ settings: Settings, _ check: inout TypeCheck
  ) -> [String: ArtifactType] {
    ["file": .file]
  }

  package static func run(
    _ settings: Settings, _ context: any StageContext
  ) async throws -> StageResult {
    let table = try context.input("table", as: Table.self)
    let digits: CSVDigits =
      switch settings.digits {
      case .twelve: .significant(12)
      case .shortest: .shortest
      }
    let bytes = CSVWriter.bytes(of: table.value, digits: digits)
    return StageResult([("file", FileArtifact(bytes))])
  }

  package static func view(_ settings: Settings, _ context: any ViewContext) throws -> StageView {
    let file = try context.output("file", as: FileArtifact.self)
    let size = Wording.grouped(file.bytes.count)
    return StageView(blocks: [
      .paragraph(Text("\(size) bytes, for the file ") + .code(settings.path) + ".")
    ])
  }
}

package import Analyses
import Diagnostics
import Documents
import Tables

/// Makes a table from tables by any program, through CSV files in a folder of its own.
package enum Command: StageKind {
  package struct Settings: Sendable {
    let call: ProgramCall
    let files: [ProgramFile]
    /// The file that the program writes, or nil for its standard output.
    let output: String?
    let columns: [(name: String, kind: ColumnKind)]
  }

  package static let name = "command"
  package static let revision = 1
  package static let summary =
    "Makes a table by any program: it finds each input as a CSV file named by its stage or input, "
    + "and writes another."
  package static let section = "Data"
  package static let ports = [
    Port("tables", [.table], arity: .any, "The tables that the program reads.")
  ]
  package static let freePort: Port? = Port("name", [.table], "A table under this name.")
  package static let outputs = [
    OutputDeclaration("table", .table, "The rows that the program wrote.")
  ]
  package static let usesInputNames = true

  package static func settings(_ reader: inout SettingReader) -> Settings {
    let program = ProgramSettings.program(&reader)
    let arguments = reader.setting(
      "arguments", .list(of: .argument), standard: [],
      "What the program is given; no shell looks at it. Its folder holds the inputs and the files.")
    let files = ProgramSettings.files(&reader)
    let output = reader.optional(
      "output", .text, "The CSV file that the program writes; without it its standard output.")
    if let output, output.contains("/") || output.hasPrefix(".") {
      reader.report(
        .outOfRange, "'output' is '\(output)'; it takes the name of a file in the program's folder",
        at: "output")
    }
    let columns = reader.required(
      "columns", .named("column", .choice(ColumnKind.self), countMin: 1), placeholder: [],
      "The columns that the program writes, each with what it holds.")
    return Settings(
      call: ProgramCall(
        program: program, arguments: arguments, secondsMax: ProgramSettings.secondsMax(&reader)),
      files: files, output: output, columns: columns.map { (name: $0.name, kind: $0.item) })
  }

  package static func files(_ settings: Settings) -> [SourceFile] {
    ProgramSettings.sources(settings.files)
  }

  package static func programs(_ settings: Settings) -> [String] { [settings.call.program] }

  /// A program can do anything with the rows it gets, so test rows wait until the seal is broken.
  package static func readsTestTargets(_ inputs: [String: [ArtifactType]]) -> Bool {
    inputs.values.joined().contains(where: \.isTest)
  }

  /// The name of the file that holds an input.
  private static func fileName(port: String, stage: String) -> String {
    (port == ports[0].name ? stage : port) + ".csv"
  }

  package static func types(
    _ settings: Settings, _ check: inout TypeCheck
  ) -> [String: ArtifactType] {
    var taken = Set(settings.files.map(\.name))
    for port in check.inputs.keys.sorted() {
      for (index, stage) in (check.stages[port] ?? []).enumerated() {
        let name = fileName(port: port, stage: stage)
        if !taken.insert(name).inserted {
          check.report(
            .conflict, "the program's folder would hold two files '\(name)'", port: port,
            index: index, hints: ["name the inputs: `from: {first: \(stage), …}`"])
        }
      }
    }
    if let output = settings.output, taken.contains(output) {
      check.report(
        .conflict, "'\(output)' is there already, so the program need not have written it",
        setting: "output")
    }
    let columns = settings.columns.map { ColumnType($0.name, kind: $0.kind.rawValue) }
    return ["table": .table(TableType(columns: columns))]
  }

  package static func run(
    _ settings: Settings, _ context: any StageContext
  ) async throws -> StageResult {
    var files: [String: [UInt8]] = [:]
    for file in settings.files { files[file.name] = try context.file(file.path).bytes }
    for port in context.ports {
      for table in try context.inputs(port, as: Table.self) {
        files[fileName(port: port, stage: table.stage)] = CSVWriter.bytes(
          of: table.value, digits: .shortest)
      }
    }
    let answer: ProgramCall.Answer
    do {
      answer = try settings.call.run(files, wanted: settings.output.map { [$0] } ?? [])
    } catch let failure as ProgramCall.Failure {
      throw failure.problem
    }
    for line in answer.remarks { context.log("\(settings.call.program): \(line)") }
    if settings.output != nil {
      let said = String(decoding: answer.output.suffix(4096), as: UTF8.self)
      for line in said.split(whereSeparator: \.isNewline).suffix(8) {
        context.log("\(settings.call.program): \(line)")
      }
    }
    let bytes = settings.output.flatMap { answer.files[$0] } ?? answer.output
    let shown = settings.output ?? "the standard output of '\(settings.call.program)'"
    do {
      let table = try ProgramTable.read(bytes, path: shown, columns: settings.columns)
      return StageResult([("table", table)])
    } catch let failure as ProgramCall.Failure {
      throw failure.problem
    }
  }

  package static func view(_ settings: Settings, _ context: any ViewContext) throws -> StageView {
    let table = try TableView.view(
      context, caption: "The columns of \(context.stage), written by \(settings.call.program)")
    return StageView(
      blocks: [.details("The program", [.listing(settings.call.text)])] + table.blocks)
  }
}

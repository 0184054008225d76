import ArgumentParser
import WorkbenchKit

/// `workbench show`: a stored output.
struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Writes a stored output of a stage to standard output.")

  /// The forms that an output can be written in.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case csv, json, table
  }

  @OptionGroup var options: AnalysisOptions

  @Argument(help: "STAGE, or STAGE.OUTPUT for another output than the first.")
  var output: String

  @Option(help: "csv, json or table; the standard is a table on a terminal.")
  var format: Format = .table

  @Option(
    parsing: .unconditional, help: ArgumentHelp("At most this many rows.", valueName: "rows"))
  var head: Int?

  func validate() throws {
    if let head, head < 0 {
      throw ValidationError("--head takes a number of rows from 0; this is \(head)")
    }
  }

  func run() async throws {
    let outputs = try StoredOutputs(try options.open())
    let content = try outputs.content(of: output)
    let sealed = outputs.sealedColumns(of: output)
    if !sealed.isEmpty {
      Terminal.say(
        "Test rows are sealed: \(sealed.sorted().joined(separator: ", ")) is left empty until "
          + "`workbench run \(options.analysis) --unseal`")
    }
    let printer = OutputPrinter(head: head, sealed: sealed)
    switch format {
    case .csv: Terminal.write(try printer.csv(content, named: output))
    case .json: Terminal.print(try printer.json(content))
    case .table: Terminal.print(try printer.text(content))
    }
  }
}

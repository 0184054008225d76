import ArgumentParser
import WorkbenchKit

/// `workbench look`: a table at a glance.
struct LookCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "look",
    abstract: "Shows a table at a glance: a file, or with a stage its stored output.")

  @Argument(help: "A table in a file, or an analysis file.")
  var file: String

  @Argument(help: "STAGE, or STAGE.OUTPUT, of the analysis.")
  var output: String?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("So many of the first rows.", valueName: "rows"))
  var head = 5

  @Option(help: ArgumentHelp("The table of a SQLite file.", valueName: "name"))
  var table: String?

  @Option(
    help: ArgumentHelp("The characters in a line; the standard is the terminal's.", valueName: "n"))
  var width: Int?

  @Flag(help: "Write the figures and the rows as JSON.")
  var json = false

  func validate() throws {
    if head < 0 {
      throw ValidationError("--head takes a number of rows from 0; this is \(head)")
    }
    let isAnalysis = file.hasSuffix(".yaml") || file.hasSuffix(".yml")
    if output == nil, isAnalysis {
      throw ValidationError(
        "of an analysis one stage is looked at: `workbench look \(file) STAGE`")
    }
  }

  func run() async throws {
    let look =
      if let output {
        try LookedTable(try OpenedAnalysis(path: file), output: output, head: head)
      } else {
        LookedTable(try DataFile(path: file, table: table), head: head)
      }
    Terminal.print(json ? try look.json() : look.text(width: width ?? Terminal.width))
  }
}

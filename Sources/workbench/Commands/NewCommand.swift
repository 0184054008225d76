import ArgumentParser
import Diagnostics
import WorkbenchKit

/// `workbench new`: an analysis of a table that nobody has looked at yet.
struct NewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Looks at a table and writes a commented analysis of it that runs at once.")

  @Argument(
    help: "The table: CSV in any common form, JSON lines, either compressed, or a SQLite file.")
  var file: String

  /// Not part of the contract; it is here to be told of.
  @Argument(help: .hidden)
  var others: [String] = []

  @Option(help: ArgumentHelp("The column to predict.", valueName: "column"))
  var target: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Where the analysis goes; the standard is analyses/NAME.yaml.", valueName: "path"))
  var output: String?

  @Option(help: "values or classes; the standard is what the target looks like.")
  var task: NewAnalysis.Task?

  @Option(help: ArgumentHelp("Another file, whose rows are the test rows.", valueName: "file"))
  var test: String?

  @Option(help: ArgumentHelp("A column that names rows; may be given again.", valueName: "column"))
  var id: [String] = []

  @Option(help: ArgumentHelp("The column with the times of the rows.", valueName: "column"))
  var time: String?

  @Option(help: ArgumentHelp("The column of what several rows belong to.", valueName: "column"))
  var group: String?

  @Option(help: ArgumentHelp("The table of a SQLite file.", valueName: "name"))
  var table: String?

  @Flag(help: "Replace an analysis that is there.")
  var force = false

  func validate() throws {
    if let other = others.first {
      let isColumn = target == nil && others.count == 1
      throw ValidationError(
        isColumn
          ? "the column to predict is an option: "
            + "`workbench new \(NewAnalysis.typed(file)) --target \(NewAnalysis.typed(other))`"
          : "one table is taken, and '\(other)' is too many; a name with spaces stands in quotes")
    }
    if time != nil, group != nil {
      throw ValidationError("rows are split by --time or by --group; give one of them")
    }
  }

  func run() async throws {
    guard let target else {
      try showColumns()
      return
    }
    var request = NewAnalysis.Request(data: file, target: target)
    request.table = table
    request.task = task
    request.test = test
    request.ids = id
    request.time = time
    request.group = group
    request.output = output
    request.replacesFile = force
    if !force, let there = NewAnalysis.existing(request) {
      throw ValidationError(
        "'\(there)' is there already; `--force` replaces it, `-o PATH` gives another place")
    }
    show(try NewAnalysis(request))
  }

  private func show(_ new: NewAnalysis) {
    var lines = TextTable([])
    for remark in new.remarks where !remark.isWarning { lines.add([remark.subject, remark.text]) }
    Terminal.print(lines.text)
    let warnings = new.remarks.filter(\.isWarning)
    if !warnings.isEmpty { Terminal.print("") }
    for warning in warnings { Terminal.print("warning: \(warning.text)") }
    Terminal.print("\nwrote \(Workspace.shown(new.url)); next:\n\n  \(new.command)")
  }

  /// The columns with a guess, for those who do not know them yet.
  private func showColumns() throws {
    let data = try DataFile(path: file, table: table)
    Terminal.print(LookedTable(data, head: 0).text(width: Terminal.width))
    guard let guess = data.targetGuess else {
      throw ValidationError("no column of '\(file)' can be predicted")
    }
    Terminal.print(
      "\nSay which column is to be predicted. It may be '\(guess.column)' (\(guess.reason)):\n\n"
        + "  workbench new \(NewAnalysis.typed(file)) --target \(NewAnalysis.typed(guess.column))")
  }
}

extension NewAnalysis.Task: ExpressibleByArgument {}

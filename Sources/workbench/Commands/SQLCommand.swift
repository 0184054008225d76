import ArgumentParser
import WorkbenchKit

/// `workbench sql`: a question to stored tables.
struct SQLCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sql",
    abstract: "Asks the stored tables of an analysis a question in SQL, and changes nothing.",
    discussion: """
      A table goes by the id of its stage, with - as _, and another output than the first by \
      stage_output: SELECT avg(prediction) FROM boosted_held_out.
      """)

  @OptionGroup var options: AnalysisOptions

  @Argument(help: "One SELECT in the language of SQLite.")
  var query: String

  @Option(help: "csv, json or table.")
  var format: ShowCommand.Format = .table

  @Option(
    parsing: .unconditional, help: ArgumentHelp("At most this many rows.", valueName: "rows"))
  var head: Int?

  func validate() throws {
    if let head, head < 0 {
      throw ValidationError("--head takes a number of rows from 0; this is \(head)")
    }
  }

  func run() async throws {
    let answer: StoredQuery
    do {
      answer = try StoredQuery(query, of: try options.open())
    } catch let refusal as StoredQuery.Refusal {
      throw ValidationError(refusal.description)
    }
    if !answer.sealed.isEmpty {
      Terminal.say(
        "Test rows are sealed: \(answer.sealed.sorted().joined(separator: ", ")) of them is NULL "
          + "until `workbench run \(options.analysis) --unseal`")
    }
    let printer = OutputPrinter(head: head)
    switch format {
    case .csv: Terminal.write(try printer.csv(answer.content, named: "the answer"))
    case .json: Terminal.print(try printer.json(answer.content))
    case .table: Terminal.print(try printer.text(answer.content))
    }
  }
}

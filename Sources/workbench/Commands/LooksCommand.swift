import ArgumentParser
import WorkbenchKit

/// `workbench looks`: how often the targets of the test rows were read, and for which models.
struct LooksCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "looks",
    abstract: "Tells how often the targets of test rows were looked at, and for which models.",
    discussion: """
      Looks are counted in the cache and in NAME.looks beside the analysis, which can be committed. They are \
      those at the test rows as the analysis has them now.
      """)

  @OptionGroup var options: AnalysisOptions

  @Flag(help: "Write a JSON array.")
  var json = false

  func run() async throws {
    let opened = try options.open()
    let looks = try opened.testLooks()
    Terminal.show(opened.lookBook.problems)
    let lines = looks.lines
    if json {
      Terminal.print(try JSONText.array(lines))
      return
    }
    guard !lines.isEmpty else {
      Terminal.say("The targets of the test rows of this analysis have not been looked at.")
      return
    }
    let times = looks.count == 1 ? "look" : "looks"
    Terminal.say(
      "At least \(looks.count) \(times) at the targets of test rows since \(looks.firstDay).")
    var table = TextTable(["FIRST", "STAGE", "MODEL", "ROWS", "RUNS", "KNOWN BY"], trailing: [4])
    for line in lines {
      table.add([
        line.at, line.stage, String(line.model.prefix(12)), String(line.rows.prefix(12)),
        String(line.runs), line.isInCache ? "cache" : "file",
      ])
    }
    Terminal.print(table.text)
  }
}

import ArgumentParser
import Engine
import WorkbenchKit

/// `workbench why`: what made a stage stale, or what its present result came of.
struct WhyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Says why a stage is computed or not, with old and new values and their place.")

  @OptionGroup var options: AnalysisOptions

  @Argument(help: "The stage.")
  var stage: String

  func run() async throws {
    let explanation = try Explanation(try options.open(), stage: stage)
    Terminal.print("\(explanation.stage) is \(explanation.state)")
    for reason in explanation.reasons { Terminal.print("  \(reason)") }
    if !explanation.origins.isEmpty {
      Terminal.print("")
      var table = TextTable(["SETTING", "VALUE", "DECIDED BY"])
      for origin in explanation.origins { table.add([origin.name, origin.value, origin.decider]) }
      Terminal.print(table.text)
    }
  }
}

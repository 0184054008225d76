import ArgumentParser
import WorkbenchKit

/// `workbench bundle`: models as a folder that can be served elsewhere.
struct BundleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bundle",
    abstract: "Writes models into a folder that `serve --bundle` takes, with nothing else needed.",
    discussion: """
      The folder holds the models, some rows for explanations and the report. It needs neither the \
      analysis nor its data or cache.
      """)

  @OptionGroup var options: AnalysisOptions

  @Option(
    help: ArgumentHelp(
      "A stage whose model is bundled; several are named in turn.", valueName: "stage"))
  var model: [String]

  @Option(name: .shortAndLong, help: ArgumentHelp("The folder to write.", valueName: "folder"))
  var output: String

  func run() async throws {
    let served = try ServedAnalysis(try options.open(), models: model)
    let files = try ModelBundle(output).write(served)
    Terminal.say("wrote \(output): \(files.joined(separator: ", "))")
  }
}

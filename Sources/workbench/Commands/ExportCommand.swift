import ArgumentParser
import Exchange
import WorkbenchKit

/// `workbench export`: a stored model as a file for other programs.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes a stored model in a form that other programs read.")

  @OptionGroup var options: AnalysisOptions

  @Option(
    help: ArgumentHelp("The stage whose model is written.", valueName: "stage"))
  var model: String

  @Option(
    help: "xgboost-json for boosted trees; onnx or safetensors for networks.")
  var format: ExchangeFormat

  @Option(name: .shortAndLong, help: ArgumentHelp("The file to write.", valueName: "file"))
  var output: String

  func run() async throws {
    let notes = try ModelFile(try options.open()).write(model, as: format, to: output)
    for note in notes { Terminal.say("note: \(note)") }
    Terminal.say("wrote \(output)")
  }
}

extension ExchangeFormat: ExpressibleByArgument {}

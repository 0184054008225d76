import ArgumentParser
import Cache
import Foundation
import WorkbenchKit

/// `workbench report`: the page again, or its pictures, from stored results only.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Writes the report, or its pictures as files, from stored results.")

  @OptionGroup var options: AnalysisOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Where to write it: a file, or a folder for pictures.", valueName: "path"))
  var output: String?

  @Option(help: "Write the pictures in place of the page: svg, png or pdf.")
  var pictures: PictureExport.Format?

  @Flag(help: "Leave dates, durations and the machine out, so that equal results give equal bytes.")
  var withoutMeasurements = false

  func validate() throws {
    if pictures != nil, output == nil {
      throw ValidationError("`--pictures` needs a folder to write them to: `-o FOLDER`")
    }
  }

  func run() async throws {
    let opened = try options.open()
    guard let store = try opened.existingStore() else {
      Terminal.say("There are no results yet: `workbench run \(options.analysis)`")
      throw ExitStatus.failed
    }
    if let pictures, let output {
      let folder = URL(filePath: output, directoryHint: .isDirectory)
      let files = try PictureExport(opened, store, format: pictures).write(to: folder)
      for file in files { Terminal.print(Workspace.shown(file)) }
      return
    }
    let writer = ReportWriter(
      opened, store, to: output.map { URL(filePath: $0) },
      showsMeasurements: !withoutMeasurements)
    let outcome = try writer.write()
    Terminal.show(outcome.problems)
    Terminal.print(Workspace.shown(outcome.url))
  }
}

extension PictureExport.Format: ExpressibleByArgument {}

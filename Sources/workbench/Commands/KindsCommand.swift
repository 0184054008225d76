import ArgumentParser
import Diagnostics
import WorkbenchKit

/// `workbench kinds`: what stages there are and what each can be told.
struct KindsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kinds", abstract: "Lists the kinds of stage, or all that one of them takes.")

  @Argument(help: "A kind of stage.")
  var kind: String?

  @Flag(help: "Write the JSON Schema of an analysis file, for editors.")
  var schema = false

  func run() throws {
    if schema {
      Terminal.print(AnalysisSchema.text)
      return
    }
    guard let name = kind else {
      var table = TextTable(["KIND", "WHAT IT DOES"])
      for kind in KindReference.all { table.add([kind.name, kind.summary]) }
      Terminal.print(table.text)
      return
    }
    guard let reference = KindReference(named: name) else {
      let parts = KindReference.parts(named: name)
      guard parts.isEmpty else {
        Terminal.print(parts.joined(separator: "\n\n"))
        return
      }
      let names = KindReference.all.map(\.name) + KindReference.partNames
      let nearest = Suggestion.nearest(to: name, among: names)
      throw ValidationError(
        "there is no kind '\(name)'; "
          + (nearest.map { "did you mean `\($0)`?" }
            ?? "there are \(KindReference.all.map(\.name).joined(separator: ", "))")
      )
    }
    Terminal.print(reference.text)
  }
}

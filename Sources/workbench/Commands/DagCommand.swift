import ArgumentParser
import Foundation
import WorkbenchKit

/// `workbench dag`: which stage takes what from which.
struct DagCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dag", abstract: "Shows which stage takes results of which, as text or a drawing.")

  /// The forms of the graph.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, dot, svg
  }

  @OptionGroup var options: AnalysisOptions

  @Option(help: "text, dot for Graphviz, or svg.")
  var format: Format = .text

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file to write; without it, standard output.", valueName: "file"))
  var output: String?

  func run() async throws {
    let graph = try StageGraph(try options.open())
    let text =
      switch format {
      case .text: table(graph)
      case .dot: graph.dot
      case .svg: try graph.svg()
      }
    guard let output else { return Terminal.print(text) }
    try NewFile(output).write(Array((text.hasSuffix("\n") ? text : text + "\n").utf8))
    Terminal.say("wrote \(output)")
  }

  private func table(_ graph: StageGraph) -> String {
    var table = TextTable(["STAGE", "KIND", "STATE", "TAKES FROM"])
    for row in graph.rows { table.add(row) }
    return table.text
  }
}

import Analyses
import Diagnostics
import Foundation
import Stages
import Tables

/// A table to be looked at in a terminal: a file, or an output of a stage.
package struct LookedTable {
  private let look: TableLook

  /// Looks at a file with so many of its first rows.
  package init(_ file: DataFile, head: Int) {
    look = TableLook(
      file.opened.table, name: file.url.lastPathComponent, inferences: file.opened.inferences,
      head: head)
  }

  /// Looks at an output of a stage; targets of sealed test rows are not shown.
  package init(_ opened: OpenedAnalysis, output: String, head: Int) throws {
    let outputs = try StoredOutputs(opened)
    let content = try outputs.content(of: output)
    guard let table = try StoredOutputs.table(content) else {
      throw DiagnosticError(
        Diagnostic(
          .noResult, "'\(output)' is a \(content.format) and no table",
          hints: ["`workbench show` prints it"]))
    }
    look = TableLook(
      table, name: output, head: head, sealed: outputs.sealedColumns(of: output))
  }

  /// The picture for a terminal of so many characters in a line.
  package func text(width: Int) -> String { look.text(width: width) }

  /// The figures and the first rows as JSON.
  package func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(look), as: UTF8.self)
  }
}

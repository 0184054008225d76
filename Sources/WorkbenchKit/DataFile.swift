import Analyses
package import Diagnostics
package import Foundation
import Stages

/// A file with a table, opened as it comes.
package struct DataFile: Sendable {
  package let url: URL
  let opened: OpenedTable

  /// Reads a file; of a database with several tables one must be named.
  package init(path: String, table: String? = nil) throws(DiagnosticError) {
    url = URL(filePath: path).standardizedFileURL
    opened = try OpenedTable(bytes: Self.bytes(path: path), path: path, table: table)
  }

  /// Reads a file that a command line names; throws where it is none.
  static func bytes(path: String) throws(DiagnosticError) -> [UInt8] {
    let here = URL(
      filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory)
    let files = SourceFiles(folder: here)
    if case .failure(let problem) = files.beginning(path) {
      throw DiagnosticError(told(problem, path: path))
    }
    do {
      return try files.content(path, digest: nil).bytes
    } catch {
      throw DiagnosticError(Diagnostic(.inputUnreadable, "'\(path)' cannot be read: \(error)"))
    }
  }

  /// The column that the table is most likely about, and why; nil where none can be predicted.
  package var targetGuess: (column: String, reason: String)? {
    TargetGuess.guess(opened.table).map { ($0.column, $0.reason) }
  }

  /// The problem without what holds for paths in analysis files only.
  private static func told(_ problem: Diagnostic, path: String) -> Diagnostic {
    guard problem.code == .inputMissing else { return problem }
    let hints = problem.hints.filter { $0.hasPrefix("did you mean") }
    return Diagnostic(.inputMissing, "there is no file '\(path)'", hints: hints)
  }
}

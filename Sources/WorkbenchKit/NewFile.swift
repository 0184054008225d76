package import Diagnostics
import Foundation

/// A file that a command writes where it was told to.
package struct NewFile {
  private let path: String

  package init(_ path: String) {
    self.path = path
  }

  /// Writes the file, in one step as readers see it; its folder must be there.
  package func write(_ bytes: [UInt8]) throws(DiagnosticError) {
    let url = URL(filePath: path).standardizedFileURL
    let folder = url.deletingLastPathComponent()
    guard folder.isExistingFolder else {
      throw DiagnosticError(
        Diagnostic(
          .cannotWrite,
          "'\(path)' cannot be written: there is no folder '\(Workspace.shown(folder))'",
          hints: ["make the folder first, or name another file"]))
    }
    guard !url.isExistingFolder else {
      throw DiagnosticError(
        Diagnostic(
          .cannotWrite, "'\(path)' cannot be written: it is a folder",
          hints: ["name a file in it"]))
    }
    do {
      // Beside its place first, and then there by a rename: nobody ever reads half a file.
      try Data(bytes).write(to: url, options: .atomic)
    } catch {
      throw DiagnosticError(
        Diagnostic(
          .cannotWrite, "'\(path)' cannot be written",
          hints: ["look at the permissions of its folder and at the space on the disk"]))
    }
  }
}

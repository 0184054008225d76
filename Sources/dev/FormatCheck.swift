import Foundation
import House

/// The formatter of the toolchain, run over all Swift files in its strictest form.
struct FormatCheck {
  static let name = "format"
  static let summary = "`swift format lint --strict` is silent"

  private let root: URL
  private let program: RunningProgram

  /// Starts the formatter.
  init(root: URL) throws(CheckError) {
    self.root = root
    let options = ["format", "lint", "--strict", "--recursive", "--parallel"]
    program = try RunningProgram("swift", options + ["Sources", "Tests"], in: root)
  }

  /// Waits for the formatter and gives what it found.
  func findings() throws(CheckError) -> [Finding] {
    let answer = try program.finish()
    let findings = FormatterOutput.findings(in: answer.errors, rule: Self.name, root: root.path)
    if answer.status != 0, findings.isEmpty {
      throw CheckError.programFailed(
        "swift format lint", status: answer.status, message: answer.errors)
    }
    return findings
  }
}

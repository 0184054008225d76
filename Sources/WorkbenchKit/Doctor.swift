import Cache
import Foundation
import Plots
import Processes

/// Looks at the machine for what the program needs.
package enum Doctor {
  /// One thing looked at.
  package struct Finding: Sendable {
    package let subject: String
    package let text: String
    package let isGood: Bool
  }

  /// Looks at everything; nothing is changed.
  package static func examine() -> [Finding] {
    [
      Finding(subject: "workbench", text: Version.text, isGood: true),
      Finding(subject: "machine", text: Version.machine, isGood: true),
      program("gnuplot", ["--version"], package: "gnuplot-nox"),
      program("dot", ["-V"], package: "graphviz"),
      cache(),
    ]
  }

  private static func program(_ name: String, _ arguments: [String], package: String) -> Finding {
    guard let path = Program.find(name) else {
      return Finding(
        subject: name, text: "pictures need it; it comes with the package \(package)",
        isGood: false)
    }
    let process = Subprocess(
      program: path, arguments: arguments, environment: ["LC_ALL": "C.UTF-8"], folder: nil,
      limits: Subprocess.Limits(seconds: 10, outputBytes: 1 << 16))
    guard let outcome = try? process.run(), outcome.isSuccess else {
      return Finding(subject: name, text: "\(path) does not run", isGood: false)
    }
    let text = (outcome.text + outcome.errorText).trimmingCharacters(in: .whitespacesAndNewlines)
    return Finding(subject: name, text: "\(text) (\(path))", isGood: true)
  }

  private static func cache() -> Finding {
    let path = Workspace.here.cachePath
    do {
      guard let store = try ResultStore.openExisting(path: path) else {
        return Finding(subject: "cache", text: "none yet; the first run makes it", isGood: true)
      }
      let lost = try store.quarantined().count
      let note = lost == 0 ? "" : "; \(lost) damaged pieces were put aside"
      return Finding(
        subject: "cache", text: Workspace.shown(URL(filePath: path)) + note, isGood: true)
    } catch {
      return Finding(subject: "cache", text: error.description, isGood: false)
    }
  }
}

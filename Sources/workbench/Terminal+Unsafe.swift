// SAFETY: the streams are those of the C library, and nothing of them is kept.
import Diagnostics
import Foundation

/// The only place that writes to the terminal: answers to standard output, all else to standard
/// error.
enum Terminal {
  /// Whether standard error is a terminal that wants colour.
  static let usesColour: Bool = {
    let environment = ProcessInfo.processInfo.environment
    return isInteractive && environment["NO_COLOR"] == nil && environment["TERM"] != "dumb"
  }()

  /// Whether standard error is a terminal.
  static let isInteractive = isatty(2) == 1

  /// How many characters a line of standard output has; 80 where it is no terminal.
  static var width: Int {
    var size = winsize()
    let isKnown = unsafe ioctl(1, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return isKnown ? Int(size.ws_col) : 80
  }

  /// Writes an answer and a line break; a reader that went away ends the program quietly.
  static func print(_ text: String) {
    write(Array((text.hasSuffix("\n") ? text : text + "\n").utf8))
  }

  /// Writes an answer as bytes.
  static func write(_ bytes: [UInt8]) {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(bytes))
    } catch {
      Glibc.exit(0)
    }
  }

  /// Writes a line beside the answers.
  static func say(_ text: String) {
    saying((text.hasSuffix("\n") ? text : text + "\n"))
  }

  /// Writes text beside the answers, without a line break.
  static func saying(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  /// Writes bytes beside the answers.
  static func saying(_ bytes: [UInt8]) {
    try? FileHandle.standardError.write(contentsOf: Data(bytes))
  }

  /// Shows problems with their places.
  static func show(_ diagnostics: [Diagnostic]) {
    guard !diagnostics.isEmpty else { return }
    say(TextRenderer(colour: usesColour).text(diagnostics))
  }

  /// Ends the program.
  static func exit(_ status: ExitStatus) -> Never {
    Glibc.exit(status.code)
  }
}

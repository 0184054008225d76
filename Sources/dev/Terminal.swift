import Foundation

/// What is said to the person beside the findings.
enum Terminal {
  /// Writes a line to standard error.
  static func say(_ text: String) throws {
    try FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
  }
}

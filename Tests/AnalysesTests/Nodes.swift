import Analyses
import Diagnostics
import TestSupport

/// Short ways to nodes and to what is said of a text.
enum Nodes {
  /// Reads a text.
  static func read(_ text: String) throws(DiagnosticError) -> YAMLNode {
    try YAMLReader.read(SourceText(path: "t.yaml", text: text))
  }

  /// Gives the problems of a text, none where it can be read.
  static func problems(_ text: String) -> [Diagnostic] {
    do {
      _ = try read(text)
      return []
    } catch {
      return error.diagnostics
    }
  }

  /// Reads settings from a text, and tells what the reader found.
  static func settings<Value>(
    _ text: String, settingsInput: [SettingValue.Pair] = [],
    _ ask: (inout SettingReader) -> Value
  ) throws -> (value: Value, reader: SettingReader) {
    var reader = SettingReader(
      of: try read(text), subject: "a thing", settingsInput: SettingsType(pairs: settingsInput))
    let value = ask(&reader)
    reader.finish()
    return (value, reader)
  }
}

extension Diagnostic {
  /// The code and the place, as in `WB0203@4:9`.
  var short: String {
    code.rawValue + (span.map { "@\($0.line):\($0.column)" } ?? "")
  }
}

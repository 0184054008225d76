import Learning
import Tables

/// Rows in CSV as a schema tells of them: plain ones, from which any program can make others.
///
/// Numbers may be written in many ways, and columns may come in any order with others between them;
/// the pattern shows one way that is always read.
enum CSVForm {
  /// Gives the schema; without a pattern where dates have a form of their own.
  static func schema(of model: ServedModel) -> String {
    var json = JSONOutput()
    json.object { json in
      json.member("type", "string")
      if let pattern = pattern(of: model) { json.member("pattern", pattern) }
    }
    return String(decoding: json.bytes, as: UTF8.self)
  }

  private static func pattern(of model: ServedModel) -> String? {
    guard model.csv.datePatterns.isEmpty, !model.fields.isEmpty else { return nil }
    let delimiter = escaped(String(Unicode.Scalar(model.csv.delimiter)))
    let names = model.fields.map { "\"" + escaped($0.name.replacing("\"", with: "\"\"")) + "\"" }
    let values = model.fields.map { value(of: $0, model.csv) }
    return "^" + names.joined(separator: delimiter) + "\\n("
      + values.joined(separator: delimiter) + "\\n){1,9}$"
  }

  private static func value(of field: ServedField, _ csv: CSVOptions) -> String {
    switch field.entry.content {
    case .numbers: return csv.types[field.name] == .flag ? "(true|false)" : "-?[0-9]{1,5}"
    case .dates: return "20[0-9]{2}-0[1-9]-[0-2][1-8]"
    case .texts(let levels):
      let plain = levels.filter { level in
        !level.isEmpty && !level.contains { "\"\n\r".contains($0) }
      }
      guard !plain.isEmpty else { return "\"[a-z]{1,9}\"" }
      return "(" + plain.prefix(50).map { "\"" + escaped($0) + "\"" }.joined(separator: "|") + ")"
    }
  }

  /// Gives a text as a pattern that only the text fits.
  private static func escaped(_ text: String) -> String {
    text.map { "\\^$.|?*+()[]{}/".contains($0) ? "\\\($0)" : "\($0)" }.joined()
  }
}

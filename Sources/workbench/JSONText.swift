import Foundation

/// Values as JSON with sorted keys.
enum JSONText {
  /// Gives a value on one line; numbers that JSON does not have become null.
  static func line<Value: Encodable>(_ value: Value) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// Gives values as an array, one on each line.
  static func array<Value: Encodable>(_ values: [Value]) throws -> String {
    guard !values.isEmpty else { return "[]" }
    return "[\n" + (try values.map { "  " + (try line($0)) }.joined(separator: ",\n")) + "\n]"
  }
}

extension Double {
  /// The number, or nil where JSON has none for it.
  var finite: Double? { isFinite ? self : nil }
}

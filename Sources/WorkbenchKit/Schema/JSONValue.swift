import Analyses

/// A JSON value that keeps the order in which its keys were given.
indirect enum JSONValue: Sendable {
  case null
  case text(String)
  case integer(Int)
  case number(Double)
  case flag(Bool)
  case array([JSONValue])
  case object([(String, JSONValue)])

  /// Gives the text, indented by two spaces a level.
  func text(indent: Int = 0) -> String {
    let inner = String(repeating: "  ", count: indent + 1)
    let outer = String(repeating: "  ", count: indent)
    switch self {
    case .null: return "null"
    case .text(let text): return Self.quoted(text)
    case .integer(let value): return String(value)
    case .number(let value): return "\(value)"
    case .flag(let value): return value ? "true" : "false"
    case .array(let values):
      guard !values.isEmpty else { return "[]" }
      let lines = values.map { inner + $0.text(indent: indent + 1) }
      return "[\n" + lines.joined(separator: ",\n") + "\n\(outer)]"
    case .object(let pairs):
      guard !pairs.isEmpty else { return "{}" }
      let lines = pairs.map { "\(inner)\(Self.quoted($0.0)): \($0.1.text(indent: indent + 1))" }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(outer)}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\t": out += "\\t"
      case _ where scalar.value < 0x20:
        let hex = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}

extension JSONValue {
  /// Takes the value of a setting; none is null.
  init(of value: SettingValue) {
    switch value {
    case .none: self = .null
    case .flag(let flag): self = .flag(flag)
    case .integer(let integer): self = .integer(integer)
    case .number(let number): self = .number(number)
    case .text(let text): self = .text(text)
    case .list(let values): self = .array(values.map(JSONValue.init(of:)))
    case .mapping(let pairs):
      self = .object(pairs.map { ($0.name, JSONValue(of: $0.value)) })
    }
  }
}

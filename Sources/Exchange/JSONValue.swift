/// A value of a JSON text; lists of numbers are kept as such, as models are made of them.
enum JSONValue: Sendable, Equatable {
  case null
  case flag(Bool)
  case number(Double)
  case text(String)
  case numbers([Double])
  case list([JSONValue])
  case object([String: JSONValue])

  /// What it is, for messages.
  var word: String {
    switch self {
    case .null: "null"
    case .flag: "a truth value"
    case .number: "a number"
    case .text: "a text"
    case .numbers: "a list of numbers"
    case .list: "a list"
    case .object: "an object"
    }
  }
}

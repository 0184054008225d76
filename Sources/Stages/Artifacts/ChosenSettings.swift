package import Analyses

/// What a search chose: settings as if they had been written in the file.
package struct ChosenSettings: JSONArtifact, Hashable {
  package static let format = "settings"

  /// A setting and its value in the analysis file's own notation.
  package struct Choice: Codable, Hashable, Sendable {
    package let name: String
    package let value: ChosenValue
  }

  package let settings: [Choice]
  /// The place of the chosen candidate among all, from 1.
  package let candidate: Int
  /// The revisions of what was chosen, such as the learner's, so that a new one is noticed below.
  package let revisions: [String: Int]

  package init(pairs: [SettingValue.Pair], candidate: Int, revisions: [String: Int]) {
    settings = pairs.map { Choice(name: $0.name, value: ChosenValue($0.value)) }
    self.candidate = candidate
    self.revisions = revisions
  }

  /// The settings as a reader takes them.
  package var pairs: [SettingValue.Pair] {
    settings.map { SettingValue.Pair($0.name, $0.value.setting) }
  }
}

/// A setting's value as it is stored.
package indirect enum ChosenValue: Hashable, Sendable {
  case none
  case flag(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case list([ChosenValue])
  case mapping([ChosenSettings.Choice])

  init(_ value: SettingValue) {
    self =
      switch value {
      case .none: .none
      case .flag(let flag): .flag(flag)
      case .integer(let integer): .integer(integer)
      case .number(let number): .number(number)
      case .text(let text): .text(text)
      case .list(let items): .list(items.map { ChosenValue($0) })
      case .mapping(let pairs):
        .mapping(
          pairs.map { ChosenSettings.Choice(name: $0.name, value: ChosenValue($0.value)) })
      }
  }

  /// The value as a reader of settings takes it.
  var setting: SettingValue {
    switch self {
    case .none: .none
    case .flag(let flag): .flag(flag)
    case .integer(let integer): .integer(integer)
    case .number(let number): .number(number)
    case .text(let text): .text(text)
    case .list(let items): .list(items.map(\.setting))
    case .mapping(let choices):
      .mapping(choices.map { SettingValue.Pair($0.name, $0.value.setting) })
    }
  }
}

extension ChosenValue: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .none
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let integer = try? container.decode(Int.self) {
      self = .integer(integer)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let items = try? container.decode([ChosenValue].self) {
      self = .list(items)
    } else {
      self = .mapping(try container.decode([String: [ChosenSettings.Choice]].self)["of"] ?? [])
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .none: try container.encodeNil()
    case .flag(let flag): try container.encode(flag)
    case .integer(let integer): try container.encode(integer)
    case .number(let number): try container.encode(number)
    case .text(let text): try container.encode(text)
    case .list(let items): try container.encode(items)
    // A list of pairs, as the order of settings counts.
    case .mapping(let choices): try container.encode(["of": choices])
    }
  }
}

extension YAMLNode {
  /// The node as a value without places, for keys and for handing settings on.
  package var settingValue: SettingValue {
    switch content {
    case .list(let items): return .list(items.map(\.settingValue))
    case .mapping(let entries):
      return .mapping(entries.map { SettingValue.Pair($0.key, $0.value.settingValue) })
    case .scalar(let scalar):
      switch scalar.value {
      case .null: return .none
      case .flag(let flag): return .flag(flag)
      case .integer(let integer): return .integer(integer)
      case .number(let number): return .number(number)
      case .text(let text), .ambiguous(let text): return .text(text)
      }
    }
  }
}

extension SettingValue {
  /// The number that it is, or nil.
  package var number: Double? {
    switch self {
    case .integer(let integer): Double(integer)
    case .number(let number): number
    default: nil
    }
  }
}

package import Diagnostics

/// A setting as it will be used: its value, and who decided it.
package struct ResolvedSetting: Sendable, Hashable {
  /// Who decided a value; the first that has one wins, in this order.
  package enum Origin: Sendable, Hashable {
    /// The analysis file or the command line, at this place.
    case given(SourceSpan?)
    /// A search, which goes through several values.
    case varied
    /// The result of the stage that the `settings` input names.
    case settingsInput
    /// A preset, by its name.
    case preset(String)
    /// The kind's own standard.
    case standard
  }

  package let name: String
  package let value: SettingValue
  package let origin: Origin
  /// Whether the value decides the result; paths and presets do not, what they lead to does.
  package let isInKey: Bool

  package init(name: String, value: SettingValue, origin: Origin, isInKey: Bool = true) {
    self.name = name
    self.value = value
    self.origin = origin
    self.isInKey = isInKey
  }
}

import Diagnostics

/// A named set of values that stand before a kind's standards.
package struct SettingPreset: Sendable, Hashable {
  package let name: String
  package let summary: String
  package let values: [SettingValue.Pair]

  package init(_ name: String, _ summary: String, values: [SettingValue.Pair]) {
    self.name = name
    self.summary = summary
    self.values = values
  }
}

/// Where the values of settings come from; the first place that has one gives it.
struct SettingSources: Sendable {
  /// The mapping itself.
  let given: [YAMLNode.Entry]
  /// What a search puts in the place of settings that it goes through.
  var varied: [YAMLNode.Entry] = []
  /// What a search chose.
  let chosen: [YAMLNode.Entry]
  /// The settings whose value only the result of a search tells.
  let openNames: Set<String>
  var preset: SettingPreset?

  /// Takes a mapping and what a search chose, or is known to choose.
  init(given: [YAMLNode.Entry] = [], chosen: SettingsType = SettingsType()) {
    self.given = given
    self.chosen = chosen.pairs.map { YAMLNode.Entry(key: $0.name, value: $0.value.node) }
    openNames = chosen.openNames
  }

  /// Gives the value of a setting and where it comes from, nil where its standard stands.
  func value(of name: String) -> (YAMLNode, ResolvedSetting.Origin)? {
    if let entry = given.first(where: { $0.key == name }) {
      return (entry.value, .given(entry.value.place?.span))
    }
    if let entry = varied.first(where: { $0.key == name }) { return (entry.value, .varied) }
    if let entry = chosen.first(where: { $0.key == name }) {
      return (entry.value, .settingsInput)
    }
    if let preset, let pair = preset.values.first(where: { $0.name == name }) {
      return (pair.value.node, .preset(preset.name))
    }
    return nil
  }

  /// How a setting stands in a key, given what its standard was before there was the setting.
  ///
  /// What goes through a search is in the key as its grid, and what a search chose as its digest.
  func resolved(
    _ name: String, _ value: SettingValue, _ origin: ResolvedSetting.Origin,
    absent: SettingValue?
  ) -> ResolvedSetting {
    let isElsewhere = origin == .varied || origin == .settingsInput
    let isOpen = origin == .settingsInput && openNames.contains(name)
    return ResolvedSetting(
      name: name, value: isOpen ? .text("as chosen") : value, origin: origin,
      isInKey: !isElsewhere && value != absent)
  }
}

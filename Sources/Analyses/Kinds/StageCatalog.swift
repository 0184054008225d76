/// The kinds of stage that an analysis can use: a list written out, with no registration.
package struct StageCatalog: Sendable {
  package let kinds: [any StageKind.Type]

  package init(_ kinds: [any StageKind.Type]) {
    precondition(Set(kinds.map { $0.name }).count == kinds.count, "kinds have different names")
    self.kinds = kinds
  }

  /// Gives the kind of a name, or nil.
  package func kind(named name: String) -> (any StageKind.Type)? {
    kinds.first { $0.name == name }
  }

  /// The names in the order of the list.
  package var names: [String] { kinds.map { $0.name } }
}

extension StageKind {
  /// The settings of the kind, as declared.
  package static var settingDescriptions: [SettingDescription] {
    var reader = SettingReader(listing: name)
    _ = settings(&reader)
    return reader.descriptions
  }
}

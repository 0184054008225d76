/// The kinds of stage that an analysis can use: a list written out, with no registration.
package struct StageCatalog: Sendable {
  package let kinds: [any StageKind.Type]
  /// What outputs offer to texts, by their sort.
  package let values: [any OutputValues.Type]

  package init(_ kinds: [any StageKind.Type], values: [any OutputValues.Type] = []) {
    precondition(Set(kinds.map { $0.name }).count == kinds.count, "kinds have different names")
    self.kinds = kinds
    self.values = values
  }

  /// Gives the kind of a name, or nil.
  package func kind(named name: String) -> (any StageKind.Type)? {
    kinds.first { $0.name == name }
  }

  /// Gives what a stage offers to texts: its kind's own values, and those of each output.
  func offers(of work: any StageWork, _ stage: KnownStage) -> [ValueOffer] {
    work.values(stage)
      + work.kind.outputs.flatMap { output in
        values.filter { $0.sort == output.sort }.compactMap { values in
          stage.outputTypes[output.name].map { values.offer(output.name, $0) }
        }
      }
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

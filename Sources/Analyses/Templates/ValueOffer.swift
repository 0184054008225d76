/// Values of a stage that texts can quote, all read from one of its outputs.
package struct ValueOffer: Sendable {
  /// The output that they are read from.
  package let output: String
  /// The names that are known before anything runs.
  package let names: [String]
  /// Whether there may be more names, such as columns that only a run shows.
  package let isOpen: Bool
  /// Gives the value of a name in words; throws where the output has none.
  package let read: @Sendable (_ name: String, any OutputReading) throws -> String

  package init(
    output: String, names: [String], isOpen: Bool = false,
    read: @escaping @Sendable (_ name: String, any OutputReading) throws -> String
  ) {
    self.output = output
    self.names = names
    self.isOpen = isOpen
    self.read = read
  }
}

/// The stored outputs of one stage.
package protocol OutputReading: Sendable {
  /// Gives an output by its name.
  func output<Value: Artifact>(_ name: String, as type: Value.Type) throws -> Value
}

/// What every output of one sort offers, whichever kind made it.
package protocol OutputValues: Sendable {
  /// The sort of output.
  static var sort: ArtifactType.Sort { get }
  /// Gives what an output of a type offers.
  static func offer(_ output: String, _ type: ArtifactType) -> ValueOffer
}

/// What is known of a stage before anything runs.
package struct KnownStage: Sendable {
  package let id: String
  /// The ids of the stages at each port, in the file's order.
  package let stages: [String: [String]]
  package let outputTypes: [String: ArtifactType]

  package init(id: String, stages: [String: [String]], outputTypes: [String: ArtifactType]) {
    self.id = id
    self.stages = stages
    self.outputTypes = outputTypes
  }
}

/// A template in a setting of a stage.
package struct SettingTemplate: Sendable, Hashable {
  /// The path of the setting.
  package let setting: String
  package let template: Template

  package init(setting: String, template: Template) {
    self.setting = setting
    self.template = template
  }
}

/// A value that a text quotes, found in the analysis.
package struct Quote: Sendable {
  /// The port that the quoted outputs arrive at.
  package static let port = "values"

  /// The stage and the name as written.
  package let reference: String
  package let stage: String
  package let output: String
  /// Gives the value in words from the stage's stored outputs.
  package let read: @Sendable (any OutputReading) throws -> String

  package init(
    reference: String, stage: String, output: String,
    read: @escaping @Sendable (any OutputReading) throws -> String
  ) {
    self.reference = reference
    self.stage = stage
    self.output = output
    self.read = read
  }
}

/// The template of an answer, with the values that it quotes.
package struct AnswerTemplate: Sendable {
  package let template: Template
  package let quotes: [Quote]

  package init(template: Template, quotes: [Quote]) {
    self.template = template
    self.quotes = quotes
  }
}

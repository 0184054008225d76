package import Analyses
package import Kernels
package import Learning
package import Tables

/// A learner as an analysis file names it: its settings, and the method that they are for.
package protocol LearnerKind: Sendable {
  /// The method that is fitted.
  associatedtype Method: Learner

  /// What it does, in one sentence.
  static var summary: String { get }
  /// The types of predictor it makes, for reading stored models.
  static var predictors: [any Predictor.Type] { get }
  /// Asks for the method's settings.
  static func settings(_ reader: inout SettingReader) -> Method.Settings
  /// The files of the analysis that the method reads.
  static func files(_ settings: Method.Settings) -> [SourceFile]
  /// The programs of the machine that the method starts.
  static func programs(_ settings: Method.Settings) -> [String]
  /// Gives the settings with the contents of the files in them.
  static func loaded(
    _ settings: Method.Settings, _ read: (String) throws -> [UInt8]
  ) throws -> Method.Settings
}

extension LearnerKind {
  package static func files(_ settings: Method.Settings) -> [SourceFile] { [] }
  package static func programs(_ settings: Method.Settings) -> [String] { [] }
  package static func loaded(
    _ settings: Method.Settings, _ read: (String) throws -> [UInt8]
  ) throws -> Method.Settings { settings }
}

/// A learner together with its settings, as they stand in the settings of a job.
package struct LearnerChoice: Sendable, Codable {
  package let name: String
  private let settings: any Codable & Sendable

  init<Kind: LearnerKind>(_ kind: Kind.Type, _ settings: Kind.Method.Settings) {
    name = Kind.Method.name
    self.settings = settings
  }

  private enum CodingKeys: String, CodingKey {
    case learner
    case settings
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .learner)
    guard let kind = LearnerCatalog.kind(named: name) else {
      throw DecodingError.dataCorruptedError(
        forKey: .learner, in: container, debugDescription: "there is no learner '\(name)'")
    }
    settings = try Self.decode(kind, container)
  }

  private static func decode<Kind: LearnerKind>(
    _ kind: Kind.Type, _ container: KeyedDecodingContainer<CodingKeys>
  ) throws -> any Codable & Sendable {
    try container.decode(Kind.Method.Settings.self, forKey: .settings)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .learner)
    try Self.encode(settings, &container)
  }

  private static func encode<Settings: Encodable>(
    _ settings: Settings, _ container: inout KeyedEncodingContainer<CodingKeys>
  ) throws {
    try container.encode(settings, forKey: .settings)
  }

  /// The revision of the learner's method, by name, for keys.
  package var revisions: [String: Int] {
    LearnerCatalog.kind(named: name).map { Self.revision(of: $0) } ?? [:]
  }

  private static func revision<Kind: LearnerKind>(of kind: Kind.Type) -> [String: Int] {
    [Kind.Method.name: Kind.Method.revision]
  }

  /// Whether the method's random stream changes its result.
  package var usesRandomness: Bool {
    LearnerCatalog.kind(named: name).map { usesRandomness($0) } ?? false
  }

  private func usesRandomness<Kind: LearnerKind>(_ kind: Kind.Type) -> Bool {
    (settings as? Kind.Method.Settings).map { Kind.Method.usesRandomness($0) } ?? true
  }

  /// What is wrong where classes or values shall be predicted, nil where the learner can.
  package func problem(isClasses: Bool) -> LearningError? {
    LearnerCatalog.kind(named: name).flatMap { Self.problem(of: $0, isClasses: isClasses) }
  }

  private static func problem<Kind: LearnerKind>(
    of kind: Kind.Type, isClasses: Bool
  ) -> LearningError? {
    if isClasses, !Kind.Method.predictsClasses { return .needsValues(learner: Kind.Method.name) }
    if !isClasses, !Kind.Method.predictsValues { return .needsClasses(learner: Kind.Method.name) }
    return nil
  }

  /// The files of the analysis that the method reads.
  package var files: [SourceFile] {
    LearnerCatalog.kind(named: name).map { files(of: $0) } ?? []
  }

  private func files<Kind: LearnerKind>(of kind: Kind.Type) -> [SourceFile] {
    (settings as? Kind.Method.Settings).map { Kind.files($0) } ?? []
  }

  /// The programs of the machine that the method starts.
  package var programs: [String] {
    LearnerCatalog.kind(named: name).map { programs(of: $0) } ?? []
  }

  private func programs<Kind: LearnerKind>(of kind: Kind.Type) -> [String] {
    (settings as? Kind.Method.Settings).map { Kind.programs($0) } ?? []
  }

  /// Gives the choice with the contents of its files in the settings.
  package func loaded(_ read: (String) throws -> [UInt8]) throws -> LearnerChoice {
    guard let kind = LearnerCatalog.kind(named: name) else { return self }
    return try loaded(kind, read)
  }

  private func loaded<Kind: LearnerKind>(
    _ kind: Kind.Type, _ read: (String) throws -> [UInt8]
  ) throws -> LearnerChoice {
    guard let settings = settings as? Kind.Method.Settings else { return self }
    return LearnerChoice(kind, try Kind.loaded(settings, read))
  }

  /// Fits a recipe and the learner on training data; the classes are known, nil for values.
  package func model(
    _ rows: Table, recipe: Recipe, classes: ClassLabels?, classWeights: ClassWeights?,
    random: RandomStream
  ) throws -> Model {
    guard let kind = LearnerCatalog.kind(named: name) else {
      throw StageProblem("there is no learner '\(name)'")
    }
    return try fit(kind, rows, recipe, classes, classWeights, random)
  }

  private func fit<Kind: LearnerKind>(
    _ kind: Kind.Type, _ rows: Table, _ recipe: Recipe, _ classes: ClassLabels?,
    _ classWeights: ClassWeights?, _ random: RandomStream
  ) throws -> Model {
    guard let settings = settings as? Kind.Method.Settings else {
      throw StageProblem("the settings are not those of the learner '\(name)'")
    }
    return try Kind.Method.model(
      rows, recipe: recipe, classes: classes, classWeights: classWeights, settings: settings,
      random: random)
  }

  /// What it has in common with choices that one fit can pass through; nil where none can.
  package var path: LearnerChoice? {
    LearnerCatalog.kind(named: name).flatMap { path($0) }
  }

  private func path<Kind: LearnerKind>(_ kind: Kind.Type) -> LearnerChoice? {
    (settings as? Kind.Method.Settings).flatMap { Kind.Method.path($0) }
      .map { LearnerChoice(kind, $0) }
  }

  /// Fits a recipe, for learners that accept the same sorts of columns.
  package func prepared(
    _ rows: Table, recipe: Recipe, classes: ClassLabels?, classWeights: ClassWeights?,
    random: RandomStream
  ) throws -> PreparedRows {
    guard let kind = LearnerCatalog.kind(named: name) else {
      throw StageProblem("there is no learner '\(name)'")
    }
    return try Self.prepared(kind, rows, recipe, classes, classWeights, random)
  }

  private static func prepared<Kind: LearnerKind>(
    _ kind: Kind.Type, _ rows: Table, _ recipe: Recipe, _ classes: ClassLabels?,
    _ classWeights: ClassWeights?, _ random: RandomStream
  ) throws -> PreparedRows {
    try Kind.Method.prepared(
      rows, recipe: recipe, classes: classes, classWeights: classWeights, random: random)
  }

  /// Fits choices of one path to prepared rows, with one fit of the learner.
  package static func models(
    _ choices: [LearnerChoice], _ prepared: PreparedRows, random: RandomStream
  ) throws -> [Result<Model, any Error>] {
    guard let name = choices.first?.name, let kind = LearnerCatalog.kind(named: name) else {
      return []
    }
    return try models(kind, choices, prepared, random)
  }

  private static func models<Kind: LearnerKind>(
    _ kind: Kind.Type, _ choices: [LearnerChoice], _ prepared: PreparedRows,
    _ random: RandomStream
  ) throws -> [Result<Model, any Error>] {
    let settings = choices.compactMap { $0.settings as? Kind.Method.Settings }
    guard settings.count == choices.count else {
      throw StageProblem("the settings are not those of the learner '\(Kind.Method.name)'")
    }
    return try Kind.Method.models(prepared, settings: settings, random: random)
  }
}

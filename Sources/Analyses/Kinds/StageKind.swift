/// A kind of stage: what it takes, what it gives, what it can be told, and what it does.
///
/// Kinds are enums without cases. A kind knows nothing of the cache, the clock or the number of
/// threads; the engine knows nothing of any kind.
package protocol StageKind: Sendable {
  /// The checked settings of a stage of this kind.
  associatedtype Settings: Sendable

  /// The word under `kind:`.
  static var name: String { get }
  /// Goes up when the same settings and inputs give other bytes.
  static var revision: Int { get }
  /// What the kind does, in one sentence.
  static var summary: String { get }
  /// The part of the report that such a stage is shown in, unless the file names another.
  static var section: String { get }
  /// The places where inputs arrive; the first is meant where `from` is no mapping.
  static var ports: [Port] { get }
  /// The port that every name stands for where users name the inputs themselves; nil elsewhere.
  static var freePort: Port? { get }
  /// What the kind gives; the first is meant where only the stage is named.
  static var outputs: [OutputDeclaration] { get }
  /// Whether results depend on the seed; only then is it part of the key.
  static var usesRandomness: Bool { get }
  /// Whether it brings rows into the analysis, which a draft then takes a sample of.
  static var isSource: Bool { get }
  /// Whether results depend on what the input stages are called.
  static var usesInputNames: Bool { get }
  /// Whole analyses that show the kind; tests run each of them.
  static var examples: [StageExample] { get }
  /// What it offers besides its settings, such as the functions of its language.
  static var entries: [ReferenceEntry] { get }

  /// Asks for every setting, once.
  static func settings(_ reader: inout SettingReader) -> Settings
  /// Gives the revisions of what the settings choose, such as a learner's, by name.
  static func revisions(_ settings: Settings) -> [String: Int]
  /// Names the files that the stage reads, as written in the settings.
  static func files(_ settings: Settings) -> [SourceFile]
  /// Names the programs of the machine that the stage starts.
  static func programs(_ settings: Settings) -> [String]
  /// Names the files that an output is also written to.
  static func exports(_ settings: Settings) -> [Export]
  /// Gives the types of the outputs, or reports what does not fit; reads nothing but its arguments.
  static func types(_ settings: Settings, _ check: inout TypeCheck) -> [String: ArtifactType]
  /// Whether running the stage reads the targets of test rows, given the types of its inputs.
  static func readsTestTargets(_ inputs: [String: [ArtifactType]]) -> Bool
  /// Gives the values that texts can quote besides those that each sort of output offers.
  static func values(_ settings: Settings, _ stage: KnownStage) -> [ValueOffer]
  /// Gives the settings in which values of stages above are quoted.
  static func templates(_ settings: Settings) -> [SettingTemplate]
  /// Does the work.
  static func run(_ settings: Settings, _ context: any StageContext) async throws -> StageResult
  /// Shows stored results.
  static func view(_ settings: Settings, _ context: any ViewContext) throws -> StageView
}

extension StageKind {
  package static var freePort: Port? { nil }
  package static var usesRandomness: Bool { false }
  package static var usesInputNames: Bool { false }
  package static var isSource: Bool { false }
  package static var entries: [ReferenceEntry] { [] }
  package static func revisions(_ settings: Settings) -> [String: Int] { [:] }
  package static func files(_ settings: Settings) -> [SourceFile] { [] }
  package static func programs(_ settings: Settings) -> [String] { [] }
  package static func exports(_ settings: Settings) -> [Export] { [] }
  package static func values(_ settings: Settings, _ stage: KnownStage) -> [ValueOffer] { [] }
  package static func templates(_ settings: Settings) -> [SettingTemplate] { [] }
  package static func readsTestTargets(_ inputs: [String: [ArtifactType]]) -> Bool { false }
}

/// A file that a stage reads.
package struct SourceFile: Sendable, Hashable {
  /// The path as written.
  package let path: String
  /// The setting that holds it, for messages.
  package let setting: String

  package init(path: String, setting: String) {
    self.path = path
    self.setting = setting
  }
}

/// A file that an output is written to after it was stored.
package struct Export: Sendable, Hashable {
  /// The folder that a path is relative to.
  package enum Base: String, Sendable, Hashable {
    /// The folder of the analysis file.
    case analysis
    /// The folder of the analysis' report files.
    case report
  }

  package let output: String
  package let path: String
  package let base: Base
  package let setting: String

  package init(output: String, path: String, base: Base, setting: String) {
    self.output = output
    self.path = path
    self.base = base
    self.setting = setting
  }
}

/// A complete analysis that shows a kind at work, with the files it reads.
package struct StageExample: Sendable, Hashable {
  package let title: String
  package let analysis: String
  /// The contents of the files by path.
  package let files: [String: [UInt8]]

  package init(_ title: String, analysis: String, files: [String: String] = [:]) {
    self.init(title, analysis: analysis, bytes: files.mapValues { Array($0.utf8) })
  }

  package init(_ title: String, analysis: String, bytes: [String: [UInt8]]) {
    self.title = title
    self.analysis = analysis
    files = bytes
  }
}

/// A kind together with its checked settings: what one stage will do.
package protocol StageWork: Sendable {
  /// The kind of the stage.
  var kind: any StageKind.Type { get }
  /// The revisions of what the settings choose, by name.
  var revisions: [String: Int] { get }
  /// The files that the stage reads, as written in the settings.
  var files: [SourceFile] { get }
  /// The programs of the machine that the stage starts.
  var programs: [String] { get }
  /// The files that an output is also written to.
  var exports: [Export] { get }
  /// Gives the types of the outputs, or reports what does not fit.
  func types(_ check: inout TypeCheck) -> [String: ArtifactType]
  /// Gives the values that texts can quote besides those that each sort of output offers.
  func values(_ stage: KnownStage) -> [ValueOffer]
  /// The settings in which values of stages above are quoted.
  var templates: [SettingTemplate] { get }
  /// Gives the settings, where the stage is of the kind asked for.
  func settings<Kind: StageKind>(of kind: Kind.Type) -> Kind.Settings?
  /// Does the work.
  func run(_ context: any StageContext) async throws -> StageResult
  /// Shows stored results.
  func view(_ context: any ViewContext) throws -> StageView
}

/// The work of one kind, with that kind's own type of settings.
struct BoundStage<Kind: StageKind>: StageWork {
  let settings: Kind.Settings

  var kind: any StageKind.Type { Kind.self }
  var revisions: [String: Int] { Kind.revisions(settings) }
  var files: [SourceFile] { Kind.files(settings) }
  var programs: [String] { Kind.programs(settings) }
  var exports: [Export] { Kind.exports(settings) }

  var templates: [SettingTemplate] { Kind.templates(settings) }

  func settings<Asked: StageKind>(of kind: Asked.Type) -> Asked.Settings? {
    settings as? Asked.Settings
  }

  func types(_ check: inout TypeCheck) -> [String: ArtifactType] {
    Kind.types(settings, &check)
  }

  func values(_ stage: KnownStage) -> [ValueOffer] {
    Kind.values(settings, stage)
  }

  func run(_ context: any StageContext) async throws -> StageResult {
    try await Kind.run(settings, context)
  }

  func view(_ context: any ViewContext) throws -> StageView {
    try Kind.view(settings, context)
  }
}

extension StageKind {
  /// Reads the kind's settings and binds them.
  static func bind(_ reader: inout SettingReader) -> any StageWork {
    let settings = settings(&reader)
    reader.finish()
    return BoundStage<Self>(settings: settings)
  }
}

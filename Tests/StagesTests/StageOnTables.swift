import Analyses
import Diagnostics
import Digests
import Stages
import Tables
import Testing

/// A stage of a kind, run on tables without a cache or a file.
enum StageOnTables {
  /// Reads settings, runs the kind and gives its first output.
  static func output<Kind: StageKind, Value: Artifact>(
    of kind: Kind.Type, _ settings: [SettingValue.Pair], _ tables: [String: Table],
    testPorts: Set<String> = [], as type: Value.Type
  ) async throws -> Value {
    var reader = SettingReader(of: SettingValue.mapping(settings).node, subject: kind.name)
    let read = kind.settings(&reader)
    reader.finish()
    try #require(reader.diagnostics.isEmpty, "\(reader.diagnostics.map(\.headline))")
    let result = try await kind.run(read, TablesContext(tables: tables, testPorts: testPorts))
    let bytes = try #require(result.outputs.first).artifact.encoded()
    return try Value.decode(bytes)
  }

  /// Gives the view of an artifact.
  static func view<Kind: StageKind>(
    of kind: Kind.Type, _ settings: [SettingValue.Pair], _ artifact: any Artifact
  ) throws -> StageView {
    var reader = SettingReader(of: SettingValue.mapping(settings).node, subject: kind.name)
    return try kind.view(kind.settings(&reader), ArtifactView(artifact: artifact))
  }

  /// Gives the headlines of the problems that settings have.
  static func problems<Kind: StageKind>(
    of kind: Kind.Type, _ settings: [SettingValue.Pair]
  ) -> [String] {
    var reader = SettingReader(of: SettingValue.mapping(settings).node, subject: kind.name)
    _ = kind.settings(&reader)
    reader.finish()
    return reader.diagnostics.map(\.headline)
  }
}

/// Tables at the ports of a stage.
private struct TablesContext: StageContext {
  let tables: [String: Table]
  let testPorts: Set<String>
  let seed: UInt64 = 0
  let analysisSeed: UInt64 = 0
  let sharedSeed: UInt64 = 0
  let draftRowCount: Int? = nil

  var ports: [String] { tables.keys.sorted() }

  func inputs<Value: Artifact>(_ port: String, as type: Value.Type) throws -> [Given<Value>] {
    guard let table = tables[port] else { return [] }
    let bytes = table.encoded()
    return [Given(value: try Value.decode(bytes), digest: Digest(of: bytes), stage: port)]
  }

  func companions<Value: Artifact>(
    _ port: String, _ output: String, as type: Value.Type
  ) throws -> [Given<Value>?] { [] }

  func holdsTestRows(_ port: String) -> Bool { testPorts.contains(port) }

  func file(_ path: String) throws -> FileContent {
    throw StageProblem("there are no files")
  }

  func results<Kind: JobKind>(
    of jobs: [Job<Kind>], asTheyCome: @escaping @Sendable (Int, Kind.Output) -> String?
  ) async throws -> [JobResult<Kind.Output>] {
    throw StageProblem("there are no jobs")
  }

  func log(_ line: String) {}
}

/// One artifact to be shown.
private struct ArtifactView: ViewContext {
  let artifact: any Artifact
  let stage = "shown"
  let lookCount = 0
  let firstLookDay = ""

  func stages(_ port: String) -> [String] { [port] }

  func output<Value: Artifact>(_ name: String, as type: Value.Type) throws -> Value {
    try Value.decode(try artifact.encoded())
  }
}

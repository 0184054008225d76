import Analyses
import Cache
import Digests
import Synchronization

/// What a running stage sees: its inputs by port, its files, its jobs and its log.
final class EngineStageContext: StageContext {
  let seed: UInt64
  let analysisSeed: UInt64
  let sharedSeed: UInt64
  let draftRowCount: Int?
  private let stage: Stage
  private let digests: [Digest]
  private let memory: ArtifactMemory
  private let jobs: JobRunner
  private let readFile: @Sendable (String) throws -> FileContent
  private let readPieces: RunRequest.PieceReader?
  private let lines = Mutex<[String]>([])

  /// Takes the stage and the digests of its inputs, in their order.
  init(
    stage: Stage, analysis: Analysis, digests: [Digest], memory: ArtifactMemory, jobs: JobRunner,
    readFile: @escaping @Sendable (String) throws -> FileContent,
    readPieces: RunRequest.PieceReader? = nil
  ) {
    seed = stage.effectiveSeed ?? 0
    analysisSeed = UInt64(bitPattern: Int64(analysis.seed))
    sharedSeed = stage.hasOwnSeed ? seed : analysisSeed
    draftRowCount = stage.kind.isSource ? analysis.draftRowCount : nil
    self.stage = stage
    self.digests = digests
    self.memory = memory
    self.jobs = jobs
    self.readFile = readFile
    self.readPieces = readPieces
  }

  /// The lines of the log so far.
  var log: [String] { lines.withLock { $0 } }

  var ports: [String] {
    var seen: Set<String> = []
    return stage.inputs.map(\.port).filter { seen.insert($0).inserted }
  }

  func inputs<Value: Artifact>(_ port: String, as type: Value.Type) throws -> [Given<Value>] {
    try zip(stage.inputs, digests).filter { $0.0.port == port && $0.0.companionOf == nil }
      .map { try given($0.0, $0.1, as: type) }
  }

  func companions<Value: Artifact>(
    _ port: String, _ output: String, as type: Value.Type
  ) throws -> [Given<Value>?] {
    let all = zip(stage.inputs, digests).filter { $0.0.port == port }
    return try all.filter { $0.0.companionOf == nil }.map { main in
      let found = all.first {
        $0.0.stage == main.0.stage && $0.0.companionOf == main.0.output && $0.0.output == output
      }
      return try found.map { try given($0.0, $0.1, as: type) }
    }
  }

  func holdsTestRows(_ port: String) -> Bool { stage.testPorts.contains(port) }

  func file(_ path: String) throws -> FileContent {
    try checkDeclared(path)
    return try readFile(path)
  }

  func pieces(
    _ path: String, _ take: (_ shownPath: String, _ piece: [UInt8]) throws -> Bool
  ) throws {
    try checkDeclared(path)
    if let readPieces {
      try readPieces(path, take)
    } else {
      let file = try readFile(path)
      _ = try take(file.shownPath, file.bytes)
    }
  }

  private func checkDeclared(_ path: String) throws {
    guard stage.work.files.contains(where: { $0.path == path }) else {
      throw EngineError.undeclared(stage: stage.id, what: "the file '\(path)'")
    }
  }

  func results<Kind: JobKind>(
    of jobs: [Job<Kind>], asTheyCome: @escaping @Sendable (Int, Kind.Output) -> String?
  ) async throws -> [JobResult<Kind.Output>] {
    try await self.jobs.results(of: jobs, asTheyCome: asTheyCome)
  }

  func quoted(_ reference: String) throws -> String {
    guard let quote = stage.quotes.first(where: { $0.reference == reference }) else {
      throw EngineError.undeclared(stage: stage.id, what: "the value '\(reference)'")
    }
    let inputs = zip(stage.inputs, digests).filter {
      $0.0.port == Quote.port && $0.0.stage == quote.stage
    }
    return try quote.read(
      QuotedOutputs(
        stage: stage.id, memory: memory,
        digests: Dictionary(inputs.map { ($0.0.output, $0.1) }) { first, _ in first }))
  }

  func log(_ line: String) {
    lines.withLock { $0.append(line) }
  }

  private func given<Value: Artifact>(
    _ input: StageInput, _ digest: Digest, as type: Value.Type
  ) throws -> Given<Value> {
    Given(value: try memory.value(digest, as: type), digest: digest, stage: input.stage)
  }
}

/// The outputs of one stage that the running stage quotes.
private struct QuotedOutputs: OutputReading {
  let stage: String
  let memory: ArtifactMemory
  let digests: [String: Digest]

  func output<Value: Artifact>(_ name: String, as type: Value.Type) throws -> Value {
    guard let digest = digests[name] else {
      throw EngineError.undeclared(stage: stage, what: "the output '\(name)' of a stage above")
    }
    return try memory.value(digest, as: type)
  }
}

import Analyses
import Cache
import Digests
import Foundation
import Synchronization

/// Does the jobs of one stage, or answers them from the cache; each commits alone when it ends.
final class JobRunner: Sendable {
  /// How many jobs were done and answered, and what they cost.
  struct Tally: Sendable {
    var keys: [Digest] = []
    var requested = 0
    var computed = 0
    var reused = 0
    var cpuSeconds = 0.0
  }

  private let store: ResultStore
  private let memory: ArtifactMemory
  private let claims: JobClaims
  private let machine: String
  private let ignoresStored: Bool
  private let beginRun: @Sendable () throws -> Int64
  private let progress: @Sendable (_ done: Int, _ total: Int, _ label: String) -> Void
  private let state = Mutex(Tally())

  init(
    store: ResultStore, memory: ArtifactMemory, claims: JobClaims, machine: String,
    ignoresStored: Bool,
    beginRun: @escaping @Sendable () throws -> Int64,
    progress: @escaping @Sendable (_ done: Int, _ total: Int, _ label: String) -> Void
  ) {
    self.store = store
    self.memory = memory
    self.claims = claims
    self.machine = machine
    self.ignoresStored = ignoresStored
    self.beginRun = beginRun
    self.progress = progress
  }

  /// How many jobs were computed and reused so far.
  var tally: Tally { state.withLock { $0 } }

  /// Gives the results in the order of the jobs.
  func results<Kind: JobKind>(of jobs: [Job<Kind>]) async throws -> [JobResult<Kind.Output>] {
    let keys = try jobs.map { try Self.key(of: $0) }
    state.withLock {
      $0.keys += keys
      $0.requested += jobs.count
    }
    return try await withThrowingTaskGroup(of: (Int, JobResult<Kind.Output>).self) { group in
      for (index, job) in jobs.enumerated() {
        let key = keys[index]
        group.addTask {
          try Task.checkCancellation()
          return (index, try await self.result(of: job, key: key))
        }
      }
      var results = [JobResult<Kind.Output>?](repeating: nil, count: jobs.count)
      for try await (index, result) in group { results[index] = result }
      return results.compactMap { $0 }
    }
  }

  private func result<Kind: JobKind>(
    of job: Job<Kind>, key: Digest
  ) async throws -> JobResult<Kind.Output> {
    await claims.take(key)
    defer { claims.release(key) }
    if !ignoresStored, let stored = try stored(key, of: Kind.self) {
      finish(job.label, computed: false, cpuSeconds: 0)
      return stored
    }
    // It may have waited for another stage that does the same job.
    try Task.checkCancellation()
    let clock = StopWatch()
    let context = EngineJobContext(seed: job.seed ?? 0, inputs: job.inputs, memory: memory)
    let output = try await Kind.run(job.settings, context)
    let measured = clock.measurements(machine: machine)
    let bytes = try output.encoded()
    let stored = NewOutput(name: "output", format: Kind.Output.format, bytes: bytes)
    let result = NewResult(
      key: key, kind: Kind.name, revision: Kind.revision, isJob: true, outputs: [stored],
      metrics: [], looks: [], jobs: [], log: "", measurements: measured)
    try store.commit(result, run: try beginRun(), record: nil, replacing: ignoresStored)
    memory.keep(output, as: stored.digest)
    finish(job.label, computed: true, cpuSeconds: measured.cpuSeconds)
    return JobResult(output: output, digest: stored.digest)
  }

  private func stored<Kind: JobKind>(
    _ key: Digest, of kind: Kind.Type
  ) throws -> JobResult<Kind.Output>? {
    let found = try store.read { try $0.result(key) }
    guard let digest = found?.outputs.first?.digest else { return nil }
    do {
      return JobResult(output: try memory.value(digest, as: Kind.Output.self), digest: digest)
    } catch EngineError.artifactLost {
      return nil
    }
  }

  private func finish(_ label: String, computed: Bool, cpuSeconds: Double) {
    let (done, total) = state.withLock { tally in
      if computed { tally.computed += 1 } else { tally.reused += 1 }
      tally.cpuSeconds += cpuSeconds
      return (tally.computed + tally.reused, tally.requested)
    }
    progress(done, total, label)
  }

  /// The key of a job: its kind and revisions, its settings as sorted JSON, inputs and seed.
  static func key<Kind: JobKind>(of job: Job<Kind>) throws -> Digest {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    var writer = ByteWriter()
    writer.text("job")
    writer.text(Kind.name)
    writer.integer(Kind.revision)
    let revisions = Kind.revisions(job.settings).sorted { $0.key < $1.key }
    writer.integer(revisions.count)
    for (name, revision) in revisions {
      writer.text(name)
      writer.integer(revision)
    }
    writer.block([UInt8](try encoder.encode(job.settings)))
    writer.integer(job.inputs.count)
    for (name, digest) in job.inputs.sorted(by: { $0.key < $1.key }) {
      writer.text(name)
      writer.digest(digest)
    }
    writer.flag(job.seed != nil)
    writer.word(job.seed ?? 0)
    return Digest(of: writer.bytes)
  }
}

/// What a job sees.
private struct EngineJobContext: JobContext {
  let seed: UInt64
  let inputs: [String: Digest]
  let memory: ArtifactMemory

  func input<Value: Artifact>(_ name: String, as type: Value.Type) throws -> Value {
    guard let digest = inputs[name] else {
      throw EngineError.undeclared(stage: "job", what: "the input '\(name)'")
    }
    return try memory.value(digest, as: type)
  }
}

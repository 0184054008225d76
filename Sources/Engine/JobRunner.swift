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
  private let shared = SharedWork()

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

  /// Gives the results in the order of the jobs; jobs of one pass are done together.
  func results<Kind: JobKind>(
    of jobs: [Job<Kind>], asTheyCome: @escaping @Sendable (Int, Kind.Output) -> String?
  ) async throws -> [JobResult<Kind.Output>] {
    let keys = try jobs.map { try Self.key(of: $0) }
    state.withLock {
      $0.keys += keys
      $0.requested += jobs.count
    }
    let passes = try Self.passes(jobs, keys)
    return try await withThrowingTaskGroup(of: [(Int, JobResult<Kind.Output>)].self) { group in
      for places in passes {
        group.addTask {
          try Task.checkCancellation()
          return try await self.results(of: jobs, keys, at: places, asTheyCome)
        }
      }
      var results = [JobResult<Kind.Output>?](repeating: nil, count: jobs.count)
      for try await done in group {
        for (index, result) in done { results[index] = result }
      }
      return results.compactMap { $0 }
    }
  }

  /// Gives the places of jobs that are done together, in the order of their first ones.
  private static func passes<Kind: JobKind>(
    _ jobs: [Job<Kind>], _ keys: [Digest]
  ) throws -> [[Int]] {
    var passes: [[Int]] = []
    var known: [Digest: Int] = [:]
    for (place, job) in jobs.enumerated() {
      let common = try Kind.pass(job.settings).map { settings in
        try key(
          of: Job(Kind.self, settings: settings, inputs: job.inputs, seed: job.seed, label: ""))
      }
      if let common, let pass = known[common] {
        passes[pass].append(place)
      } else {
        if let common { known[common] = passes.count }
        passes.append([place])
      }
    }
    return passes
  }

  /// Answers the jobs of one pass that are stored, and does the others.
  private func results<Kind: JobKind>(
    of jobs: [Job<Kind>], _ keys: [Digest], at places: [Int],
    _ asTheyCome: @Sendable (Int, Kind.Output) -> String?
  ) async throws -> [(Int, JobResult<Kind.Output>)] {
    // In the order of their keys, so that two stages never wait for each other.
    let claimed = Set(places.map { keys[$0] }).sorted()
    for key in claimed { await claims.take(key) }
    defer { for key in claimed { claims.release(key) } }
    var results: [(Int, JobResult<Kind.Output>)] = []
    var missing: [Int] = []
    for place in places {
      if !ignoresStored, let stored = try stored(keys[place], of: Kind.self) {
        let remark = asTheyCome(place, stored.output)
        finish(jobs[place].label, remark, computed: false, cpuSeconds: 0)
        results.append((place, stored))
      } else {
        missing.append(place)
      }
    }
    guard let first = missing.first else { return results }
    // It may have waited for another stage that does the same job.
    try Task.checkCancellation()
    let clock = StopWatch()
    let context = EngineJobContext(
      seed: jobs[first].seed ?? 0, inputs: jobs[first].inputs, memory: memory,
      work: shared)
    let outputs =
      missing.count == 1
      ? [try await Kind.run(jobs[first].settings, context)]
      : try await Kind.run(pass: missing.map { jobs[$0].settings }, context)
    let measured = clock.measurements(machine: machine).shared(by: outputs.count)
    for (place, output) in zip(missing, outputs) {
      let digest = try commit(jobs[place], output, keys[place], measured)
      let remark = asTheyCome(place, output)
      finish(jobs[place].label, remark, computed: true, cpuSeconds: measured.cpuSeconds)
      results.append((place, JobResult(output: output, digest: digest)))
    }
    return results
  }

  /// Stores one output by itself, so that a kill loses nothing that was done; final ones only.
  private func commit<Kind: JobKind>(
    _ job: Job<Kind>, _ output: Kind.Output, _ key: Digest, _ measured: Measurements
  ) throws -> Digest {
    let stored = NewOutput(
      name: "output", format: Kind.Output.format, bytes: try output.encoded())
    let result = NewResult(
      key: key, kind: Kind.name, revision: Kind.revision, isJob: true, outputs: [stored],
      metrics: [], looks: [], jobs: [], log: "", measurements: measured)
    if Kind.isFinal(output, of: job.settings) {
      try store.commit(result, run: try beginRun(), record: nil, replacing: ignoresStored)
    }
    memory.keep(output, as: stored.digest)
    return stored.digest
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

  private func finish(
    _ label: String, _ remark: String?, computed: Bool, cpuSeconds: Double
  ) {
    let (done, total) = state.withLock { tally in
      if computed { tally.computed += 1 } else { tally.reused += 1 }
      tally.cpuSeconds += cpuSeconds
      return (tally.computed + tally.reused, tally.requested)
    }
    progress(done, total, remark.map { "\(label), \($0)" } ?? label)
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
  let work: SharedWork

  func shared<Value: Sendable>(
    _ name: String, size: (Value) -> Int, make: () throws -> Value
  ) throws -> Value {
    var writer = ByteWriter()
    writer.text(name)
    writer.word(seed)
    for (name, digest) in inputs.sorted(by: { $0.key < $1.key }) {
      writer.text(name)
      writer.digest(digest)
    }
    return try work.value(Digest(of: writer.bytes), size: size, make: make)
  }

  func input<Value: Artifact>(_ name: String, as type: Value.Type) throws -> Value {
    guard let digest = inputs[name] else {
      throw EngineError.undeclared(stage: "job", what: "the input '\(name)'")
    }
    return try memory.value(digest, as: type)
  }
}

import Analyses
import Cache
import Diagnostics
import Digests
import Engine
import Foundation
import GRDB
import Synchronization
import TestSupport

/// A folder with files and a cache, in which analyses of the test kinds are planned and run.
struct EngineFixture {
  let folder: TemporaryFolder
  let store: ResultStore
  let catalog: StageCatalog

  init(catalog: StageCatalog = .testing(), folder: TemporaryFolder? = nil) throws {
    self.folder = try folder ?? TemporaryFolder()
    self.catalog = catalog
    store = try ResultStore(path: self.folder.url.appending(path: "cache.sqlite").path)
  }

  /// A run's outcome with all that it told.
  struct Ran {
    let outcome: RunOutcome
    let events: [RunEvent]

    /// What was computed, in the order of the alphabet.
    var computed: [String] { outcome.computed.sorted() }

    /// How a stage ended, the last time when it was tried again.
    func end(_ stage: String) -> RunEvent.StageEnd? {
      var last: RunEvent.StageEnd?
      for case .stageEnd(let end) in events where end.stage == stage { last = end }
      return last
    }
  }

  /// What a run is told besides the analysis.
  struct Options {
    var stages: [String] = []
    var from: String?
    var to: String?
    var force = false
    var keepsGoing = false
    var isUnsealed = false
    var threadCount = 2
  }

  /// Reads an analysis of the given stages.
  func analysis(
    _ stages: String, header: String = "seed: 1", path: String = "sums.yaml", name: String = "sums",
    overrides: [String] = []
  ) throws -> Analysis {
    let text = "workbench: 1\ntitle: Sums\n\(header)\nstages:\n" + stages
    let root = folder.url
    var reader = AnalysisReader(catalog: catalog) { path in
      guard let data = try? Data(contentsOf: root.appending(path: path)) else {
        return .failure(Diagnostic(.inputMissing, "there is no file '\(path)'"))
      }
      return .success(
        TypeCheck.FileBeginning(shownPath: path, bytes: [UInt8](data), isWhole: true))
    }
    return try reader.read(
      SourceText(path: path, text: text), name: name,
      overrides: overrides.compactMap { SettingOverride($0) })
  }

  /// Gives the digests of the files that the stages read.
  func fileDigests(_ analysis: Analysis) throws -> [String: Digest] {
    var digests: [String: Digest] = [:]
    for file in analysis.stages.flatMap(\.work.files) {
      digests[file.path] = Digest(
        of: [UInt8](try Data(contentsOf: folder.url.appending(path: file.path))))
    }
    return digests
  }

  private func request(_ analysis: Analysis, _ options: Options) throws -> RunRequest {
    let root = folder.url
    return RunRequest(
      analysis: analysis,
      selection: try Selection(
        analysis, stages: options.stages, from: options.from, to: options.to,
        force: options.force),
      threadCount: options.threadCount, keepsGoing: options.keepsGoing,
      isUnsealed: options.isUnsealed, command: "run", version: "1", machine: "a test",
      fileDigests: try fileDigests(analysis),
      readFile: { path in
        FileContent(
          shownPath: path, bytes: [UInt8](try Data(contentsOf: root.appending(path: path))))
      },
      locate: { ExportPlace(url: root.appending(path: $0.path), shownPath: $0.path) })
  }

  /// Gives the plan of an analysis against the cache.
  func plan(_ analysis: Analysis, isUnsealed: Bool = false) throws -> Plan {
    var options = Options()
    options.isUnsealed = isUnsealed
    return try Runner(try request(analysis, options), store: store) { _ in }.plan()
  }

  /// Runs an analysis.
  @discardableResult
  func run(
    _ analysis: Analysis, _ options: Options = Options(), probe: Probe = Probe()
  ) async throws -> Ran {
    let events = EventList()
    let runner = Runner(try request(analysis, options), store: store) { events.add($0) }
    let outcome = try await Probe.$current.withValue(probe) { try await runner.run() }
    return Ran(outcome: outcome, events: events.all)
  }

  /// Gives the value of a stage's stored result.
  func value(_ analysis: Analysis, _ stage: String, _ output: String = "number") throws -> Int? {
    guard let digest = try plan(analysis)[stage]?.digest(of: output) else { return nil }
    return try store.bytes(of: digest).map { try Number.decode($0).value }
  }

  /// Gives the digests of every stored output, as `stage.output`.
  func digests(_ analysis: Analysis) throws -> [String: Digest] {
    var digests: [String: Digest] = [:]
    for planned in try plan(analysis).stages {
      for output in planned.result?.outputs ?? [] {
        digests["\(planned.id).\(output.name)"] = output.digest
      }
    }
    return digests
  }

  /// Gives the key of a stage, when it is known.
  func key(_ analysis: Analysis, _ stage: String) throws -> Digest? {
    try plan(analysis)[stage]?.record?.key
  }

  /// Changes the cache's file as another program would.
  func execute(_ sql: String, _ digest: Digest) throws {
    let queue = try DatabaseQueue(path: folder.url.appending(path: "cache.sqlite").path)
    try queue.write { try $0.execute(sql: sql, arguments: [Data(digest.bytes)]) }
    try queue.close()
  }

  /// Changes one bit of stored bytes without changing their number.
  func flip(_ digest: Digest) throws {
    try execute(
      """
      UPDATE chunk SET bytes = CAST(x'7f' || substr(bytes, 2) AS BLOB)
      WHERE blob_id = (SELECT id FROM blob WHERE digest = ? AND problem IS NULL)
      """, digest)
  }

  /// Takes stored bytes away.
  func delete(_ digest: Digest) throws {
    try execute("DELETE FROM blob WHERE digest = ? AND problem IS NULL", digest)
  }
}

/// The events of a run in the order in which they came.
final class EventList: Sendable {
  private let events = Mutex<[RunEvent]>([])

  /// All events so far.
  var all: [RunEvent] { events.withLock { $0 } }

  /// Takes an event.
  func add(_ event: RunEvent) { events.withLock { $0.append(event) } }
}

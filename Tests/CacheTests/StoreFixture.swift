import Cache
import Digests
import Foundation
import TestSupport

/// A store in a folder of its own, and values to put in it.
struct StoreFixture {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.url.appending(path: ".workbench/cache.sqlite").path
  }

  /// Opens the store, making it when it is not there.
  func open(timeoutSeconds: Double = 10) throws -> ResultStore {
    try ResultStore(path: path, timeoutSeconds: timeoutSeconds)
  }

  /// Begins a run of the analysis `prices`.
  static func run(_ store: ResultStore, analysis: String = "prices") throws -> Int64 {
    try store.beginRun(
      analysis: analysis, command: "workbench run \(analysis).yaml", version: "1.0",
      machine: "two cores")
  }

  /// Gives the digest of a word.
  static func digest(_ word: String) -> Digest { Digest(of: Array(word.utf8)) }

  /// Makes a result with one output of the given bytes.
  static func result(
    _ key: String, bytes: [UInt8] = Array("bytes".utf8), isJob: Bool = false,
    looks: [Look] = [], seconds: Double = 1.5
  ) -> NewResult {
    NewResult(
      key: digest(key), kind: "train", revision: 3, isJob: isJob,
      outputs: [NewOutput(name: "model", format: "trees-1", bytes: bytes)], looks: looks,
      measurements: Measurements(seconds: seconds, cpuSeconds: 2.25, machine: "two cores"))
  }

  /// Makes a record of the stage.
  static func record(
    _ stage: String, key: String, outcome: String = "computed", analysis: String = "prices"
  ) -> StageRecord {
    StageRecord(
      analysis: analysis, stage: stage, key: digest(key), outcome: outcome,
      record: #"{"rounds": 100}"#, reasons: #"["new"]"#)
  }

  /// Makes bytes that do not repeat within a chunk.
  static func noise(_ count: Int, seed: UInt64 = 7) -> [UInt8] {
    var state = seed
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 56)
    }
  }
}

import Analyses
import Cache
import Diagnostics
import Digests
import Documents
import Engine
import Foundation
import Tables
import TestSupport
import WorkbenchKit

/// An analysis with its files in a folder of its own, run as the program runs it.
struct Analysed {
  let folder: TemporaryFolder
  let path: String

  /// Writes the analysis and its files, without running anything.
  init(_ text: String, files: [String: String] = [:], bytes: [String: [UInt8]] = [:]) throws {
    folder = try TemporaryFolder()
    for (name, content) in files { try folder.write("analyses/\(name)", content) }
    for (name, content) in bytes { try folder.write("analyses/\(name)", bytes: content) }
    path = try folder.write("analyses/tested.yaml", text).path
  }

  /// Reads and checks the file as it stands.
  func opened() throws -> OpenedAnalysis { try OpenedAnalysis(path: path) }

  /// Changes the analysis.
  func rewrite(_ text: String) throws { try folder.write("analyses/tested.yaml", text) }

  /// Runs all stages and writes the report.
  @discardableResult
  func run(_ stages: [String] = []) async throws -> RunSession.Result {
    var options = RunSession.Options()
    options.stages = stages
    return try await RunSession(try opened(), options).run { _ in }
  }

  /// Gives the digests of all outputs, as `stage.output`.
  func digests() throws -> [String: String] {
    let opened = try opened()
    var digests: [String: String] = [:]
    for planned in try opened.plan(try opened.existingStore()).stages {
      for output in planned.result?.outputs ?? [] {
        digests["\(planned.id).\(output.name)"] = output.digest.hex
      }
    }
    return digests
  }

  /// Gives an output that is a table.
  func table(_ reference: String) throws -> Table? {
    try StoredOutputs.table(StoredOutputs(try opened()).content(of: reference))
  }

  /// Gives an artifact.
  func artifact<Value: Artifact>(_ reference: String, as type: Value.Type) throws -> Value {
    try Value.decode(StoredOutputs(try opened()).content(of: reference).bytes)
  }

  /// The report as text.
  var report: String {
    get throws { try folder.read("reports/tested.html") }
  }

  /// Gives the view of a stage, as the report shows it.
  func view(_ id: String) throws -> StageView {
    let opened = try opened()
    let store = try opened.existingStore()
    guard let store, let stage = opened.analysis.stage(id),
      let planned = try opened.plan(store)[id]
    else { throw StageProblem("there is no stage '\(id)'") }
    let looks = try store.read { try $0.looks() }
    return try stage.work.view(
      StoredReading(
        stage: id, planned: planned, inputs: stage.inputs, store: store, lookCount: looks.count,
        firstLookDay: looks.isEmpty ? "" : "2026-01-01"))
  }
}

/// What a view is made from, read from the cache.
private struct StoredReading: ViewContext {
  let stage: String
  let planned: PlannedStage
  let inputs: [StageInput]
  let store: ResultStore
  let lookCount: Int
  let firstLookDay: String

  func stages(_ port: String) -> [String] {
    inputs.filter { $0.port == port && $0.companionOf == nil }.map(\.stage)
  }

  func output<Value: Artifact>(_ name: String, as type: Value.Type) throws -> Value {
    guard let digest = planned.digest(of: name), let bytes = try store.bytes(of: digest) else {
      throw StageProblem("there is no output '\(name)'")
    }
    return try Value.decode(bytes)
  }
}

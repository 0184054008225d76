import Analyses
import Cache
import Digests
import Engine

/// What a stage's view is made from: the stage's stored outputs, and how often tests were looked at.
struct StageReading: ViewContext {
  let planned: PlannedStage
  let inputs: [StageInput]
  let store: ResultStore
  let lookCount: Int
  let firstLookDay: String

  var stage: String { planned.id }

  func stages(_ port: String) -> [String] {
    inputs.filter { $0.port == port && $0.companionOf == nil }.map(\.stage)
  }

  func output<Value: Artifact>(_ name: String, as type: Value.Type) throws -> Value {
    guard let digest = planned.digest(of: name) else {
      throw EngineError.undeclared(stage: stage, what: "the output '\(name)'")
    }
    guard let bytes = try store.bytes(of: digest) else { throw EngineError.artifactLost(digest) }
    do {
      return try Value.decode(bytes)
    } catch {
      throw EngineError.artifactUnreadable(digest, format: Value.format)
    }
  }
}

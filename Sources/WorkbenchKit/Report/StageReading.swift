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
  let sealedOutputs: Set<String>
  /// The stages whose outputs cannot be told apart by the stage's name alone.
  let ambiguousStages: Set<String>
  /// The ports that have the only test rows on which the analysis scores models.
  let testPorts: Set<String>

  var stage: String { planned.id }

  func stages(_ port: String) -> [String] {
    inputs.filter { $0.port == port && $0.companionOf == nil }.map(\.stage)
  }

  func references(_ port: String) -> [String] {
    inputs.filter { $0.port == port && $0.companionOf == nil }.map {
      ambiguousStages.contains($0.stage) ? "\($0.stage).\($0.output)" : $0.stage
    }
  }

  func namesTestRows(_ port: String) -> Bool { testPorts.contains(port) }

  func isSealed(_ output: String) -> Bool { sealedOutputs.contains(output) }

  func output<Value: Artifact>(_ name: String, as type: Value.Type) throws -> Value {
    try PlannedOutputs(planned: planned, store: store).output(name, as: type)
  }
}

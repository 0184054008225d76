import Analyses
import Cache
import Documents
import Engine

/// The answer in the file's own words, filled in from stored results.
struct AnswerText {
  /// What came of the template.
  enum Outcome {
    case filled(Text)
    /// These stages have no result that could be quoted.
    case waiting(on: [String])
    /// A value is not there, for the reason given.
    case failed(String)
  }

  let template: AnswerTemplate
  let plan: Plan
  let store: ResultStore

  /// Fills the template in; results that are not under the present keys are never quoted.
  func outcome() throws -> Outcome {
    var seen: Set<String> = []
    let missing = template.quotes.map(\.stage).filter {
      plan[$0]?.state != .fresh && seen.insert($0).inserted
    }
    guard missing.isEmpty else { return .waiting(on: missing) }
    do {
      let filled = try template.template.filled { Markdown.escaped(try value($0)) }
      return .filled(Markdown.text(of: filled))
    } catch let problem as StageProblem {
      return .failed(problem.headline)
    }
  }

  private func value(_ reference: String) throws -> String {
    guard let quote = template.quotes.first(where: { $0.reference == reference }),
      let planned = plan[quote.stage]
    else { throw StageProblem("'{{\(reference)}}' has no value") }
    do {
      return try quote.read(PlannedOutputs(planned: planned, store: store))
    } catch let problem as StageProblem {
      throw StageProblem("{{\(reference)}}: \(problem.headline)", hints: problem.hints)
    }
  }
}

/// The stored outputs of a stage that is up to date.
struct PlannedOutputs: OutputReading {
  let planned: PlannedStage
  let store: ResultStore

  func output<Value: Artifact>(_ name: String, as type: Value.Type) throws -> Value {
    guard let digest = planned.digest(of: name) else {
      throw EngineError.undeclared(stage: planned.id, what: "the output '\(name)'")
    }
    guard let bytes = try store.bytes(of: digest) else { throw EngineError.artifactLost(digest) }
    do {
      return try Value.decode(bytes)
    } catch {
      throw EngineError.artifactUnreadable(digest, format: Value.format)
    }
  }
}

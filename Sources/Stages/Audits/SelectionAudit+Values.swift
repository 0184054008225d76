package import Analyses
import Learning

extension SelectionAudit {
  /// What texts can quote: `kept`, `chosen` and `reference`, each with figures, and the constant.
  package static func values(_ settings: Settings, _ stage: KnownStage) -> [ValueOffer] {
    let figures = ["", ".score", ".held-out", ".offset", ".distance"]
    let names = ["kept", "chosen", "reference"].flatMap { name in figures.map { name + $0 } }
    return [
      ValueOffer(
        output: "audit", names: names + ["count", "constant.offset", "constant.score"]
      ) { name, outputs in
        try value(name, of: outputs.output("audit", as: HabitAudit.self))
      }
    ]
  }

  private static func value(_ name: String, of audit: HabitAudit) throws -> String {
    func score(_ value: Double) -> String { MetricWords.value(value, of: audit.metric) }
    switch name {
    case "count": return String(audit.repeats.count)
    case "constant.offset": return Wording.number(audit.bestOffset, digits: 3)
    case "constant.score": return score(audit.bestError)
    default: break
    }
    let words = name.split(separator: ".").map(String.init)
    let place =
      switch words[0] {
      case "kept": audit.keptRepeat
      case "chosen": audit.chosenRepeat
      default: audit.reference
      }
    guard let place else {
      throw StageProblem(
        "no repeat was chosen on training rows",
        hints: ["set `validation: 0.2` where '\(audit.stage)' is trained"])
    }
    switch words.count > 1 ? words[1] : "" {
    case "": return place.name
    case "score": return score(place.error)
    case "offset": return Wording.number(place.offset, digits: 3)
    case "distance": return Wording.number(place.distance)
    default:
      guard let held = place.heldOut else {
        throw StageProblem("\(place.name) has no score on training rows that it did not see")
      }
      return score(held)
    }
  }
}

package import Analyses
import Learning

extension PermutationImportance {
  /// Offers the columns whose shuffling costs most, and the error as it is.
  ///
  /// `MODEL.1` to `MODEL.5` are columns, each with `.growth`; `MODEL.error` is the error.
  package static func values(_ settings: Settings, _ stage: KnownStage) -> [ValueOffer] {
    let names = (stage.stages["models"] ?? []).flatMap { model in
      (1...5).flatMap { ["\(model).\($0)", "\(model).\($0).growth"] } + ["\(model).error"]
    }
    return [
      ValueOffer(output: "summary", names: names) { name, outputs in
        try value(name, of: outputs.output("summary", as: ImportanceSummary.self))
      }
    ]
  }

  private static func value(_ name: String, of summary: ImportanceSummary) throws -> String {
    let words = name.split(separator: ".").map(String.init)
    guard words.count > 1, let entry = summary.entries.first(where: { $0.model == words[0] }) else {
      throw StageProblem("there is no value '\(name)'")
    }
    func number(_ value: Double) -> String { Wording.number(value, digits: 3) }
    guard let place = Int(words[1]) else { return number(entry.error) }
    let sorted = entry.columns.enumerated().sorted {
      (-$0.element.mean, $0.offset) < (-$1.element.mean, $1.offset)
    }
    guard sorted.indices.contains(place - 1) else {
      throw StageProblem("'\(entry.model)' reads \(Wording.count(sorted.count, "column"))")
    }
    let growth = sorted[place - 1].element
    return words.count > 2 ? number(growth.mean) : growth.column
  }
}

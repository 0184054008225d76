package import Analyses
import Learning

extension Explain {
  /// How many of a model's columns can be named by their place.
  private static let placesMax = 5

  /// Offers the columns that add most and the mean sizes of columns.
  ///
  /// `MODEL.1` is the column that adds most, `MODEL.1.size` its mean size, and `MODEL.COLUMN` that of a
  /// column, with `.low` and `.high` for its interval.
  package static func values(_ settings: Settings, _ stage: KnownStage) -> [ValueOffer] {
    let columns = (stage.outputTypes["rows"]?.table?.columns ?? []).map(\.name).filter {
      $0 != "row"
    }
    let names = (stage.stages["models"] ?? []).flatMap { model -> [String] in
      let places = (1...placesMax).flatMap { ["\(model).\($0)", "\(model).\($0).size"] }
      let sizes = columns.flatMap { column in
        ["", ".low", ".high"].map { "\(model).\(column)\($0)" }
      }
      return places + sizes
    }
    return [
      ValueOffer(output: "summary", names: names) { name, outputs in
        try value(name, of: outputs.output("summary", as: AttributionSummary.self))
      }
    ]
  }

  private static func value(_ name: String, of summary: AttributionSummary) throws -> String {
    guard let entry = summary.entries.first(where: { name.hasPrefix($0.model + ".") }) else {
      throw StageProblem("the explanation has no value '\(name)'")
    }
    let rest = String(name.dropFirst(entry.model.count + 1))
    if let size = entry.sizes.first(where: { $0.player == rest }) { return number(size.mean) }
    for (ending, part) in [(".low", \Bootstrap.Interval.low), (".high", \.high)]
    where rest.hasSuffix(ending) {
      let column = String(rest.dropLast(ending.count))
      if let size = entry.sizes.first(where: { $0.player == column }) {
        return number(size.interval[keyPath: part])
      }
    }
    let words = rest.split(separator: ".").map(String.init)
    if let place = Int(words[0]), words.count == 1 || words[1] == "size" {
      let sorted = entry.sizes.enumerated().sorted {
        (-$0.element.mean, $0.offset) < (-$1.element.mean, $1.offset)
      }
      guard sorted.indices.contains(place - 1) else {
        throw StageProblem("'\(entry.model)' has \(sorted.count) columns, and no \(place)th")
      }
      let size = sorted[place - 1].element
      return words.count == 1 ? size.player : number(size.mean)
    }
    throw StageProblem("'\(entry.model)' does not read '\(rest)', so it adds nothing")
  }

  private static func number(_ value: Double) -> String { Wording.number(value, digits: 3) }
}

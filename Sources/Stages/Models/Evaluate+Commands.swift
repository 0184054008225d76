package import Analyses
import Documents
import Learning
import Tables

extension Evaluate {
  package static func files(_ settings: Settings) -> [SourceFile] {
    OwnMeasure.sources(settings.commands)
  }

  package static func programs(_ settings: Settings) -> [String] {
    settings.commands.map(\.call.program)
  }

  /// Runs the programs of the user's on each model and its rows.
  static func own(
    _ settings: Settings, _ evaluation: Evaluation, _ residuals: Table,
    _ read: (String) throws -> [UInt8]
  ) throws -> [Evaluation.OwnScore]? {
    guard !settings.commands.isEmpty else { return nil }
    let rows = ResidualRows(residuals)
    var scores: [Evaluation.OwnScore] = []
    for entry in evaluation.entries {
      for place in ["held-out", evaluation.rows] {
        let pairs = rows.pairs(model: entry.model, rows: place)
        guard !pairs.targets.isEmpty else { continue }
        for measure in settings.commands {
          scores.append(
            Evaluation.OwnScore(
              name: measure.name, model: entry.model, rows: place,
              value: try measure.value(
                targets: pairs.targets, predictions: pairs.predictions, read),
              count: pairs.targets.count))
        }
      }
    }
    return scores
  }

  /// The numbers of the user's programs, a column for each.
  static func ownBlocks(_ evaluation: Evaluation) -> [Block] {
    guard let own = evaluation.own, !own.isEmpty else { return [] }
    var names: [String] = []
    var lines: [(model: String, rows: String)] = []
    for score in own {
      if !names.contains(score.name) { names.append(score.name) }
      if !lines.contains(where: { $0 == (score.model, score.rows) }) {
        lines.append((score.model, score.rows))
      }
    }
    return [
      .table(
        DataTable(
          caption: "Numbers of your own, by programs that ran once for each model and rows, "
            + "so there is no interval",
          headings: [.init("Model"), .init("Rows")] + names.map { .init($0, .trailing) },
          rows: lines.map { line in
            [.code(line.model), Evaluation.text(ofRows: line.rows)]
              + names.map { name in
                let score = own.first {
                  ($0.name, $0.model, $0.rows) == (name, line.model, line.rows)
                }
                return Text(score.map { Wording.number($0.value) } ?? "")
              }
          }))
    ]
  }
}

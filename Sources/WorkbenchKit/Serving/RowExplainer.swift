import Attribution
import Learning
import Serving
import Stages
import Tables

/// The explainer of a served model.
struct RowExplainer: RowExplaining {
  private let explainer: ModelExplainer

  init(_ explainer: ModelExplainer) {
    self.explainer = explainer
  }

  func explanation(of table: Table) throws(LearningError) -> RowExplanation {
    let found = try explainer.attributions(of: table)
    return RowExplanation(
      players: found.players, base: found.base,
      values: (0..<found.rowCount).map { row in found.values.map { $0[row] } },
      outputs: found.outputs, scale: found.scale.rawValue, label: explainer.label,
      method: explainer.method)
  }
}

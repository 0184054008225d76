import Learning
import Tables

/// Held-out rows of a model of classes, read back from their table.
struct HeldOutClasses {
  let targets: [Int]
  /// From 1.
  let folds: [Int]
  let predictions: ClassPredictions
  /// The weight of each row, or nil where every row counts the same.
  let weights: [Double]?

  /// Reads a table that a training stage made; nil where it has no rows or another form.
  init?(_ table: Table, _ labels: ClassLabels) {
    let names = labels.probabilityNames(avoiding: HeldOutTable.names)
    let shares = names.compactMap { table[$0]?.numbers }
    guard table.rowCount > 0, shares.count == names.count, let target = table["target"],
      let prediction = table["prediction"], let folds = table["fold"]?.numbers,
      let targets = try? labels.places(of: target),
      let places = try? labels.places(of: prediction)
    else { return nil }
    self.targets = targets
    weights = table["weight"]?.numbers
    self.folds = folds.map { Int($0) }
    predictions = ClassPredictions(
      labels: labels,
      probabilities: targets.indices.flatMap { row in shares.map { $0[row] } }, places: places)
  }

  /// Gives the table again with other predictions.
  static func table(_ table: Table, _ predictions: ClassPredictions) -> Table {
    let kept = ["row", "fold", "target", "weight"].compactMap { table[$0] }
    return Table(
      kept + predictions.columns(prediction: "prediction", avoiding: HeldOutTable.names))
  }
}

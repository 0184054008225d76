import Documents
import Learning

/// The losses of a training as a picture.
enum LearningCurveFigure {
  /// The most rows of the table behind the picture.
  private static let rowsMax = 25

  /// Gives the picture, or nil where there is no line to draw.
  static func figure(_ curve: LearningCurve, stage: String) -> Figure? {
    guard curve.training.count > 1 else { return nil }
    let steps = curve.training.indices.map { Double($0 + 1) }
    var series = [Figure.PointSeries(name: "training rows", x: steps, y: curve.training)]
    if !curve.validation.isEmpty {
      series.append(
        Figure.PointSeries(name: "rows set aside", x: steps, y: curve.validation))
    }
    // A loss that fell by powers of ten shows nothing on an even axis.
    let isLogarithmic = series.allSatisfy { $0.y.allSatisfy { $0 > 0 } }
    return Figure(
      id: "\(stage)-learning-curve", title: "Loss by \(curve.unit)",
      caption: Text(caption(curve)), x: Figure.Axis(heading(curve)),
      y: Figure.Axis("Loss", isLogarithmic: isLogarithmic), chart: .lines(series),
      table: table(curve))
  }

  private static func heading(_ curve: LearningCurve) -> String {
    curve.unit.prefix(1).uppercased() + curve.unit.dropFirst()
  }

  private static func caption(_ curve: LearningCurve) -> String {
    let unit = curve.unit
    let count = curve.training.count
    if unit != "epoch" {
      return curve.validation.isEmpty
        ? "All \(Wording.count(count, unit)) were kept."
        : "\(heading(curve)) \(curve.kept) of \(count) was the best on rows set aside; then as many "
          + "were fitted on all rows."
    }
    let kept =
      curve.kept == count
      ? "The weights after the last \(unit) were kept."
      : "The weights after \(unit) \(curve.kept) of \(count) were kept, the best on rows set aside."
    return "\(kept) Losses are in units of the target as the network sees it."
  }

  /// Gives the losses of evenly spaced steps, the first and the last among them.
  private static func table(_ curve: LearningCurve) -> DataTable {
    let count = curve.training.count
    let shown = min(count, rowsMax)
    let places = (0..<shown).map { shown == 1 ? 0 : $0 * (count - 1) / (shown - 1) }
    let hasValidation = !curve.validation.isEmpty
    return DataTable(
      caption: "Loss by \(curve.unit)",
      headings: [.init(heading(curve), .trailing), .init("Training rows", .trailing)]
        + (hasValidation ? [.init("Rows set aside", .trailing)] : []),
      rows: places.map { place in
        [Text(Wording.grouped(place + 1)), Text(Wording.number(curve.training[place]))]
          + (hasValidation ? [Text(Wording.number(curve.validation[place]))] : [])
      })
  }
}

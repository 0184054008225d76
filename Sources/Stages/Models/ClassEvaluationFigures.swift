import Documents
import Learning

/// The pictures of an evaluation of classes.
struct ClassEvaluationFigures {
  /// The most classes that a confusion matrix shows.
  private static let cellCountMax = 15

  private let evaluation: Evaluation
  private let labels: [String]
  private let stage: String

  init(_ evaluation: Evaluation, _ labels: [String], stage: String) {
    self.evaluation = evaluation
    self.labels = labels
    self.stage = stage
  }

  private var place: String { evaluation.rows.isEmpty ? "held-out" : evaluation.rows }

  /// Where each model is drawn: on the scored rows, or on held-out ones where there are no others.
  private func figures(_ entry: Evaluation.Entry) -> ClassFigures? {
    evaluation.rows.isEmpty ? entry.heldOutClasses : entry.scoredClasses
  }

  /// How often classes were taken for each other by a model.
  func confusion(_ entry: Evaluation.Entry) -> Figure? {
    guard let matrix = figures(entry)?.confusion, matrix.total > 0 else { return nil }
    var shown = Array(labels.indices)
    if shown.count > Self.cellCountMax {
      shown = shown.sorted { (matrix.weight(of: $1), $0) < (matrix.weight(of: $0), $1) }
        .prefix(Self.cellCountMax).sorted()
    }
    let names = shown.map { labels[$0] }
    let shares = shown.map { target in
      shown.map { chosen in
        let all = matrix.weight(of: target)
        return all > 0 ? 100 * matrix.weight(of: target, chosen: chosen) / all : .nan
      }
    }
    var caption =
      "Rows of \(place) by their class, and by the class that \(entry.model) chose. A row of the "
      + "picture sums to 100 %; what is right lies on the diagonal."
    if shown.count < labels.count {
      caption += " The \(shown.count) most frequent of \(labels.count) classes are shown."
    }
    return Figure(
      id: "\(stage)-confusion-\(entry.model)", title: "What \(entry.model) takes for what",
      caption: Text(caption), x: Figure.Axis("Chosen"), y: Figure.Axis("Class"),
      chart: .heatMap(
        Figure.HeatMap(
          columns: names, rows: names, values: shares, label: "% of the class", isDiverging: false,
          range: 0...100)),
      table: DataTable(
        caption: "Rows of \(place) by class and choice of \(entry.model)",
        headings: [.init("Class")] + names.map { .init("Chosen: \($0)", .trailing) },
        rows: shown.map { target in
          [Text(labels[target])]
            + shown.map { Text(Wording.grouped(Int(matrix.weight(of: target, chosen: $0)))) }
        }))
  }

  /// The curves of all models for two classes, and of one model for more.
  func curves(_ entries: [Evaluation.Entry]) -> [Figure] {
    let panels = entries.flatMap { entry in
      (figures(entry)?.curves ?? []).map { (title: title(entry, $0), curves: $0) }
    }
    guard !panels.isEmpty else { return [] }
    let id = labels.count == 2 ? stage : "\(stage)-\(entries[0].model)"
    let whose = labels.count == 2 ? "" : " of \(entries[0].model)"
    let level = Wording.percent(evaluation.level)
    let band = "Thin lines hold \(level) of curves when rows are drawn again, at each place alone."
    return [
      figure(
        id: "\(id)-roc", title: "Found and false alarms (ROC)\(whose)",
        caption: "The share of \(subject) that is found, by the share of other rows taken for it, "
          + "while the threshold falls. The diagonal is chance. \(band)",
        x: Figure.Axis("Others taken for it", range: 0...1),
        y: Figure.Axis("Found", range: 0...1),
        panels.compactMap { panel in
          panel.curves.receiver.map {
            Panel(title: panel.title, curve: Self.series($0), guide: ([0, 1], [0, 1]))
          }
        }, guide: "chance"),
      figure(
        id: "\(id)-precision", title: "Precision and recall\(whose)",
        caption: "How many of the rows taken for \(subject) are it, by the share of it that is "
          + "found. The level line is its share of all rows, which chance reaches. \(band)",
        x: Figure.Axis("Found", range: 0...1), y: Figure.Axis("Right", range: 0...1),
        panels.compactMap { panel in
          panel.curves.precisionRecall.map {
            Panel(
              title: panel.title, curve: Self.series($0),
              guide: ([0, 1], [panel.curves.share, panel.curves.share]))
          }
        }, guide: "chance"),
      figure(
        id: "\(id)-reliability", title: "Whether probabilities come true\(whose)",
        caption: "How often \(subject) occurred, by the probability it was given, in ten bins of "
          + "equally many rows. On the diagonal probabilities are right. Thin lines are \(level) "
          + "intervals (Wilson).",
        x: Figure.Axis("Probability given", range: 0...1),
        y: Figure.Axis("Share that occurred", range: 0...1),
        panels.map {
          Panel(
            title: $0.title, curve: Self.series($0.curves.reliability), guide: ([0, 1], [0, 1]))
        }, guide: "as said"),
    ].compactMap { $0 }
  }

  /// A curve with the line that it is compared with.
  private struct Panel {
    let title: String
    let curve: Figure.PointSeries
    let guide: (x: [Double], y: [Double])
  }

  private var subject: String { labels.count == 2 ? "'\(labels[1])'" : "a class" }

  private func title(_ entry: Evaluation.Entry, _ curves: ClassFigures.Curves) -> String {
    labels.count == 2 ? entry.model : labels[curves.place]
  }

  private static func series(_ band: CurveBand) -> Figure.PointSeries {
    Figure.PointSeries(
      name: "model", x: band.places, y: band.heights, lows: band.lows, highs: band.highs)
  }

  private static func series(_ reliability: Reliability) -> Figure.PointSeries {
    let bins = reliability.bins
    return Figure.PointSeries(
      name: "model", x: bins.map(\.predicted), y: bins.map(\.observed),
      lows: bins.map(\.interval.low), highs: bins.map(\.interval.high))
  }

  private func figure(
    id: String, title: String, caption: String, x: Figure.Axis, y: Figure.Axis, _ panels: [Panel],
    guide: String
  ) -> Figure? {
    guard let first = panels.first else { return nil }
    let charts = panels.map { panel in
      Figure.Chart.lines([
        panel.curve, Figure.PointSeries(name: guide, x: panel.guide.x, y: panel.guide.y),
      ])
    }
    return Figure(
      id: id, title: title, caption: Text(caption + " Rows: \(place)."), x: x, y: y,
      chart: panels.count == 1
        ? charts[0]
        : .panels(
          zip(panels, charts).map {
            Figure.Panel(title: $0.title, x: x, y: y, chart: $1)
          }, commonAxes: true),
      table: Self.table(title, x, y, panels.count == 1 ? [first] : panels))
  }

  private static func table(
    _ title: String, _ x: Figure.Axis, _ y: Figure.Axis, _ panels: [Panel]
  ) -> DataTable {
    DataTable(
      caption: title,
      headings: [
        .init("Of"), .init(x.label, .trailing), .init(y.label, .trailing), .init("Low", .trailing),
        .init("High", .trailing),
      ],
      rows: panels.flatMap { rows(of: $0) })
  }

  private static func rows(of panel: Panel) -> [[Text]] {
    let curve = panel.curve
    // Of fifty places every fifth is enough to read.
    let step = curve.x.count > 20 ? 5 : 1
    return stride(from: 0, to: curve.x.count, by: step).map { index -> [Text] in
      let low = curve.lows?[index] ?? .nan
      let high = curve.highs?[index] ?? .nan
      let numbers = [curve.x[index], curve.y[index], low, high]
      return [Text(panel.title)] + numbers.map { Text(Wording.fixed($0, decimals: 3)) }
    }
  }
}

import Documents
import Learning
import Tables

/// The pictures of an evaluation.
struct EvaluationFigures {
  private let evaluation: Evaluation
  private let residuals: ResidualRows
  private let stage: String

  init(_ evaluation: Evaluation, _ residuals: ResidualRows, stage: String) {
    self.evaluation = evaluation
    self.residuals = residuals
    self.stage = stage
  }

  private var metric: Metric { evaluation.metrics.first ?? .mae }
  private var target: String { evaluation.target }
  private var places: [String] {
    evaluation.rows.isEmpty ? ["held-out"] : ["held-out", evaluation.rows]
  }

  /// The first metric of every model, held-out beside scored rows.
  var bars: Figure? {
    var bars: [Figure.Bar] = []
    for entry in evaluation.entries {
      for (place, scores) in [("held-out", entry.heldOut), (evaluation.rows, entry.scored)] {
        guard let score = scores.first(where: { $0.metric == metric }), score.value.isFinite else {
          continue
        }
        bars.append(
          Figure.Bar(
            group: entry.model, series: place, value: score.value, low: score.interval?.low,
            high: score.interval?.high))
      }
    }
    guard !bars.isEmpty else { return nil }
    let name = MetricWords.name(of: metric)
    let better =
      switch metric.better {
      case .higher: "higher"
      case .lower: "lower"
      case .nearestZero: "nearer to zero"
      }
    return Figure(
      id: "\(stage)-bars", title: "\(name) of each model",
      caption: Text(
        "\(name) by model; \(better) is better. Whiskers are "
          + "\(Wording.percent(evaluation.level)) intervals."),
      x: Figure.Axis("Model"),
      y: Figure.Axis(name, unit: MetricWords.unit(of: metric, target: target)),
      chart: .bars(bars),
      table: DataTable(
        caption: "\(name) of each model",
        headings: [
          .init("Model"), .init("Rows"), .init(name, .trailing), .init("Low", .trailing),
          .init("High", .trailing),
        ],
        rows: bars.map { bar in
          [
            Text(bar.group), Text(bar.series), Text(Wording.number(bar.value)),
            Text(bar.low.map { Wording.number($0) } ?? ""),
            Text(bar.high.map { Wording.number($0) } ?? ""),
          ]
        }))
  }

  /// The residuals of the best model, held-out and scored rows over each other.
  var residualHistogram: Figure? {
    evaluation.best.flatMap { histogram(of: $0) }
  }

  /// The same for the other models.
  var otherHistograms: [Figure] {
    evaluation.entries.filter { $0.model != evaluation.best?.model }.compactMap {
      histogram(of: $0)
    }
  }

  private func histogram(of entry: Evaluation.Entry) -> Figure? {
    let samples = places.map { residuals.residuals(model: entry.model, rows: $0) }
      .map { $0.filter(\.isFinite) }
    let all = samples.flatMap { $0 }.sorted()
    guard all.count > 1 else { return nil }
    let (low, high) = Self.range(all)
    let edges = NiceScale.edges(low: min(low, 0), high: max(high, 0), count: 40)
    guard edges.count > 2 else { return nil }
    let series = zip(places, samples).filter { !$0.1.isEmpty }.map { name, values in
      Figure.BinSeries(name: name, shares: Self.shares(values, edges))
    }
    var caption = "Target minus prediction of \(entry.model), each set of rows summing to 100 %."
    if let first = all.first, let last = all.last, first < edges[0] || last > edges[edges.count - 1]
    {
      caption += " The outermost intervals hold all that lies beyond them."
    }
    if let shift = entry.shift, shift.isClear {
      let side = shift.difference > 0 ? "right" : "left"
      caption +=
        " Held-out residuals lie around \(meanWords(entry)); those of \(evaluation.rows) lie "
        + "\(Wording.number(abs(shift.difference), digits: 3)) further to the \(side)."
    } else if let shift = entry.shift, shift.pValue < 0.001 {
      caption += " The two are spread otherwise around the same place."
    } else if entry.shift != nil {
      caption += " The two lie over each other."
    }
    return Figure(
      id: "\(stage)-residuals-\(entry.model)", title: "Residuals of \(entry.model)",
      caption: Text(caption),
      x: Figure.Axis("Target minus prediction", unit: "units of \(target)"),
      y: Figure.Axis("Share of rows", unit: "%"),
      chart: .histogram(edges: edges, series: series, zeroLine: true),
      table: histogramTable(entry.model, edges, series))
  }

  /// All values, or without the outermost where a few of them would squeeze the rest together.
  private static func range(_ sorted: [Double]) -> (low: Double, high: Double) {
    let low = Quantiles.of(sorted: sorted, at: 0.002)
    let high = Quantiles.of(sorted: sorted, at: 0.998)
    guard let first = sorted.first, let last = sorted.last, last - first > 2 * (high - low) else {
      return (sorted.first ?? low, sorted.last ?? high)
    }
    return (low, high)
  }

  private func meanWords(_ entry: Evaluation.Entry) -> String {
    let values = residuals.residuals(model: entry.model, rows: "held-out")
    guard !values.isEmpty else { return "0" }
    return Wording.fixed(values.reduce(0, +) / Double(values.count), decimals: 1)
  }

  private func histogramTable(
    _ model: String, _ edges: [Double], _ series: [Figure.BinSeries]
  ) -> DataTable {
    DataTable(
      caption: "Residuals of \(model): share of rows in each interval, in percent",
      headings: [.init("From", .trailing), .init("To", .trailing)]
        + series.map { .init($0.name, .trailing) },
      rows: (0..<edges.count - 1).map { bin in
        [Text(Wording.number(edges[bin])), Text(Wording.number(edges[bin + 1]))]
          + series.map { Text(Wording.fixed($0.shares[bin], decimals: 2)) }
      })
  }

  /// Values outside the edges count in the outer bins, so that shares sum to 100 %.
  private static func shares(_ values: [Double], _ edges: [Double]) -> [Double] {
    var counts = [Double](repeating: 0, count: edges.count - 1)
    let width = edges[1] - edges[0]
    for value in values {
      let bin = Int(((value - edges[0]) / width).rounded(.down).clamped(to: -1e9...1e9))
      counts[min(max(bin, 0), counts.count - 1)] += 1
    }
    return counts.map { 100 * $0 / Double(values.count) }
  }

  /// Predictions against targets on the scored rows, or on held-out ones where there are no others.
  var predictedAgainstActual: Figure? {
    let place = places.last ?? "held-out"
    let series = evaluation.entries.compactMap { entry -> Figure.PointSeries? in
      let pairs = residuals.pairs(model: entry.model, rows: place)
      let chosen = Self.spread(pairs.targets.count, most: 1000).filter {
        pairs.targets[$0].isFinite && pairs.predictions[$0].isFinite
      }
      guard !chosen.isEmpty else { return nil }
      return Figure.PointSeries(
        name: entry.model, x: chosen.map { pairs.targets[$0] },
        y: chosen.map { pairs.predictions[$0] })
    }
    guard !series.isEmpty else { return nil }
    return Figure(
      id: "\(stage)-predicted", title: "Predicted against actual \(target) on \(place)",
      caption: Text(
        "Each point is a row of \(place)\(series.count > 1 ? " as one model predicts it" : ""). On the line a prediction equals its target; points below "
          + "it are predicted too low."),
      x: Figure.Axis("Actual \(target)"), y: Figure.Axis("Predicted \(target)"),
      chart: .scatter(series: series, equalityLine: true), table: pointTable(series, place))
  }

  private func pointTable(_ series: [Figure.PointSeries], _ place: String) -> DataTable {
    let pairs = series.map { residuals.pairs(model: $0.name, rows: place) }
    let count = min(20, pairs.map(\.targets.count).min() ?? 0)
    return DataTable(
      caption: "The first \(count) rows of \(place)",
      headings: [.init("Row", .trailing), .init("Actual", .trailing)]
        + series.map { .init($0.name, .trailing) },
      rows: (0..<count).map { row in
        [Text("\(row + 1)"), Text(Wording.number(pairs[0].targets[row], digits: 5))]
          + pairs.map { Text(Wording.number($0.predictions[row], digits: 5)) }
      })
  }

  /// Evenly spread places of so many, at most so many of them.
  private static func spread(_ count: Int, most: Int) -> [Int] {
    count <= most ? Array(0..<count) : (0..<most).map { $0 * count / most }
  }
}

/// Edges of intervals that a reader can name.
enum NiceScale {
  /// Gives equally wide edges on multiples of 1, 2 or 5 times a power of ten that cover a range.
  static func edges(low: Double, high: Double, count: Int) -> [Double] {
    guard high > low, (high - low).isFinite, count > 0 else { return [] }
    let raw = (high - low) / Double(count)
    var power = 1.0
    while power * 10 <= raw { power *= 10 }
    while power > raw { power /= 10 }
    let step = [1.0, 2, 5, 10].map { $0 * power }.first { $0 >= raw } ?? raw
    let first = (low / step).rounded(.down)
    let last = (high / step).rounded(.up)
    guard last - first < 1000 else { return [] }
    return (0...Int(last - first)).map { (first + Double($0)) * step }
  }
}

extension Double {
  /// The nearest number inside a range.
  func clamped(to range: ClosedRange<Double>) -> Double {
    min(max(self, range.lowerBound), range.upperBound)
  }
}

import Documents
import Learning
import Tables

/// What a report says of fits that differ by their random numbers only.
struct RepeatsView {
  /// Nothing where there is one fit.
  let blocks: [Block]

  /// Takes the table of repeats and how they were made; the metric is the target's where none is set.
  init(_ table: Table, _ settings: TrainRepeats?, isClasses: Bool, stage: String) {
    let scores = table["score"]?.numbers ?? []
    let chosen = table["chosen"]?.flags
    guard let settings, scores.count > 1 else {
      blocks = []
      return
    }
    let metric = settings.metric ?? (isClasses ? .logLoss : .mae)
    let spread = RepeatSpread(scores, metric)
    let best = chosen.flatMap { flags in scores.indices.first { flags[$0] == true } }
    var blocks = [Block.paragraph(Self.summary(settings, spread, best, metric))]
    let constant = table["one-number"]?.flags.map { flags in
      scores.indices.count { flags[$0] == true }
    }
    if let constant, constant > 0 {
      blocks.append(
        .finding(
          Finding(
            .warning,
            Text("\(constant) of \(scores.count) repeats predict one number for every row"),
            explanation: "Their random start left nothing to learn from.")))
    }
    if !spread.values.isEmpty {
      blocks.append(.figure(Self.figure(scores, best, metric, settings, stage)))
    }
    self.blocks = blocks
  }

  private static func summary(
    _ settings: TrainRepeats, _ spread: RepeatSpread, _ best: Int?, _ metric: Metric
  ) -> Text {
    let name = MetricWords.inSentence(metric)
    let count = settings.count
    let range =
      spread.values.isEmpty
      ? ""
      : " On rows set aside their \(name) is \(spread.words(spread.low)) to "
        + "\(spread.words(spread.high)), the median \(spread.words(spread.median))."
    guard settings.choice == .best, let best else {
      return Text(
        "The predictions of \(count) fits with other random numbers are averaged.\(range)")
    }
    return Text(
      "Repeat \(best + 1) of \(count) is the model: of fits with other random numbers it does best "
        + "on rows that none of them saw.\(range) The best of \(count) is a little better on these "
        + "rows than it will be on others.")
  }

  private static func figure(
    _ scores: [Double], _ best: Int?, _ metric: Metric, _ settings: TrainRepeats, _ stage: String
  ) -> Figure {
    let finite = scores.indices.filter { scores[$0].isFinite }
    func series(_ name: String, _ places: [Int]) -> Figure.PointSeries {
      Figure.PointSeries(
        name: name, x: places.map { Double($0 + 1) }, y: places.map { scores[$0] })
    }
    let others = series("repeats", finite.filter { $0 != best || settings.choice == .average })
    let kept = finite.filter { $0 == best && settings.choice == .best }
    let values = finite.map { scores[$0] }
    let isWide = (values.min() ?? 0) > 0 && (values.max() ?? 0) > 20 * (values.min() ?? 0)
    let name = MetricWords.name(of: metric)
    return Figure(
      id: "\(stage)-repeats", title: "\(name) of each repeat on rows set aside",
      caption: "The repeats differ by their random numbers only; their spread is what luck does.",
      x: Figure.Axis("Repeat"), y: Figure.Axis(name, isLogarithmic: isWide),
      chart: .points([others] + (kept.isEmpty ? [] : [series("chosen", kept)])),
      table: DataTable(
        caption: "\(name) of each repeat",
        headings: [.init("Repeat", .trailing), .init(name, .trailing)],
        rows: scores.indices.map { place in
          [Text("\(place + 1)"), Text(MetricWords.value(scores[place], of: metric))]
        }))
  }
}

/// The scores of repeats in order.
private struct RepeatSpread {
  let values: [Double]
  private let metric: Metric

  init(_ scores: [Double], _ metric: Metric) {
    values = scores.filter(\.isFinite).sorted()
    self.metric = metric
  }

  var low: Double { values.first ?? .nan }
  var high: Double { values.last ?? .nan }

  /// The mean of the middle two where their number is even.
  var median: Double {
    guard !values.isEmpty else { return .nan }
    return (values[(values.count - 1) / 2] + values[values.count / 2]) / 2
  }

  func words(_ value: Double) -> String { MetricWords.value(value, of: metric) }
}

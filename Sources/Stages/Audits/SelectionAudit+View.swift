package import Analyses
import Documents
import Learning

extension SelectionAudit {
  package static func view(_ settings: Settings, _ context: any ViewContext) throws -> StageView {
    let stored = try context.output("audit", as: HabitAudit.self)
    let shown =
      context.namesTestRows("rows")
      ? Evaluation.testRowsName : context.references("rows").first ?? stored.rows
    let words = AuditWords(stored.named(rows: shown))
    return StageView(
      blocks: [
        .paragraph(words.introduction), .table(words.table), .paragraph(words.optimism),
        .paragraph("The picture on the first screen has a point for each repeat and model."),
      ], findings: [words.finding],
      lead: [.figure(AuditFigure.figure(words.audit, stage: context.stage))])
  }
}

/// What an audit says, in sentences.
struct AuditWords {
  let audit: HabitAudit

  init(_ audit: HabitAudit) {
    self.audit = audit
  }

  private var name: String { MetricWords.name(of: audit.metric) }
  private var rows: Text { Evaluation.text(ofRows: audit.rows) }

  private func score(_ value: Double?) -> String {
    value.map { MetricWords.value($0, of: audit.metric) } ?? ""
  }

  private func offset(_ value: Double) -> String {
    (value < 0 ? "−" : "+") + Wording.number(abs(value), digits: 3)
  }

  /// What is replayed, and what it is held against.
  var introduction: Text {
    Text("A common habit is to fit several times, to score every fit on ") + rows
      + Text(
        " and to keep the best. Here it is replayed with the \(audit.repeats.count) repeats of ")
      + .code(audit.stage) + Text(". What the training rows imply is taken from ")
      + .code(audit.reference.name) + Text(", which has the best held-out \(name), ")
      + Text("\(score(audit.reference.heldOut)).")
  }

  /// What the first screen says of the habit.
  var finding: Finding {
    let kept = audit.keptRepeat
    let isMisled = audit.chosen != audit.kept && kept.distance > (audit.chosenRepeat?.distance ?? 0)
    var explanation =
      "Its predictions are off by \(offset(kept.offset)) on average from what the training rows imply"
    if let held = kept.heldOut {
      explanation += ", and its \(name) on training rows set aside is \(score(held))"
    }
    if let chosen = audit.chosenRepeat, audit.chosen != audit.kept {
      explanation +=
        "; \(chosen.name), chosen on those, has \(score(chosen.heldOut)) there and "
        + "\(score(chosen.error)) on \(audit.rows)"
    }
    explanation += "."
    return Finding(
      isMisled ? .warning : .note,
      Text("Chosen on ") + rows
        + Text(", \(kept.name) of \(audit.repeats.count) would be kept, with \(name) ")
        + Text(
          "\(score(kept.error)); "
            + (isMisled ? "it is not closer to the truth" : "the choice on training rows agrees")),
      explanation: Text(explanation))
  }

  /// The three that matter, side by side.
  var table: DataTable {
    func row(_ label: Text, _ place: HabitAudit.Place) -> [Text] {
      [
        label, .code(place.name), Text(score(place.heldOut)), Text(score(place.error)),
        Text(offset(place.offset)), Text(Wording.number(place.distance)),
      ]
    }
    var rows = [row("Best on held-out rows", audit.reference)]
    rows.append(row(Text("Kept by ") + self.rows, audit.keptRepeat))
    if let chosen = audit.chosenRepeat {
      rows.append(row("Chosen on rows set aside", chosen))
    }
    return DataTable(
      caption: "\(name) where it counts, and how far predictions lie from what training rows imply",
      headings: [
        .init(""), .init("Model"), .init("On training rows not seen", .trailing),
        .init("On \(audit.rows)", .trailing), .init("Mean offset", .trailing),
        .init("Mean distance", .trailing),
      ],
      rows: rows)
  }

  /// What a constant would do, and what luck adds to the choice.
  var optimism: Text {
    Text("A model that is ") + .code(audit.reference.name)
      + Text(" but for a constant does best on ") + rows
      + Text(" with \(offset(audit.bestOffset)): \(name) \(score(audit.bestError)). ")
      + Text(
        "The best of \(audit.repeats.count) on one half of these rows is "
          + "\(Wording.number(abs(audit.optimism), digits: 3)) "
          + "\(audit.optimism >= 0 ? "worse" : "better") on the other half, as a mean of 200 random "
          + "halves: what luck adds to such a choice, beside what the offset does.")
  }
}

/// The picture of a habit: how far predictions lie off, and what they score.
enum AuditFigure {
  /// Gives the picture; a stage has one.
  static func figure(_ audit: HabitAudit, stage: String) -> Figure {
    let name = MetricWords.name(of: audit.metric)
    let low = audit.curve.offsets.first ?? 0
    let high = audit.curve.offsets.last ?? 1
    let shown = audit.models + audit.repeats
    // Models far from all others would press the rest together; the picture says how many are beyond.
    let top =
      (audit.curve.errors + [audit.keptRepeat.error, audit.reference.error]).filter(\.isFinite)
      .max()
      ?? 1
    func series(_ name: String, _ places: [HabitAudit.Place]) -> Figure.PointSeries {
      Figure.PointSeries(name: name, x: places.map(\.offset), y: places.map(\.error))
    }
    func label(_ place: HabitAudit.Place, _ text: String, ring: Bool = false)
      -> Figure.MarkedPoints.Label
    {
      .init(x: place.offset, y: place.error, text: text, isRinged: ring)
    }
    var labels = [
      label(audit.keptRepeat, "kept by the habit", ring: true),
      label(audit.reference, audit.reference.name),
    ]
    if let chosen = audit.chosenRepeat, audit.chosen != audit.kept {
      labels.append(label(chosen, "chosen on training rows"))
    }
    return Figure(
      id: "\(stage)-habit",
      title: "\(name) on \(audit.rows) against how far predictions lie off",
      caption: Text(
        "Across: mean prediction minus what the training rows imply, in units of \(audit.target). On "
          + "the line a model is perfect but for a constant. Lower is not closer to the truth: that "
          + "is at 0 across."),
      x: Figure.Axis(
        "Mean prediction minus what training rows imply", range: low...max(high, low + 1e-9)),
      y: Figure.Axis("\(name) on \(audit.rows)", range: 0...max(top * 1.1, 1e-9)),
      chart: .marked(
        Figure.MarkedPoints(
          line: Figure.PointSeries(
            name: "\(audit.reference.name) plus a constant", x: audit.curve.offsets,
            y: audit.curve.errors),
          points: [
            series("repeats of \(audit.stage)", audit.repeats), series("models", audit.models),
          ], labels: labels)),
      table: DataTable(
        caption: "All models and repeats",
        headings: [
          .init("Model"), .init("Mean offset", .trailing), .init("\(name) there", .trailing),
          .init("On training rows not seen", .trailing), .init("Mean distance", .trailing),
        ],
        rows: shown.map { place in
          [
            .code(place.name), Text(Wording.number(place.offset)),
            Text(MetricWords.value(place.error, of: audit.metric)),
            Text(place.heldOut.map { MetricWords.value($0, of: audit.metric) } ?? ""),
            Text(Wording.number(place.distance)),
          ]
        }))
  }
}

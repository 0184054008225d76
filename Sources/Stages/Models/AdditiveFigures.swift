import Additive
import Documents
import Foundation
import Learning
import Tables

/// The pictures of a sum of curves.
struct AdditiveFigures {
  private static let panelsMax = 12
  private static let barsMax = 30
  /// How many standard errors a band of 95 % reaches to either side.
  private static let reach = 1.959964
  private static let bandWords =
    "The thin lines hold the truth at 95 % of the places, if a sum of curves is right; they leave "
    + "out what was chosen when curves were smoothed."

  let features: AdditiveFeatures
  let target: String
  let stage: String
  /// How rows count where curves and levels are centred, after "on average".
  var centring = "over the training rows"
  /// What is written beside the axis: short, as a small picture has little room.
  var unit: String?

  /// The pictures that these features allow.
  var all: [Figure] { [curves, bars].compactMap { $0 } }

  private var label: String { "Added to \(unit ?? target)" }

  /// Small pictures of curves, the one that matters most first, with one vertical range.
  private var curves: Figure? {
    let shown = features.curves.prefix(Self.panelsMax)
    guard !shown.isEmpty else { return nil }
    let ends = shown.flatMap { one in
      one.points.flatMap { [$0.value - Self.reach * $0.error, $0.value + Self.reach * $0.error] }
    }
    let (low, high) = (ends.min() ?? 0, ends.max() ?? 0)
    let y = Figure.Axis(label, range: low < high ? low...high : nil)
    let panels = shown.map { one in
      Figure.Panel(
        title: one.name, x: Figure.Axis(one.name), y: y, chart: .lines([series(one)]))
    }
    let omitted = features.curves.count - shown.count
    let rest =
      omitted == 0
      ? "" : " \(Wording.count(omitted, "curve")) that add less are not drawn."
    return Figure(
      id: "\(stage)-curves", title: "What each feature adds to \(target)",
      caption: Text(
        "Each curve is 0 on average \(centring); the first one makes the greatest "
          + "difference, and all have one vertical range. \(Self.bandWords)\(rest)"),
      x: Figure.Axis("Value of the feature"), y: y,
      chart: panels.count == 1 ? panels[0].chart : .panels(Array(panels), commonAxes: false),
      table: curveTable(Array(shown)))
  }

  private func series(_ one: AdditiveFeatures.Curve) -> Figure.PointSeries {
    Figure.PointSeries(
      name: one.name, x: one.points.map(\.x), y: one.points.map(\.value),
      lows: one.points.map { $0.value - Self.reach * $0.error },
      highs: one.points.map { $0.value + Self.reach * $0.error })
  }

  private func curveTable(_ shown: [AdditiveFeatures.Curve]) -> DataTable {
    DataTable(
      caption: "What each feature adds to \(target), at eleven values",
      headings: [.init("Feature")]
        + ["Value", "Adds", "From", "To"].map { .init($0, .trailing) },
      rows: shown.flatMap { one -> [[Text]] in
        let last = one.points.count - 1
        return (0...10).map { step in
          let point = one.points[step * last / 10]
          return [
            Text(one.name), Text(Wording.number(point.x)), Text(Wording.number(point.value)),
            Text(Wording.number(point.value - Self.reach * point.error)),
            Text(Wording.number(point.value + Self.reach * point.error)),
          ]
        }
      })
  }

  /// Bars of the levels of text columns and of features with two values.
  private var bars: Figure? {
    let shown = features.levels.prefix(Self.barsMax)
    guard !shown.isEmpty else { return nil }
    let bars = shown.map { one in
      Figure.Bar(
        group: one.label, series: "Adds", value: one.value,
        low: one.error.map { one.value - Self.reach * $0 },
        high: one.error.map { one.value + Self.reach * $0 })
    }
    let omitted = features.levels.count - shown.count
    let rest = omitted == 0 ? "" : " \(Wording.count(omitted, "level")) more are not drawn."
    let y = Figure.Axis(label)
    return Figure(
      id: "\(stage)-levels", title: "What each level adds to \(target)",
      caption: Text(
        "The levels of one column are 0 on average \(centring); the first column makes "
          + "the greatest difference. Intervals are of 95 %, "
          + "if a sum is right.\(rest)"),
      x: y, y: y, chart: .bars(bars),
      table: DataTable(
        caption: "What each level adds to \(target)",
        headings: [.init("Level")] + ["Adds", "From", "To"].map { .init($0, .trailing) },
        rows: bars.map { bar in
          [Text(bar.group), Text(Wording.number(bar.value))]
            + [bar.low, bar.high].map { Text($0.map { Wording.number($0) } ?? "") }
        }))
  }
}

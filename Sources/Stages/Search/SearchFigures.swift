import Documents
import Foundation
import Learning

/// The pictures of a search.
struct SearchFigures {
  /// The most values of a setting that get a row or a column of their own.
  private static let cellsMax = 12
  /// The most small pictures beside each other.
  private static let panelsMax = 4

  let trials: TrialTable
  let metric: Metric
  let stage: String

  /// The pictures that these trials allow.
  var all: [Figure] { [heatMap ?? byValue, parallel].compactMap { $0 } }

  /// The settings that differ, the one that matters most first.
  ///
  /// A setting matters by how far the best means of its values lie apart.
  private var names: [String] {
    let found = trials.settingNames.filter { trials.values($0).count > 1 }
    let spreads = found.map { name -> Double in
      let bests = trials.values(name).map { value in
        self.best((0..<trials.count).filter { trials.text(name, $0) == value })
      }
      let finite = bests.filter(\.isFinite)
      return (finite.max() ?? 0) - (finite.min() ?? 0)
    }
    return found.indices.sorted { (-spreads[$0], $0) < (-spreads[$1], $1) }.map { found[$0] }
  }

  /// The best mean of some candidates; not-a-number where none has one.
  private func best(_ places: [Int]) -> Double {
    places.map { trials.mean($0) }.reduce(.nan) { metric.isBetter($1, than: $0) ? $1 : $0 }
  }

  private var label: String { "Mean \(MetricWords.inSentence(metric))" }

  /// The two settings that matter most against each other, with small pictures for a third.
  var heatMap: Figure? {
    let discrete = names.filter { trials.values($0).count <= Self.cellsMax }
    guard discrete.count >= 2, discrete.count == names.count else { return nil }
    let (across, down) = (discrete[0], discrete[1])
    let third = discrete.dropFirst(2).first { trials.values($0).count <= Self.panelsMax }
    let parts: [String?] = third.map { trials.values($0).map(Optional.some) } ?? [nil]
    let maps = parts.map { part in
      map(across, down) { part == nil || trials.text(third ?? "", $0) == part }
    }
    let finite = maps.flatMap { $0.values.joined() }.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return nil }
    let ranged = maps.map {
      Figure.HeatMap(
        columns: $0.columns, rows: $0.rows, values: $0.values, label: label, isDiverging: false,
        range: low < high ? low...high : nil)
    }
    let (x, y) = (Figure.Axis(across), Figure.Axis(down))
    let rest = discrete.filter { $0 != across && $0 != down && $0 != third }
    let over = rest.isEmpty ? "" : ", the best over \(Wording.list(rest))"
    let chart: Figure.Chart =
      third == nil
      ? .heatMap(ranged[0])
      : .panels(
        zip(parts, ranged).map { part, map in
          Figure.Panel(title: "\(third ?? "") \(part ?? "")", x: x, y: y, chart: .heatMap(map))
        }, commonAxes: true)
    return Figure(
      id: "\(stage)-cells", title: "\(label) by \(across) and \(down)",
      caption: Text(
        "Each cell is a mean over the folds\(over). The settings in rows and columns are those "
          + "whose values make the greatest difference."),
      x: x, y: y, chart: chart, table: cellTable(across, down, third, parts, ranged))
  }

  private func map(
    _ across: String, _ down: String, _ isIn: (Int) -> Bool
  ) -> Figure.HeatMap {
    let (columns, rows) = (trials.values(across), trials.values(down))
    let places = (0..<trials.count).filter(isIn)
    return Figure.HeatMap(
      columns: columns, rows: rows,
      values: rows.map { row in
        columns.map { column in
          best(
            places.filter { trials.text(across, $0) == column && trials.text(down, $0) == row })
        }
      }, label: label, isDiverging: false)
  }

  private func cellTable(
    _ across: String, _ down: String, _ third: String?, _ parts: [String?],
    _ maps: [Figure.HeatMap]
  ) -> DataTable {
    DataTable(
      caption: "\(label) by \(across) and \(down)",
      headings: (third.map { [.init($0)] } ?? []) + [.init(down)]
        + trials.values(across).map { .init("\(across) \($0)", .trailing) },
      rows: zip(parts, maps).flatMap { part, map in
        zip(map.rows, map.values).map { row, values in
          (part.map { [Text($0)] } ?? []) + [Text(row)]
            + values.map { Text(MetricWords.value($0, of: metric)) }
        }
      })
  }

  /// The means against the values of each number, where values are too many for cells.
  var byValue: Figure? {
    let numeric = names.filter { trials.numbers($0) != nil }.prefix(Self.panelsMax)
    guard !numeric.isEmpty else { return nil }
    let panels = numeric.map { name in
      let x = trials.numbers(name) ?? []
      let kept = x.indices.filter { x[$0].isFinite && trials.mean($0).isFinite }
      let values = kept.map { x[$0] }
      let isWide = (values.min() ?? 0) > 0 && (values.max() ?? 0) > 50 * (values.min() ?? 0)
      return Figure.Panel(
        title: name, x: Figure.Axis(name, isLogarithmic: isWide), y: Figure.Axis(label),
        chart: .points(groups(kept, values)))
    }
    return Figure(
      id: "\(stage)-values", title: "\(label) by value",
      caption: "Each point is one candidate; the other settings differ too.",
      x: panels[0].x, y: panels[0].y,
      chart: panels.count == 1 ? panels[0].chart : .panels(Array(panels), commonAxes: false),
      table: candidateTable)
  }

  private func groups(_ places: [Int], _ x: [Double]) -> [Figure.PointSeries] {
    Self.groupNames.indices.compactMap { group in
      let members = places.indices.filter { self.group(places[$0]) == group }
      return members.isEmpty
        ? nil
        : Figure.PointSeries(
          name: Self.groupNames[group], x: members.map { x[$0] },
          y: members.map { trials.mean(places[$0]) })
    }
  }

  private static let groupNames = ["others", "as good as the best", "chosen"]

  private func group(_ place: Int) -> Int {
    place == trials.chosen ? 2 : trials.isAsGood(place) ? 1 : 0
  }

  /// A line for each candidate across its settings and its mean.
  var parallel: Figure? {
    let names = trials.settingNames.filter { trials.values($0).count > 1 }
    guard names.count >= 2, trials.count >= 3 else { return nil }
    let heights = names.map { ParallelScale(trials, $0) }
    let means = (0..<trials.count).map { trials.mean($0) }
    let score = ParallelScale(numbers: means) { MetricWords.value($0, of: metric) }
    let axes =
      zip(names, heights).map { Figure.Parallel.Axis($0, marks: $1.marks) }
      + [Figure.Parallel.Axis(label, marks: score.marks)]
    let lines = (0..<trials.count).map { place in
      Figure.Parallel.Line(
        group: group(place), heights: heights.map { $0.heights[place] } + [score.heights[place]])
    }
    return Figure(
      id: "\(stage)-parallel", title: "Candidates across their settings",
      caption: Text(
        "Each line is a candidate; on the right is its mean score"
          + (metric.better == .lower ? ", where low is better." : ".")),
      x: Figure.Axis("Setting"), y: Figure.Axis(""),
      chart: .parallel(Figure.Parallel(axes: axes, groups: Self.groupNames, lines: lines)),
      table: candidateTable)
  }

  private var candidateTable: DataTable {
    DataTable(
      caption: "Candidates and their means",
      headings: trials.settingNames.map { .init($0) } + [.init(label, .trailing)],
      rows: trials.order.prefix(25).map { place in
        trials.settingNames.map { Text(trials.text($0, place)) }
          + [Text(MetricWords.value(trials.mean(place), of: metric))]
      })
  }
}

/// Where the values of one setting lie on an upright axis.
private struct ParallelScale {
  /// From 0 to 1; not-a-number where a candidate has no value.
  let heights: [Double]
  let marks: [Figure.Mark]

  /// Few values stand at even distances, many numbers by their size or their logarithm.
  init(_ trials: TrialTable, _ name: String) {
    let values = trials.values(name).filter { $0 != "–" }
    if values.count > 8, let numbers = trials.numbers(name) {
      self.init(numbers: numbers) { Wording.number($0, digits: 3) }
      return
    }
    let last = Double(max(values.count - 1, 1))
    let heights = (0..<trials.count).map { place in
      values.firstIndex(of: trials.text(name, place)).map { Double($0) / last } ?? .nan
    }
    let marks = values.enumerated().map {
      Figure.Mark(value: Double($0.offset) / last, text: $0.element)
    }
    self.init(heights: heights, marks: marks)
  }

  private init(heights: [Double], marks: [Figure.Mark]) {
    self.heights = heights
    self.marks = marks
  }

  init(numbers: [Double], _ words: (Double) -> String) {
    let finite = numbers.filter(\.isFinite)
    let (low, high) = (finite.min() ?? 0, finite.max() ?? 1)
    let isWide = low > 0 && high > 50 * low
    func size(_ value: Double) -> Double { isWide ? log(value) : value }
    let room = size(high) - size(low)
    let heights = numbers.map { value in
      value.isFinite ? (room > 0 ? (size(value) - size(low)) / room : 0.5) : .nan
    }
    let marks =
      room > 0
      ? [Figure.Mark(value: 0, text: words(low)), Figure.Mark(value: 1, text: words(high))]
      : [Figure.Mark(value: 0.5, text: words(low))]
    self.init(heights: heights, marks: marks)
  }
}

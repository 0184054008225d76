import Documents

/// Upright axes beside each other, with a line across them for each thing compared.
struct ParallelArea: Area {
  /// More lines than these hide each other.
  private static let linesMax = 300
  private static let markSize = 13.0
  /// The axes' height with room for the marks at their heads.
  private static let top = 1.08

  let below = Figure.Axis("")
  let beside: Figure.Axis? = nil
  let leftRoom = 16.0
  let belowRoom = 44.0
  let leastWidth = 300.0
  private let parallel: Figure.Parallel
  private let drawn: [Figure.Parallel.Line]

  /// Keeps the lines of later groups where there are too many.
  init(_ parallel: Figure.Parallel) {
    self.parallel = parallel
    let ordered = parallel.lines.enumerated().sorted {
      ($0.element.group, $0.offset) < ($1.element.group, $1.offset)
    }
    drawn = ordered.suffix(Self.linesMax).map(\.element)
  }

  var rightRoom: Double {
    (parallel.axes.last?.marks ?? []).map {
      TextWidth.estimate($0.text, size: Self.markSize)
    }.max().map { min($0, 110) + 12 } ?? 12
  }

  var notes: [String] {
    let omitted = parallel.lines.count - drawn.count
    return omitted > 0 ? ["Not drawn, behind the others: \(NumberText.count(omitted))."] : []
  }

  func height(ofWidth width: Double, isAlone: Bool) -> Double { 300 }

  private var span: Double { Double(max(parallel.axes.count - 1, 1)) }

  func panel(in frame: PlotScript.Frame) -> PlotScript.Panel {
    let uprights = parallel.axes.indices.map { index in
      PlotScript.Layer(
        columns: [[Double(index), Double(index)], [0, 1]],
        style: "with lines lw 1.2 lc rgb '\(Paint.muted.gnuplot)'")
    }
    let lines = drawn.flatMap { line in
      stretches(line).map { stretch in
        PlotScript.Layer(
          columns: [stretch.map { Double($0) }, stretch.map { line.heights[$0] }],
          style: "with lines \(look(line.group))")
      }
    }
    return PlotScript.Panel(
      frame: frame, x: Scale(from: 0, to: span, about: 0),
      y: Scale(from: 0, to: Self.top, about: 0),
      layers: uprights + lines, verticalGrid: false, horizontalGrid: false)
  }

  /// The last group is the strongest.
  private func look(_ group: Int) -> String {
    let isLast = group == parallel.groups.count - 1
    let paint = paint(group).gnuplot
    return "lw \(isLast ? "2.6" : "1") lc rgb '\(paint)'"
  }

  private func paint(_ group: Int) -> Paint {
    let fromLast = parallel.groups.count - 1 - group
    return fromLast == 0 ? .series(1) : fromLast == 1 ? .series(0) : .grid
  }

  /// The runs of axes on which a line has heights.
  private func stretches(_ line: Figure.Parallel.Line) -> [[Int]] {
    var stretches: [[Int]] = [[]]
    for (index, height) in line.heights.enumerated() {
      if height.isFinite {
        stretches[stretches.count - 1].append(index)
      } else if stretches.last?.isEmpty == false {
        stretches.append([])
      }
    }
    return stretches.filter { $0.count > 1 }
  }

  func write(
    in frame: PlotScript.Frame, beside: Bool, below: Bool, into drawing: inout Drawing
  ) {
    let room = frame.width / span
    for (index, axis) in parallel.axes.enumerated() {
      let x = frame.left + Double(index) * room
      for mark in axis.marks {
        drawing.write(
          TextWidth.fitted(mark.text, size: Self.markSize, width: max(room - 12, 40)), at: x + 5,
          frame.bottom - mark.value / Self.top * frame.height - 4,
          .init(paint: .ink, size: Self.markSize))
      }
      // Neighbours stand on two lines, so that long names do not meet.
      let isFirst = index == 0
      let isLast = index == parallel.axes.count - 1
      drawing.write(
        TextWidth.fitted(axis.name, size: 14, width: max(2 * room - 10, 60)),
        at: isFirst ? frame.left - 12 : x, frame.bottom + (index % 2 == 0 ? 18 : 36),
        .init(paint: .ink, size: 14, anchor: isFirst ? .start : isLast ? .end : .middle))
    }
  }

  var entries: [Legend.Entry] {
    parallel.groups.indices.filter { group in drawn.contains { $0.group == group } }.map { group in
      .init(
        sign: .line(
          .init(
            paint: paint(group), width: group == parallel.groups.count - 1 ? 2.6 : 1, dashes: [])),
        text: parallel.groups[group])
    }
  }
}

import Documents

/// Cells in rows and columns, coloured by a number.
struct HeatMapArea: Area {
  let below: Figure.Axis
  let beside: Figure.Axis?
  let rightRoom = 12.0
  let leftRoom: Double
  let leastWidth: Double
  private let map: Figure.HeatMap
  private let bounds: [Double]
  /// The cells of all heat maps that the legend speaks of.
  private let cells: [Double]
  private let isAlone: Bool

  /// Chooses the colours' ranges by the cells of all maps that share them.
  init(x: Figure.Axis, y: Figure.Axis, map: Figure.HeatMap, _ context: AreaContext) {
    below = x
    beside = y.label.isEmpty ? nil : y
    self.map = map
    isAlone = context.count == 1
    leftRoom = min(
      map.rows.map { TextWidth.estimate($0, size: 14) }.max() ?? 0, isAlone ? 150 : 90)
    leastWidth = map.columns.count > 6 ? 300 : 150
    let ends = map.range.map { [$0.lowerBound, $0.upperBound] } ?? []
    cells = context.cells(beside: map)
    bounds = HeatMapArea.bounds(cells + ends, isDiverging: map.isDiverging)
  }

  /// Round bounds of up to about eight ranges; of diverging numbers those of their size.
  private static func bounds(_ values: [Double], isDiverging: Bool) -> [Double] {
    let finite = values.filter(\.isFinite).map { isDiverging ? abs($0) : $0 }
    guard !finite.isEmpty else { return [] }
    let scale = Scale(covering: isDiverging ? finite + [0] : finite, about: 6)
    let marks = scale.marks
    return marks.count > 1 ? marks : [scale.low, scale.high]
  }

  var notes: [String] {
    map.values.allSatisfy { $0.allSatisfy { !$0.isFinite } } && isAlone
      ? ["There are no values to draw."] : []
  }

  // The names of columns stand upright where one of them is wider than its column.
  private var hasUprightNames: Bool {
    let room = (isAlone ? 540 - leftRoom : 160) / Double(max(map.columns.count, 1)) - 4
    return map.columns.contains { TextWidth.estimate($0, size: 14) > room }
  }

  var belowRoom: Double {
    guard hasUprightNames else { return 24 }
    return min(map.columns.map { TextWidth.estimate($0, size: 14) }.max() ?? 0, 110) + 14
  }

  func height(ofWidth width: Double, isAlone: Bool) -> Double {
    let cell = width / Double(max(map.columns.count, 1))
    let side = min(max(cell, 20), 34)
    return min(max(side * Double(map.rows.count), 24), 560)
  }

  func panel(in frame: PlotScript.Frame) -> PlotScript.Panel {
    PlotScript.Panel(
      frame: frame, x: Scale(from: 0, to: Double(max(map.columns.count, 1)), about: 0),
      y: Scale(from: 0, to: Double(max(map.rows.count, 1)), about: 0), layers: layers,
      verticalGrid: false, horizontalGrid: false)
  }

  private var layers: [PlotScript.Layer] {
    var cells: [Int: [[Double]]] = [:]
    for (row, values) in map.values.enumerated() {
      for (column, value) in values.enumerated() {
        guard let level = level(of: value) else { continue }
        let left = Double(column)
        let bottom = Double(map.rows.count - 1 - row)
        let corners = [left + 0.5, bottom + 0.5, left, left + 1, bottom, bottom + 1]
        let key = map.isDiverging && value < 0 ? -1 - level : level
        for index in 0..<6 {
          cells[key, default: Array(repeating: [], count: 6)][index].append(corners[index])
        }
      }
    }
    return cells.sorted { $0.key < $1.key }.map { key, columns in
      let paint = Paint.series(key < 0 ? 1 : 0)
      let strength = Decimal2.text(opacity(key < 0 ? -1 - key : key))
      return .init(
        columns: columns,
        style: "with boxxyerror lc rgb '\(paint.gnuplot)' fs transparent solid \(strength) noborder"
      )
    }
  }

  private var levelCount: Int { max(bounds.count - 1, 1) }

  private func level(of value: Double) -> Int? {
    guard value.isFinite, let first = bounds.first else { return nil }
    let size = map.isDiverging ? abs(value) : value
    guard size > first else { return 0 }
    return min(max((bounds.firstIndex { $0 >= size } ?? levelCount) - 1, 0), levelCount - 1)
  }

  /// Never so strong that a number written on it could not be read.
  private func opacity(_ level: Int) -> Double {
    levelCount == 1 ? 0.4 : 0.06 + 0.49 * Double(level) / Double(levelCount - 1)
  }

  func write(
    in frame: PlotScript.Frame, beside: Bool, below: Bool, into drawing: inout Drawing
  ) {
    let width = frame.width / Double(max(map.columns.count, 1))
    let height = frame.height / Double(max(map.rows.count, 1))
    if beside {
      for (row, name) in map.rows.enumerated() {
        drawing.write(
          TextWidth.fitted(name, size: 14, width: leftRoom), at: frame.left - 8,
          frame.top + (Double(row) + 0.5) * height + 5,
          .init(paint: .ink, size: 14, anchor: .end))
      }
    }
    for (column, name) in map.columns.enumerated() where below {
      let x = frame.left + (Double(column) + 0.5) * width
      if hasUprightNames {
        drawing.write(
          TextWidth.fitted(name, size: 14, width: 110), at: x + 5, frame.bottom + 8,
          .init(paint: .ink, size: 14, anchor: .end, isVertical: true))
      } else {
        drawing.write(
          name, at: x, frame.bottom + 18, .init(paint: .ink, size: 14, anchor: .middle))
      }
    }
    let texts = map.values.map { $0.map(text) }
    let widest = texts.joined().map { TextWidth.estimate($0, size: 13) }.max() ?? 0
    guard widest <= width - 2, height >= 17 else { return }
    for (row, line) in texts.enumerated() {
      for (column, text) in line.enumerated() {
        drawing.write(
          text, at: frame.left + (Double(column) + 0.5) * width,
          frame.top + (Double(row) + 0.5) * height + 4.5,
          .init(paint: .ink, size: 13, anchor: .middle))
      }
    }
  }

  /// The levels of colour that occur in this or a neighbour's map, those below zero apart.
  private func levels(ofNegative isNegative: Bool) -> [Int] {
    let found = cells.filter { (map.isDiverging && $0 < 0) == isNegative }
    return Set(found.compactMap(level)).sorted()
  }

  private func text(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    if map.isDiverging { return NumberText.text(value, step: 0.01) }
    return value == value.rounded() && abs(value) < 1e7
      ? NumberText.text(value, step: 1) : NumberText.short(value)
  }

  /// The levels of colour from the least value to the greatest.
  var entries: [Legend.Entry] {
    guard bounds.count > 1 else { return [] }
    let scale = Scale(from: bounds[0], to: bounds[bounds.count - 1], about: levelCount)
    let below = levels(ofNegative: true).reversed().map { level in
      (
        sign: Legend.Sign.bar(.series(1), opacity: opacity(level)),
        text: "\(scale.text(-bounds[level + 1])) to \(scale.text(-bounds[level]))"
      )
    }
    let above = levels(ofNegative: false).map { level in
      (
        sign: Legend.Sign.bar(.series(0), opacity: opacity(level)),
        text: "\(scale.text(bounds[level])) to \(scale.text(bounds[level + 1]))"
      )
    }
    return (below + above).enumerated().map { place, entry in
      Legend.Entry(
        sign: entry.sign, text: place == 0 ? "\(map.label): \(entry.text)" : entry.text)
    }
  }
}

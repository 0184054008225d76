import Documents

/// Steps from one number at the foot to another at the head, as lying bars.
struct WaterfallArea: Area {
  private static let rowHeight = 27.0
  private static let barHeight = 18.0

  let below: Figure.Axis
  let beside: Figure.Axis? = nil
  let belowRoom = 24.0
  let rightRoom = 22.0
  let leastWidth = 190.0
  let notes: [String] = []
  private let waterfall: Figure.Waterfall
  private let x: Scale
  private let isAlone: Bool

  init(axis: Figure.Axis, waterfall: Figure.Waterfall, _ context: AreaContext) {
    below = axis
    self.waterfall = waterfall
    isAlone = context.count == 1
    let places = Self.places(waterfall) + context.x
    let low = places.filter(\.isFinite).min() ?? 0
    let high = places.filter(\.isFinite).max() ?? 1
    // Room for the numbers beside the outermost bars.
    let room = max(high - low, abs(high) * 1e-6, 1e-12) * 0.16
    x = Scale(from: low - room, to: high + room, about: context.count > 1 ? 3 : 5)
  }

  /// Where steps begin and end, from the foot.
  static func places(_ waterfall: Figure.Waterfall) -> [Double] {
    waterfall.steps.reversed().reduce(into: [waterfall.start]) { places, step in
      places.append((places.last ?? 0) + step.value)
    }
  }

  var leftRoom: Double {
    let names = waterfall.steps.map(\.name) + [waterfall.startName, waterfall.endName]
    return min(names.map { TextWidth.estimate($0, size: 14) }.max() ?? 0, 150)
  }

  private var rowCount: Int { waterfall.steps.count + 2 }

  func height(ofWidth width: Double, isAlone: Bool) -> Double {
    Double(rowCount) * Self.rowHeight + 6
  }

  private func middle(_ row: Int, _ frame: PlotScript.Frame) -> Double {
    frame.top + 3 + (Double(row) + 0.5) * Self.rowHeight
  }

  func panel(in frame: PlotScript.Frame) -> PlotScript.Panel {
    PlotScript.Panel(
      frame: frame, x: x, y: Scale(from: 0, to: 1, about: 0), layers: [], verticalGrid: true,
      horizontalGrid: false)
  }

  func write(
    in frame: PlotScript.Frame, beside: Bool, below: Bool, into drawing: inout Drawing
  ) {
    func at(_ value: Double) -> Double { frame.left + x.position(value) * frame.width }
    func name(_ text: String, _ row: Int, isBold: Bool = false) {
      drawing.write(
        TextWidth.fitted(text, size: 14, width: leftRoom), at: frame.left - 8,
        middle(row, frame) + 5, .init(paint: .ink, size: 14, anchor: .end, isBold: isBold))
    }
    let places = Array(Self.places(waterfall).reversed())
    name(waterfall.endName, 0, isBold: true)
    name(waterfall.startName, rowCount - 1, isBold: true)
    for (row, value) in [(0, waterfall.end), (rowCount - 1, waterfall.start)] {
      drawing.line(
        from: .init(x: at(value), y: middle(row, frame) - 9),
        to: .init(x: at(value), y: middle(row, frame) + 9), .init(paint: .ink, width: 2.4))
      drawing.write(
        NumberText.short(value), at: at(value) + 6, middle(row, frame) + 5,
        .init(paint: .ink, size: 14))
    }
    for (place, step) in waterfall.steps.enumerated() {
      let (end, start) = (places[place], places[place + 1])
      let row = place + 1
      name(step.name, row)
      let left = at(min(start, end))
      let width = max(at(max(start, end)) - left, 1)
      let top = middle(row, frame) - Self.barHeight / 2
      let box = [Drawing.Stroke].rectangle(
        x: left, y: top, width: width, height: Self.barHeight)
      drawing.pieces.append(
        .area(box, .series(step.value < 0 ? 0 : 1), opacity: 0.85, layer: 1))
      drawing.line(
        from: .init(x: at(end), y: top - (Self.rowHeight - Self.barHeight)),
        to: .init(x: at(end), y: top), .init(paint: .muted, width: 1))
      writeValue(step.value, from: left, to: left + width, row, frame, into: &drawing)
    }
    if below { AxisText.writeBelow(frame, x, isAlone: isAlone, into: &drawing) }
  }

  /// Writes a step's value beside its bar, on the side where there is room.
  private func writeValue(
    _ value: Double, from left: Double, to right: Double, _ row: Int, _ frame: PlotScript.Frame,
    into drawing: inout Drawing
  ) {
    let text = (value < 0 ? "" : "+") + NumberText.short(value)
    let width = TextWidth.estimate(text, size: 13)
    let fits = right + 4 + width <= frame.right + rightRoom
    drawing.write(
      text, at: fits ? right + 4 : left - 4, middle(row, frame) + 4.5,
      .init(paint: .ink, size: 13, anchor: fits ? .start : .end))
  }

  var entries: [Legend.Entry] {
    [
      .init(sign: .bar(.series(1), opacity: 0.85), text: "adds"),
      .init(sign: .bar(.series(0), opacity: 0.85), text: "takes off"),
    ]
  }
}

import Documents

/// Points beside a line, with names at some of them.
struct MarkedArea: Area {
  private static let size = 14.0
  private static let ring = 8.0

  let below: Figure.Axis
  let beside: Figure.Axis?
  let belowRoom = 24.0
  let rightRoom = 14.0
  let leastWidth = 200.0
  let notes: [String]
  private let marked: Figure.MarkedPoints
  private let x: Scale
  private let y: Scale
  private let isAlone: Bool

  /// Chooses axes, and leaves out what has no place on them.
  init(
    x xAxis: Figure.Axis, y yAxis: Figure.Axis, marked: Figure.MarkedPoints,
    _ context: AreaContext
  ) {
    below = xAxis
    beside = yAxis
    isAlone = context.count == 1
    let allX = marked.line.x + marked.points.flatMap(\.x)
    let allY = marked.line.y + marked.points.flatMap(\.y)
    let (x, y) = (
      Scale(xAxis, covering: context.x + allX, about: 6),
      Scale(yAxis, covering: context.y + allY, about: 6)
    )
    (self.x, self.y) = (x, y)
    let all = marked.points.reduce(0) { $0 + $1.x.count }
    func shown(_ one: Figure.PointSeries) -> Figure.PointSeries {
      let rows = one.x.indices.filter { x.contains(one.x[$0]) && y.contains(one.y[$0]) }
      return Figure.PointSeries(
        name: one.name, x: rows.map { one.x[$0] }, y: rows.map { one.y[$0] })
    }
    self.marked = Figure.MarkedPoints(
      line: shown(marked.line), points: marked.points.map(shown),
      labels: marked.labels.filter { x.contains($0.x) && y.contains($0.y) })
    let omitted = all - self.marked.points.reduce(0) { $0 + $1.x.count }
    notes =
      omitted > 0
      ? ["Beyond the axes, and so not drawn: \(NumberText.count(omitted)) of \(all) points."] : []
  }

  var leftRoom: Double { AxisText.width(of: y, size: 15) }

  func height(ofWidth width: Double, isAlone: Bool) -> Double { isAlone ? 340 : width * 0.9 }

  func panel(in frame: PlotScript.Frame) -> PlotScript.Panel {
    var layers = [
      PlotScript.Layer(
        columns: [marked.line.x, marked.line.y],
        style: "with lines lw 2.2 lc rgb '\(Paint.muted.gnuplot)'")
    ]
    for (place, one) in marked.points.enumerated() {
      layers.append(
        .init(
          columns: [one.x, one.y],
          style: "with points pt \(SeriesLook.shape(place).gnuplot) ps 0.8"
            + " lc rgb '\(Paint.series(place).gnuplot)'"))
    }
    return PlotScript.Panel(
      frame: frame, x: x, y: y, layers: layers, verticalGrid: true, horizontalGrid: true)
  }

  func write(
    in frame: PlotScript.Frame, beside: Bool, below: Bool, into drawing: inout Drawing
  ) {
    if beside { AxisText.writeBeside(frame, y, into: &drawing) }
    if below { AxisText.writeBelow(frame, x, isAlone: isAlone, into: &drawing) }
    var taken: [Room] = []
    for label in marked.labels {
      let at = (
        x: frame.left + x.position(label.x) * frame.width,
        y: frame.bottom - y.position(label.y) * frame.height
      )
      if label.isRinged {
        drawing.pieces.append(
          .outline(
            Self.circle(around: at.x, at.y), .init(paint: .ink, width: 1.8), layer: 2))
      }
      let width = TextWidth.estimate(label.text, size: Self.size)
      let away = label.isRinged ? Self.ring + 4 : 8.0
      let rooms = [(1.0, -6.0), (1, 16), (-1, -6), (-1, 16), (1, -22), (-1, -22)].map {
        side, down in
        Room(
          left: side > 0 ? at.x + away : at.x - away - width, top: at.y + down - Self.size,
          width: width, height: Self.size + 4)
      }
      let fitting = rooms.filter { $0.left >= frame.left && $0.left + width <= frame.right + 12 }
      guard
        let room = fitting.first(where: { room in !taken.contains { $0.meets(room) } })
          ?? fitting.first ?? rooms.first
      else { continue }
      taken.append(room)
      drawing.write(
        label.text, at: room.left, room.top + Self.size,
        .init(paint: .ink, size: Self.size, isBold: label.isRinged))
    }
  }

  /// A circle of four curves, each a quarter, which is off by less than a thousandth.
  private static func circle(around x: Double, _ y: Double) -> [Drawing.Stroke] {
    let (r, k) = (ring, 0.5523 * ring)
    func point(_ dx: Double, _ dy: Double) -> Drawing.Point { .init(x: x + dx, y: y + dy) }
    return [
      .move(point(r, 0)),
      .curve(point(r, k), point(k, r), point(0, r)),
      .curve(point(-k, r), point(-r, k), point(-r, 0)),
      .curve(point(-r, -k), point(-k, -r), point(0, -r)),
      .curve(point(k, -r), point(r, -k), point(r, 0)),
    ]
  }

  var entries: [Legend.Entry] {
    [
      .init(sign: .line(.init(paint: .muted, width: 2.2, dashes: [])), text: marked.line.name)
    ]
      + marked.points.enumerated().map { place, one in
        .init(sign: .mark(SeriesLook.shape(place), .series(place)), text: one.name)
      }
  }

  /// The rectangle that a name takes.
  private struct Room {
    let left: Double
    let top: Double
    let width: Double
    let height: Double

    func meets(_ other: Room) -> Bool {
      left < other.left + other.width && other.left < left + width
        && top < other.top + other.height && other.top < top + height
    }
  }
}

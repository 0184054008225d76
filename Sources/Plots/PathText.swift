/// The shortest common text of a path, with coordinates in steps of a hundredth.
struct PathText {
  private(set) var text = ""
  private var x = 0
  private var y = 0

  /// Adds a piece; texts have no path.
  mutating func add(_ piece: Drawing.Piece) {
    switch piece {
    case .outline(let strokes, _, _), .area(let strokes, _, _, _):
      for stroke in strokes { add(stroke) }
    case .mark(.circle, let centre, _, _, _, _):
      move(to: centre)
      text += "h0"
    case .mark(let shape, let centre, let radius, _, _, _):
      for (index, corner) in PathText.corners(of: shape).enumerated() {
        let point = Drawing.Point(
          x: centre.x + corner.x * radius, y: centre.y + corner.y * radius)
        if index == 0 { move(to: point) } else { line(to: point) }
      }
      text += "z"
    case .text:
      break
    }
  }

  private mutating func add(_ stroke: Drawing.Stroke) {
    switch stroke {
    case .move(let point): move(to: point)
    case .line(let point): line(to: point)
    case .curve(let first, let second, let end):
      let numbers = [first, second, end].flatMap {
        [Decimal2.steps($0.x) - x, Decimal2.steps($0.y) - y]
      }
      text += "c" + PathText.joined(numbers)
      x = Decimal2.steps(end.x)
      y = Decimal2.steps(end.y)
    case .close: text += "z"
    }
  }

  private mutating func move(to point: Drawing.Point) {
    x = Decimal2.steps(point.x)
    y = Decimal2.steps(point.y)
    text += "M" + PathText.joined([x, y])
  }

  private mutating func line(to point: Drawing.Point) {
    let toX = Decimal2.steps(point.x)
    let toY = Decimal2.steps(point.y)
    if toY == y {
      text += "h" + Decimal2.text(steps: toX - x)
    } else if toX == x {
      text += "v" + Decimal2.text(steps: toY - y)
    } else {
      text += "l" + PathText.joined([toX - x, toY - y])
    }
    x = toX
    y = toY
  }

  /// Numbers with a space between them only where no minus sign parts them.
  private static func joined(_ steps: [Int]) -> String {
    var result = ""
    for step in steps {
      if !result.isEmpty && step >= 0 { result += " " }
      result += Decimal2.text(steps: step)
    }
    return result
  }

  /// The corners of a shape that has a circle of radius 1 as its measure of size.
  private static func corners(of shape: Drawing.Shape) -> [Drawing.Point] {
    let pairs: [(Double, Double)] =
      switch shape {
      case .circle: []
      case .square: [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]
      case .triangle: [(0, -1.3), (1.15, 0.75), (-1.15, 0.75)]
      case .triangleDown: [(0, 1.3), (-1.15, -0.75), (1.15, -0.75)]
      case .diamond: [(0, -1.35), (1.15, 0), (0, 1.35), (-1.15, 0)]
      case .pentagon: [(0, -1.2), (1.14, -0.37), (0.71, 0.97), (-0.71, 0.97), (-1.14, -0.37)]
      case .cross:
        [
          (-1, -0.6), (-0.6, -1), (0, -0.4), (0.6, -1), (1, -0.6), (0.4, 0), (1, 0.6), (0.6, 1),
          (0, 0.4), (-0.6, 1), (-1, 0.6), (-0.4, 0),
        ]
      }
    return pairs.map { Drawing.Point(x: $0.0, y: $0.1) }
  }
}

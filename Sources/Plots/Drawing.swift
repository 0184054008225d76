/// What is drawn, piece by piece and in order; lengths are in units of the picture.
struct Drawing: Hashable, Sendable {
  /// A place; y grows downwards.
  struct Point: Hashable, Sendable {
    var x: Double
    var y: Double
  }

  /// A corner or stretch of an outline.
  enum Stroke: Hashable, Sendable {
    case move(Point)
    case line(Point)
    case curve(Point, Point, Point)
    case close
  }

  /// The shapes of marks; series differ by them as well as by colour.
  enum Shape: Int, Hashable, Sendable, CaseIterable {
    case circle
    case square
    case triangle
    case diamond
    case triangleDown
    case pentagon
    case cross

    /// gnuplot's number of the point type, for those that series use.
    var gnuplot: Int {
      switch self {
      case .circle: 7
      case .square: 5
      case .triangle: 9
      case .diamond: 13
      case .triangleDown: 11
      case .pentagon: 15
      case .cross: 2
      }
    }
  }

  /// How a line looks.
  struct Pen: Hashable, Sendable {
    var paint: Paint
    var width: Double
    /// Lengths of dashes and gaps; none is a solid line.
    var dashes: [Double] = []
  }

  /// Where a text is held.
  enum Anchor: String, Hashable, Sendable {
    case start
    case middle
    case end
  }

  /// How a text looks.
  struct Lettering: Hashable, Sendable {
    var paint: Paint = .ink
    var size: Double = 15
    var anchor: Anchor = .start
    var isBold = false
    /// Turned a quarter to the left, as the label of a vertical axis.
    var isVertical = false
  }

  /// A piece; pieces of one layer that look alike may be written as one.
  enum Piece: Hashable, Sendable {
    case outline([Stroke], Pen, layer: Int)
    case area([Stroke], Paint, opacity: Double, layer: Int)
    case mark(Shape, Point, radius: Double, Paint, opacity: Double, layer: Int)
    case text(String, Point, Lettering)
  }

  var width: Double
  var height: Double
  /// The least width in pixels at which the picture can be read.
  var leastWidth: Double
  var pieces: [Piece] = []

  /// Adds a text.
  mutating func write(_ text: String, at x: Double, _ y: Double, _ lettering: Lettering) {
    pieces.append(.text(text, Point(x: x, y: y), lettering))
  }

  /// Adds a straight line.
  mutating func line(from a: Point, to b: Point, _ pen: Pen) {
    pieces.append(.outline([.move(a), .line(b)], pen, layer: 0))
  }
}

extension [Drawing.Stroke] {
  /// The outline of a rectangle.
  static func rectangle(x: Double, y: Double, width: Double, height: Double) -> Self {
    [
      .move(.init(x: x, y: y)), .line(.init(x: x + width, y: y)),
      .line(.init(x: x + width, y: y + height)), .line(.init(x: x, y: y + height)), .close,
    ]
  }
}

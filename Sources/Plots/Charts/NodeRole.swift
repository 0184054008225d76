import Documents

/// How boxes of a role look.
struct NodeRole {
  let paint: Paint
  let shape: Drawing.Shape
  let tint: Double
  let dashes: [Double]

  /// The words that say how a stage stands; each has a look of its own.
  private static let standing: Set<String> = [
    "computed", "older", "failed", "sealed", "stale", "never",
  ]
  private static let shapes: [Drawing.Shape] = [.square, .circle, .triangle, .diamond, .pentagon]

  /// Gives the roles of boxes that have no look of their own, in the order in which they appear.
  static func others(among nodes: [Figure.Node]) -> [String] {
    var seen: Set<String> = []
    return nodes.map(\.role).filter {
      !$0.isEmpty && !standing.contains($0) && seen.insert($0).inserted
    }
  }

  /// Takes a role, and the other words in use, of which each gets another colour and sign.
  init(_ word: String, among words: [String]) {
    switch word {
    case "computed": self.init(.good, .circle, tint: 0.12)
    case "older": self.init(.muted, .circle, tint: 0.08)
    case "failed": self.init(.warning, .cross, tint: 0.16)
    case "sealed": self.init(.series(3), .square, tint: 0.12)
    case "stale": self.init(.series(4), .triangle, tint: 0.12)
    case "never": self.init(.muted, .diamond, tint: 0.02, dashes: [5, 4])
    default:
      let place = words.firstIndex(of: word) ?? 0
      self.init(.series(place), Self.shapes[place % Self.shapes.count], tint: 0.06)
    }
  }

  private init(_ paint: Paint, _ shape: Drawing.Shape, tint: Double, dashes: [Double] = []) {
    self.paint = paint
    self.shape = shape
    self.tint = tint
    self.dashes = dashes
  }
}

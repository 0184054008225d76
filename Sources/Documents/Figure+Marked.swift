extension Figure {
  /// Points beside a line that says where they would be for one reason alone; some are named.
  package struct MarkedPoints: Hashable, Sendable, Codable {
    /// A name beside a place, which may have a ring around it.
    package struct Label: Hashable, Sendable, Codable {
      package let x: Double
      package let y: Double
      package let text: String
      package let isRinged: Bool

      package init(x: Double, y: Double, text: String, isRinged: Bool = false) {
        self.x = x
        self.y = y
        self.text = text
        self.isRinged = isRinged
      }
    }

    package let line: PointSeries
    package let points: [PointSeries]
    package let labels: [Label]

    package init(line: PointSeries, points: [PointSeries], labels: [Label]) {
      self.line = line
      self.points = points
      self.labels = labels
    }
  }
}

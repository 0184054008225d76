extension Figure {
  /// Points whose colour goes from one end of a range to the other.
  package struct ShadedPoints: Hashable, Sendable, Codable {
    /// The names of rows in which points are piled up; none where the second axis holds quantities.
    package let rows: [String]
    package let x: [Double]
    /// A quantity, or the place of the point's row.
    package let y: [Double]
    /// From 0 to 1; not-a-number for what is missing.
    package let shades: [Double]
    /// What the colours at both ends stand for; nil where colours say nothing.
    package let ends: Ends?

    /// What the colours at both ends stand for.
    package struct Ends: Hashable, Sendable, Codable {
      package let low: String
      package let high: String

      package init(low: String, high: String) {
        self.low = low
        self.high = high
      }
    }

    package init(rows: [String] = [], x: [Double], y: [Double], shades: [Double], ends: Ends?) {
      precondition(x.count == y.count && x.count == shades.count, "each point has a colour")
      self.rows = rows
      self.x = x
      self.y = y
      self.shades = shades
      self.ends = ends
    }
  }

  /// Steps from one number to another, each beginning where the one below it ended.
  package struct Waterfall: Hashable, Sendable, Codable {
    /// A step up or down.
    package struct Step: Hashable, Sendable, Codable {
      package let name: String
      package let value: Double

      package init(name: String, value: Double) {
        self.name = name
        self.value = value
      }
    }

    package let startName: String
    package let start: Double
    /// From the last to the first, as they are read from above.
    package let steps: [Step]
    package let endName: String

    package init(startName: String, start: Double, steps: [Step], endName: String) {
      self.startName = startName
      self.start = start
      self.steps = steps
      self.endName = endName
    }

    /// The number that all steps lead to.
    package var end: Double { steps.reduce(start) { $0 + $1.value } }
  }
}

extension Figure {
  /// Several axes beside each other, and a line across them for each thing compared.
  package struct Parallel: Hashable, Sendable, Codable {
    /// An upright axis from 0, its foot, to 1.
    package struct Axis: Hashable, Sendable, Codable {
      package let name: String
      package let marks: [Mark]

      package init(_ name: String, marks: [Mark]) {
        self.name = name
        self.marks = marks
      }
    }

    /// A line with its height on each axis; not-a-number where it has none, which breaks it.
    package struct Line: Hashable, Sendable, Codable {
      /// The place of its group.
      package let group: Int
      package let heights: [Double]

      package init(group: Int, heights: [Double]) {
        self.group = group
        self.heights = heights
      }
    }

    package let axes: [Axis]
    /// The names of the groups; later ones are drawn over earlier ones.
    package let groups: [String]
    package let lines: [Line]

    package init(axes: [Axis], groups: [String], lines: [Line]) {
      precondition(
        lines.allSatisfy {
          $0.heights.count == axes.count && groups.indices.contains($0.group)
        }, "each line has a group and a height on each axis")
      self.axes = axes
      self.groups = groups
      self.lines = lines
    }
  }
}

import Analyses
package import Documents

/// The numbers of a picture, and what of the table is not in it.
package struct Plotted: JSONArtifact, Hashable {
  package static let format = "plot"

  /// The numbers of one picture; its title is the part of the rows it shows, empty for all.
  package struct Panel: Codable, Hashable, Sendable {
    package let title: String
    package let chart: Figure.Chart
  }

  /// What was left out or put together, and how much of it.
  package enum Omission: Codable, Hashable, Sendable {
    /// Rows in which one of the columns has no value.
    case missing(rows: Int)
    /// Rows whose values are not above zero, on axes of ratios.
    case notAboveZero(rows: Int)
    /// Parts of the rows by a column that had too many of them.
    case parts(of: String, shown: Int, all: Int, rows: Int)
    /// Points kept of more, evenly spread over the rows.
    case spread(points: Int, of: Int)
    /// Rows of equal x of which the mean is drawn.
    case averaged(rows: Int)
    /// Values beyond the outermost bins, which hold them.
    case beyondBins(rows: Int)
    /// Values beyond the whiskers that are not drawn.
    case beyondWhiskers(values: Int)
  }

  package let panels: [Panel]
  package let rowCount: Int
  package let omissions: [Omission]
  /// How the numbers along the x axis are written, where they stand for dates.
  package var dates: DateForm?
}

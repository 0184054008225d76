/// A table to be read by people: cells are finished text.
package struct DataTable: Hashable, Sendable, Codable {
  /// How the cells of a column are set.
  package enum Alignment: String, Hashable, Sendable, Codable {
    case leading
    case trailing
  }

  /// A column's heading and setting.
  package struct Heading: Hashable, Sendable, Codable {
    package let text: String
    package let alignment: Alignment

    package init(_ text: String, _ alignment: Alignment = .leading) {
      self.text = text
      self.alignment = alignment
    }
  }

  /// What the table shows, in one sentence.
  package let caption: String
  package let headings: [Heading]
  /// Rows of as many cells as there are headings; the first cell names the row.
  package let rows: [[Text]]

  package init(caption: String, headings: [Heading], rows: [[Text]]) {
    precondition(
      rows.allSatisfy { $0.count == headings.count }, "each row has a cell for each heading")
    self.caption = caption
    self.headings = headings
    self.rows = rows
  }
}

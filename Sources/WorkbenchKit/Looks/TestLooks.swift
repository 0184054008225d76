import Cache
import Digests

/// The looks at the test rows of an analysis, from the cache and from the file beside it.
package struct TestLooks: Sendable {
  /// Those that the cache knows, in the order of their first time.
  let records: [LookRecord]
  /// Those that only the file knows.
  let noted: [LookBook.Entry]

  /// Joins both for the rows whose targets an analysis reads.
  init(_ records: [LookRecord], _ book: LookBook, rows: Set<Digest>) {
    self.records = records.filter { rows.contains($0.look.rows) }
    let known = Set(self.records.map(\.look))
    noted = book.entries.filter { rows.contains($0.look.rows) && !known.contains($0.look) }
  }

  /// How many looks there were at least; the same model scored in two runs counts twice.
  package var count: Int { records.reduce(noted.count) { $0 + $1.count } }

  /// The day of the first one, empty where there is none.
  package var firstDay: String {
    (records.map(\.firstAt) + noted.map(\.at)).min().map { String($0.prefix(10)) } ?? ""
  }

  /// A look in words.
  package struct Line: Encodable, Sendable {
    package let at: String
    package let stage: String
    package let model: String
    package let rows: String
    package let runs: Int
    /// Whether the cache knows it, and not only the file beside the analysis.
    package let isInCache: Bool
  }

  /// All looks in the order of their first time.
  package var lines: [Line] {
    let cached = records.map {
      Line(
        at: $0.firstAt, stage: $0.stage, model: $0.look.model.hex, rows: $0.look.rows.hex,
        runs: $0.count, isInCache: true)
    }
    let others = noted.map {
      Line(
        at: $0.at, stage: $0.stage, model: $0.look.model.hex, rows: $0.look.rows.hex, runs: 1,
        isInCache: false)
    }
    return (cached + others).sorted { ($0.at, $0.model) < ($1.at, $1.model) }
  }
}

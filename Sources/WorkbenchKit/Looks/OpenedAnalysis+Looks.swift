import Cache
import Digests
import Engine
import Foundation

extension OpenedAnalysis {
  /// The looks noted beside the analysis, in a file of its name.
  package var lookBook: LookBook {
    LookBook(url.deletingPathExtension().appendingPathExtension("looks"))
  }

  /// The looks at the test rows that the analysis has as it stands.
  package func testLooks() throws -> TestLooks {
    guard let store = try existingStore() else { return TestLooks([], lookBook, rows: []) }
    let rows = try plan(store).testRows(of: analysis)
    return TestLooks(try store.read { try $0.looks() }, lookBook, rows: rows)
  }

  /// Notes the looks that the cache knows and the file does not; a draft notes nothing.
  func noteLooks(_ store: ResultStore) throws {
    guard !isDraft else { return }
    let rows = try plan(store).testRows(of: analysis)
    guard !rows.isEmpty else { return }
    try lookBook.add(
      TestLooks(try store.read { try $0.looks() }, lookBook, rows: rows).records)
  }
}

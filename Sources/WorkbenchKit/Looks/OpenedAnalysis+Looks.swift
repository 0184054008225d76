import Cache
import Diagnostics
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
  ///
  /// Gives what is wrong where the file cannot be written: the cache has the looks all the same.
  func noteLooks(_ store: ResultStore) throws -> [Diagnostic] {
    guard !isDraft else { return [] }
    let rows = try plan(store).testRows(of: analysis)
    guard !rows.isEmpty else { return [] }
    let looks = TestLooks(try store.read { try $0.looks() }, lookBook, rows: rows)
    do {
      try lookBook.add(looks.records)
      return []
    } catch {
      return [
        Diagnostic(
          .cannotWrite,
          "the looks of this run could not be noted in '\(lookBook.url.lastPathComponent)', which is "
            + "left as it is",
          severity: .warning,
          hints: [
            "the cache has them; make the file, and its folder, ones that can be read and written"
          ])
      ]
    }
  }
}

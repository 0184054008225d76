import GRDB

extension ResultStore {
  /// Limits the pages of the file for this store, which is how tests fill a disk.
  package func limitPages(to count: Int) throws(CacheError) {
    try write(durable: false) { db in
      _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count = \(count)")
    }
  }
}

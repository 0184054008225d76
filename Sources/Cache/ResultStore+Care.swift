package import Digests
import GRDB

extension ResultStore {
  /// Tells how much room results take, by analysis and stage.
  package func usage() throws(CacheError) -> [CacheUsage] {
    try read { snapshot in try snapshot.usage() }
  }

  /// Removes what is no longer needed and gives the room back to the disk.
  ///
  /// Kept are the newest result of each stage, those of so many newest runs of each analysis, the
  /// jobs of both, and all that is younger than so many days. A dry run changes nothing.
  package func collect(
    runs: Int, days: Double, isDry: Bool
  ) throws(CacheError) -> CacheCollection {
    let outcome = try write { db in
      guard isDry else { return try CareOfCache(db: db).collect(runs: runs, days: days) }
      var collection = CacheCollection(resultCount: 0, byteCount: 0)
      try db.inSavepoint {
        collection = try CareOfCache(db: db).collect(runs: runs, days: days)
        return .rollback
      }
      return collection
    }
    if !isDry { try vacuum() }
    return outcome
  }

  /// Checks the file and all bytes in it against their digests, and puts bad ones aside.
  ///
  /// What needs them is computed again by the next run.
  /// Gives the number of blobs read, the digests of the bad ones and what is wrong with the file.
  package func verify() throws(CacheError) -> (checked: Int, bad: [Digest], problems: [String]) {
    let problems = try read { snapshot in try snapshot.structureProblems() }
    let digests = try read { snapshot in try snapshot.blobDigests() }
    var bad: [Digest] = []
    for digest in digests where try bytes(of: digest) == nil { bad.append(digest) }
    return (digests.count, bad, problems)
  }
}

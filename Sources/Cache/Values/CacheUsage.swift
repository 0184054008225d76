/// How much room the results of a stage take.
package struct CacheUsage: Hashable, Sendable {
  /// Both names are empty for results that no record names, such as jobs of a stopped stage.
  package let analysis: String
  package let stage: String
  /// The results, jobs included.
  package let resultCount: Int
  package let jobCount: Int
  package let byteCount: Int
  /// When the newest was stored: UTC, as ISO 8601.
  package let newestAt: String
}

/// A look with when, where and how often it happened.
package struct LookRecord: Hashable, Sendable {
  package let look: Look
  /// The analysis whose run looked first, as that run named it.
  package let analysis: String
  /// The stage that looked first; empty when none was named.
  package let stage: String
  /// The time of the first look: UTC, as ISO 8601.
  package let firstAt: String
  /// In how many runs the same look was computed.
  package let count: Int

  package init(look: Look, analysis: String, stage: String, firstAt: String, count: Int) {
    self.look = look
    self.analysis = analysis
    self.stage = stage
    self.firstAt = firstAt
    self.count = count
  }
}

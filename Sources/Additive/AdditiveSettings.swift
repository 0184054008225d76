/// How an additive model is fitted.
package struct AdditiveSettings: Codable, Hashable, Sendable {
  /// The most segments of a feature's curve, in 1...200.
  package var segments: Int

  package init(segments: Int = 20) {
    self.segments = segments
  }

  /// The segments that are allowed, where a person may read them.
  package static let segmentsRange = 1...200
}

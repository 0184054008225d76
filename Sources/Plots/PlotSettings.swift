/// How much work a picture may take, and when points become counts.
package struct PlotSettings: Hashable, Sendable {
  /// More points than this in a picture are drawn as counts over cells.
  package let pointsMax: Int
  /// The time one of the drawing programs may take for one picture.
  package let secondsMax: Double

  package init(pointsMax: Int, secondsMax: Double) {
    self.pointsMax = pointsMax
    self.secondsMax = secondsMax
  }

  /// The settings of every report.
  package static let standard = PlotSettings(pointsMax: 2000, secondsMax: 60)
}

/// A way to mend probabilities so that they are as often right as they say.
package enum CalibrationMethod: String, Codable, Hashable, Sendable, CaseIterable {
  /// A rising function of any shape; it needs about a thousand rows or more.
  case isotonic
  /// A logistic function of the log-odds; it needs few rows.
  case platt
}

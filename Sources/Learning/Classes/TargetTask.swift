/// What is predicted of a target.
package enum TargetTask: String, Codable, Hashable, Sendable, CaseIterable {
  /// Its value, a number.
  case values
  /// Which of its different values a row has.
  case classes
}

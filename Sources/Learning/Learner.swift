package import Kernels

/// A way to learn: settings and training data in, a predictor out.
///
/// The same data, settings and random stream give the same bits, whatever runs beside it. A learner
/// reads no clock and no file; a long fit looks for cancellation in every round.
package protocol Learner: Sendable {
  /// What the learner can be told.
  associatedtype Settings: Codable & Hashable & Sendable

  /// The word for it in an analysis file.
  static var name: String { get }
  /// Goes up when the same settings and data give other results than before.
  static var revision: Int { get }
  /// Whether the random stream changes the result.
  static var usesRandomness: Bool { get }
  /// Whether it learns to predict values.
  static var predictsValues: Bool { get }
  /// Whether it learns to predict classes.
  static var predictsClasses: Bool { get }
  /// Learns.
  static func fit(
    _ data: TrainingData, _ settings: Settings, random: RandomStream
  ) throws -> any Predictor
}

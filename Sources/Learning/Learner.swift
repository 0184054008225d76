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
  /// Whether the random stream changes the result with these settings.
  static func usesRandomness(_ settings: Settings) -> Bool
  /// Whether it learns from columns of levels; others are refused text.
  static var acceptsLevels: Bool { get }
  /// Learns.
  static func fit(
    _ data: TrainingData, _ settings: Settings, random: RandomStream
  ) throws -> any Predictor
  /// Gives what settings have in common that one fit can pass through, one after the other.
  ///
  /// The number of rounds or of epochs is set to one and the same; nil where a longer fit takes
  /// another way than a shorter one from its first step on.
  static func path(_ settings: Settings) -> Settings?
  /// Learns for settings of one path; each gives the bits of its own fit, or fails as it would.
  static func fits(
    _ data: TrainingData, _ settings: [Settings], random: RandomStream
  ) throws -> [Result<any Predictor, any Error>]
}

extension Learner {
  package static func usesRandomness(_ settings: Settings) -> Bool { usesRandomness }
  package static var acceptsLevels: Bool { false }
  package static func path(_ settings: Settings) -> Settings? { nil }

  package static func fits(
    _ data: TrainingData, _ settings: [Settings], random: RandomStream
  ) throws -> [Result<any Predictor, any Error>] {
    try settings.map { settings in
      do {
        return .success(try fit(data, settings, random: random))
      } catch is CancellationError {
        throw CancellationError()
      } catch {
        return .failure(error)
      }
    }
  }
}

/// How much each player adds to the prediction of each row, beside what is predicted without any.
///
/// For every row, base and values sum to what the model gives on the scale named, up to rounding.
package struct Attributions: Sendable {
  /// What the values are parts of.
  package enum Scale: String, Sendable, CaseIterable {
    /// The prediction, in units of the target.
    case target
    /// The logarithm of the prediction.
    case logarithm
    /// The logarithm of the odds of a class, or a class' score before shares are made of scores.
    case logOdds = "log-odds"
    /// The probability of a class.
    case probability
  }

  /// The names of the players, one a column of values.
  package let players: [String]
  /// What is given where no player's value is known.
  package let base: Double
  /// One column a player, each of the row count's length.
  package let values: [[Double]]
  /// The standard errors of sampled values, of the same shape; nil where values are exact.
  package let errors: [[Double]]?
  /// What the model gives for each row, found by predicting and not by summing values.
  package let outputs: [Double]
  package let scale: Scale
  /// The place of the class that is explained, or nil where values are predicted.
  package let classPlace: Int?
  /// Column `first * players + second`, each of the row count's length; nil where not asked for.
  ///
  /// The halves of an interaction stand at both places, main effects on the diagonal, so that the
  /// columns of one player sum to its value.
  package let interactions: [[Double]]?

  package init(
    players: [String], base: Double, values: [[Double]], errors: [[Double]]? = nil,
    outputs: [Double], scale: Scale, classPlace: Int? = nil, interactions: [[Double]]? = nil
  ) {
    precondition(values.count == players.count, "each player has a column")
    precondition(values.allSatisfy { $0.count == outputs.count }, "each row has a value")
    precondition(
      interactions.map { $0.count == players.count * players.count } ?? true,
      "each pair of players has a column")
    self.players = players
    self.base = base
    self.values = values
    self.errors = errors
    self.outputs = outputs
    self.scale = scale
    self.classPlace = classPlace
    self.interactions = interactions
  }

  /// How many rows were explained.
  package var rowCount: Int { outputs.count }

  /// The greatest difference between a row's sum and its prediction, relative to 1 + |prediction|.
  ///
  /// Not a number where a sum or a prediction is none.
  package var additivityError: Double {
    var greatest = 0.0
    for row in 0..<rowCount {
      let sum = values.reduce(base) { $0 + $1[row] }
      let error = abs(sum - outputs[row]) / (1 + abs(outputs[row]))
      if error.isNaN { return .nan }
      greatest = max(greatest, error)
    }
    return greatest
  }

  /// Joins the rows of several pieces of one explanation, in order; nil where there are none.
  package static func joined(_ pieces: [Attributions]) -> Attributions? {
    guard let first = pieces.first else { return nil }
    func columns(_ part: (Attributions) -> [[Double]]?) -> [[Double]]? {
      guard let count = part(first)?.count else { return nil }
      return (0..<count).map { column in pieces.flatMap { part($0)?[column] ?? [] } }
    }
    return Attributions(
      players: first.players, base: first.base, values: columns(\.values) ?? [],
      errors: columns(\.errors), outputs: pieces.flatMap(\.outputs), scale: first.scale,
      classPlace: first.classPlace, interactions: columns(\.interactions))
  }
}

import Digests

/// What was found when looking for features that work together, which no sum of curves can tell.
package struct InteractionTest: Hashable, Sendable {
  /// Two features and what speaks for their working together.
  package struct Pair: Hashable, Sendable {
    package let first: Int
    package let second: Int
    /// The probability of so much by chance, corrected for the number of pairs (Holm 1979).
    package let p: Double
    /// The share of what the curves leave that products of the two would explain.
    package let share: Double
  }

  /// What could be found out.
  package enum Outcome: UInt8, Hashable, Sendable {
    /// Pairs were tested.
    case tested = 0
    /// Rows are too few for the curves and a pair on top.
    case tooFewRows = 1
    /// What the curves leave is less than a millionth of the target's spread.
    case nothingLeft = 2
    /// There are no two features with values that differ.
    case noPairs = 3
  }

  package let outcome: Outcome
  /// How many pairs were tested.
  package let pairCount: Int
  /// How many rows were looked at.
  package let rowCount: Int
  /// How many features were paired.
  package let featureCount: Int
  /// The pairs that most speaks for, at most five of them.
  package let pairs: [Pair]

  /// The probability by chance at which a reader is told.
  package static let level = 0.05

  init(
    _ outcome: Outcome, pairCount: Int = 0, rowCount: Int = 0, featureCount: Int = 0,
    pairs: [Pair] = []
  ) {
    self.outcome = outcome
    self.pairCount = pairCount
    self.rowCount = rowCount
    self.featureCount = featureCount
    self.pairs = pairs
  }

  /// The pairs that hardly come by chance.
  package var found: [Pair] { pairs.filter { $0.p < Self.level } }

  func encode(into writer: inout ByteWriter) {
    writer.byte(outcome.rawValue)
    for number in [pairCount, rowCount, featureCount, pairs.count] { writer.integer(number) }
    for pair in pairs {
      writer.integer(pair.first)
      writer.integer(pair.second)
      writer.number(pair.p)
      writer.number(pair.share)
    }
  }

  init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    guard let outcome = Outcome(rawValue: try reader.byte()) else {
      throw reader.failure("the outcome of a test")
    }
    self.outcome = outcome
    pairCount = try reader.integer()
    rowCount = try reader.integer()
    featureCount = try reader.integer()
    var pairs: [Pair] = []
    for _ in 0..<(try reader.count(bytesEach: 32)) {
      pairs.append(
        Pair(
          first: try reader.integer(), second: try reader.integer(), p: try reader.number(),
          share: try reader.number()))
    }
    self.pairs = pairs
  }
}

/// Shares of a prediction from what every coalition of the players is worth.
package enum Coalitions {
  /// The most players whose coalitions are all looked at.
  package static let playersMax = 12

  /// Gives each player's Shapley value: the mean of what it adds, over all orders of joining.
  ///
  /// Shapley: A value for n-person games, 1953. Coalitions are counted by the bits of their place;
  /// the values sum to the worth of all less the worth of none, up to rounding. The cost is
  /// `players` times the count of coalitions.
  package static func values(_ worths: ArraySlice<Double>, players: Int) -> [Double] {
    precondition(worths.count == 1 << players, "each coalition has a worth")
    let first = worths.startIndex
    let weights = weights(players: players)
    return (0..<players).map { player in
      let bit = 1 << player
      var sum = 0.0
      for coalition in 0..<worths.count where coalition & bit == 0 {
        sum +=
          weights[coalition.nonzeroBitCount]
          * (worths[first + coalition | bit] - worths[first + coalition])
      }
      return sum
    }
  }

  /// Gives interaction values, row by row of a square: halves at both places, main effects between.
  ///
  /// Fujimoto, Kojadinovic, Marichal: Axiomatic characterizations of probabilistic and
  /// cardinal-probabilistic interaction indices, 2006, halved as by Lundberg and others (From local
  /// explanations to global understanding with explainable AI for trees, 2020). Each row sums to the
  /// player's Shapley value.
  package static func interactions(_ worths: ArraySlice<Double>, players: Int) -> [Double] {
    let first = worths.startIndex
    let values = values(worths, players: players)
    var square = [Double](repeating: 0, count: players * players)
    let weights = players > 1 ? weights(players: players - 1) : []
    for one in 0..<players {
      for other in (one + 1)..<max(players, one + 1) {
        let (a, b) = (1 << one, 1 << other)
        var sum = 0.0
        for coalition in 0..<worths.count where coalition & (a | b) == 0 {
          sum +=
            weights[coalition.nonzeroBitCount]
            * (worths[first + coalition | a | b] - worths[first + coalition | a]
              - worths[first + coalition | b] + worths[first + coalition])
        }
        square[one * players + other] = sum / 2
        square[other * players + one] = sum / 2
      }
    }
    for player in 0..<players {
      let shared = square[player * players..<(player + 1) * players].reduce(0, +)
      square[player * players + player] = values[player] - shared
    }
    return square
  }

  /// The share of the orders in which just a given coalition of so many has joined before a player.
  private static func weights(players: Int) -> [Double] {
    var weights = [1 / Double(players)]
    for size in 1..<max(players, 1) {
      weights.append(weights[size - 1] * Double(size) / Double(players - size))
    }
    return weights
  }
}

package import Kernels
package import Learning

/// How many walks are drawn for sampled values.
package struct SamplingPlan: Sendable, Hashable {
  /// The standard error aimed at, as a share of the range of the background's outputs.
  package let tolerance: Double
  /// The rounds that are always drawn, from which the number needed is worked out; at least 2.
  package let firstRounds: Int
  /// The rounds that are never exceeded.
  package let roundsMax: Int

  package init(tolerance: Double, firstRounds: Int = 10, roundsMax: Int = 1000) {
    precondition(tolerance > 0 && firstRounds > 1 && roundsMax >= firstRounds, "a plan can be kept")
    self.tolerance = tolerance
    self.firstRounds = firstRounds
    self.roundsMax = roundsMax
  }
}

extension CoalitionGame {
  /// How many walks are in memory at once.
  private var walksMax: Int { 40_000 }

  /// Gives values estimated from orders drawn at random, with a standard error for each.
  ///
  /// A round walks from every background row to the row, once in an order drawn for it and once in
  /// the reverse (antithetic pairs; Mitchell and others: Sampling permutations for Shapley value
  /// estimation, 2022), so that what single players do alone is summed without error. The rounds are
  /// independent draws of the value: their spread gives the standard error, times Student's 97.5 %
  /// point over 1.96, so that 1.96 of them hold the value in 95 of 100 cases also for few rounds.
  /// How many rounds a row needs is worked out from its first ones (Stein: A two-sample test for a
  /// linear hypothesis whose power is independent of the variance, 1945). Streams go by the row's
  /// number, so the division into blocks changes nothing. Each row's values sum to its output less
  /// the base, up to rounding.
  package func sampledValues(
    of rows: FeatureMatrix, numbers: [Int], players: Players, scale: Attributions.Scale,
    classPlace: Int?, plan: SamplingPlan, random: RandomStream
  ) throws(LearningError) -> Attributions {
    let all = background.map(\.output)
    let range = (all.max() ?? 0) - (all.min() ?? 0)
    let outputs = try outputs(of: rows)
    var values = [[Double]](repeating: [], count: playerCount)
    var errors = values
    var widenings: [Int: Double] = [:]
    let together = max(1, walksMax / (2 * background.count * plan.firstRounds))
    for start in stride(from: 0, to: rows.rowCount, by: together) {
      let places = Array(start..<min(start + together, rows.rowCount))
      var rounds = try self.rounds(
        places.map { ($0, 0..<plan.firstRounds) }, of: rows, numbers: numbers, random: random)
      let needs = zip(places, rounds).map { place, found in
        let aim = plan.tolerance * (range > 0 ? range : 1 + abs(outputs[place]))
        return (place, plan.firstRounds..<Self.needed(found, aim: aim, plan))
      }
      for (index, need) in needs.enumerated() where !need.1.isEmpty {
        rounds[index] += try more(need, of: rows, numbers: numbers, random: random)
      }
      for found in rounds {
        let widening = widenings[found.count] ?? Self.widening(of: found.count)
        widenings[found.count] = widening
        for player in 0..<playerCount {
          let draws = found.map { $0[player] }
          values[player].append(Sum.mean(of: draws))
          errors[player].append(Self.error(draws, widening: widening))
        }
      }
    }
    return Attributions(
      players: players.names, base: base, values: values, errors: errors, outputs: outputs,
      scale: scale, classPlace: classPlace)
  }

  /// More rounds of one row, as many at once as fit.
  private func more(
    _ need: (row: Int, rounds: Range<Int>), of rows: FeatureMatrix, numbers: [Int],
    random: RandomStream
  ) throws(LearningError) -> [[Double]] {
    let step = max(1, walksMax / (2 * background.count))
    var found: [[Double]] = []
    for start in stride(from: need.rounds.lowerBound, to: need.rounds.upperBound, by: step) {
      let part = start..<min(start + step, need.rounds.upperBound)
      found += try rounds([(need.row, part)], of: rows, numbers: numbers, random: random)[0]
    }
    return found
  }

  /// The standard error of the mean of draws, widened for how few they are.
  private static func error(_ draws: [Double], widening: Double) -> Double {
    (Sum.sampleVariance(of: draws) / Double(draws.count)).squareRoot() * widening
  }

  /// Student's 97.5 % point over that of the normal distribution.
  private static func widening(of count: Int) -> Double {
    StudentDistribution.quantile(0.975, degrees: Double(count - 1)) / 1.959963984540054
  }

  /// The rounds after which no player's error is expected above the aim.
  private static func needed(_ draws: [[Double]], aim: Double, _ plan: SamplingPlan) -> Int {
    let variance =
      (draws.first ?? []).indices.map { player in
        Sum.sampleVariance(of: draws.map { $0[player] })
      }.max() ?? 0
    let wanted = (variance / (aim * aim)).rounded(.up)
    guard wanted.isFinite else { return plan.firstRounds }
    return max(plan.firstRounds, Int(min(wanted, Double(plan.roundsMax))))
  }

  /// Draws rounds of rows: for each row and round a value a player.
  private func rounds(
    _ wanted: [(row: Int, rounds: Range<Int>)], of rows: FeatureMatrix, numbers: [Int],
    random: RandomStream
  ) throws(LearningError) -> [[[Double]]] {
    var walks: [CoalitionWalk] = []
    for (row, rounds) in wanted {
      let stream = random.derived("row", numbers[row])
      for round in rounds {
        var draws = stream.derived("round", round)
        for start in background.indices {
          let order = draws.permutation(of: playerCount)
          walks.append(CoalitionWalk(row: row, start: start, order: order))
          walks.append(CoalitionWalk(row: row, start: start, order: order.reversed()))
        }
      }
    }
    let outputs = try outputs(along: walks, of: rows)
    let length = playerCount + 1
    var found: [[[Double]]] = []
    var place = 0
    for (_, rounds) in wanted {
      found.append(
        rounds.map { _ in
          var sums = [Double](repeating: 0, count: playerCount)
          for _ in 0..<2 * background.count {
            let walk = walks[place]
            let weight = background[walk.start].weight / 2
            for (step, player) in walk.order.enumerated() {
              let at = place * length + step
              sums[player] += weight * (outputs[at + 1] - outputs[at])
            }
            place += 1
          }
          return sums
        })
    }
    return found
  }
}

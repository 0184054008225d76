import Foundation
import Kernels

/// What it would be worth to know an uncertain input before choosing.
///
/// Each draw of the inputs gives each choice a payoff, such as dollars saved a month. Without asking,
/// one takes the choice with the best mean. Knowing everything, one takes the best of each draw; the
/// difference is the expected value of perfect information. Knowing one input, one takes the choice
/// with the best mean given its value (Raiffa, Schlaifer: Applied statistical decision theory, 1961).
/// These means come from bins of the input with equal numbers of draws (Strong, Oakley: An efficient
/// method for computing partial expected value of perfect information for correlated inputs, 2013).
package struct InformationValue: Sendable, Hashable {
  /// What one choice comes to.
  package struct Choice: Sendable, Hashable {
    package let mean: Double
    /// The share of the draws in which it is the best, ties to the first.
    package let bestShare: Double
    /// The mean of what it falls short of the best.
    package let regret: Double
  }

  /// The worth of knowing an input, with the deviation of the estimate.
  package struct Worth: Sendable, Hashable {
    package let value: Double
    package let error: Double
  }

  package let choices: [Choice]
  /// The place of the choice with the best mean.
  package let best: Int
  /// The expected value of perfect information, in units of the payoff.
  package let perfect: Double

  private let payoffs: [[Double]]

  /// Takes the payoffs of at least two choices in at least ten draws.
  ///
  /// - Parameter payoffs: in; what shall be high, choice by choice, shape [choiceCount][drawCount].
  /// - Throws: an error that names what there are too few of, or a payoff that is no number.
  package init(payoffs: [[Double]]) throws(FleetError) {
    try Argument.count(payoffs.count, in: 2...10_000, "number of choices")
    let draws = payoffs[0].count
    try Argument.count(draws, in: 10...Int(Int32.max), "number of draws")
    for choice in payoffs {
      precondition(choice.count == draws, "choices have the draws' number")
      for payoff in choice { try Argument.finite(payoff, "payoff") }
    }
    var bestCounts = [Int](repeating: 0, count: payoffs.count)
    var best = [Double](repeating: 0, count: draws)
    for draw in 0..<draws {
      var top = 0
      for choice in payoffs.indices where payoffs[choice][draw] > payoffs[top][draw] {
        top = choice
      }
      bestCounts[top] += 1
      best[draw] = payoffs[top][draw]
    }
    let ideal = Sum.mean(of: best)
    let means = payoffs.map { Sum.mean(of: $0) }
    let place = means.indices.max { (means[$0], $1) < (means[$1], $0) } ?? 0
    choices = means.indices.map {
      Choice(
        mean: means[$0], bestShare: Double(bestCounts[$0]) / Double(draws),
        regret: max(0, ideal - means[$0]))
    }
    self.best = place
    perfect = max(0, ideal - means[place])
    self.payoffs = payoffs
  }

  /// Gives what knowing an input is worth, at least 0 and at most what knowing everything is.
  ///
  /// Bins of equal numbers of draws, 2 to as many as hold ten draws. In a bin the best choice is found
  /// on one half of the draws and judged by the other, and the other way round, so that noise does not
  /// look like worth (the cost is a small bias downwards).
  ///
  /// - Parameters:
  ///   - input: in; the input's value in each draw, shape [drawCount].
  ///   - binCount: the number of bins.
  /// - Returns: the worth in units of the payoff.
  /// - Throws: an error where there are too many bins or a value is no number.
  /// - Complexity: O(draws x (log draws + choices)).
  package func worth(ofKnowing input: [Double], binCount: Int) throws(FleetError) -> Worth {
    let draws = payoffs[0].count
    precondition(input.count == draws, "the input has a value in each draw")
    try Argument.count(binCount, in: 2...max(2, draws / 10), "number of bins")
    for value in input { try Argument.finite(value, "value of an input") }
    let order = (0..<draws).sorted { (input[$0], $0) < (input[$1], $1) }
    guard input[order[0]] < input[order[draws - 1]] else { return Worth(value: 0, error: 0) }
    var gains: [Double] = []
    gains.reserveCapacity(draws)
    for bin in 0..<binCount {
      let members = order[(draws * bin / binCount)..<(draws * (bin + 1) / binCount)]
      let halves = [0, 1].map { half in
        members.enumerated().filter { $0.offset % 2 == half }.map(\.element)
      }
      for half in 0...1 {
        let chosen = bestChoice(in: halves[1 - half])
        gains += halves[half].map { payoffs[chosen][$0] - payoffs[best][$0] }
      }
    }
    let value = Sum.mean(of: gains)
    let error = (Sum.sampleVariance(of: gains) / Double(draws)).squareRoot()
    return Worth(value: min(max(0, value), perfect), error: error)
  }

  private func bestChoice(in draws: [Int]) -> Int {
    var top = (place: best, sum: -Double.infinity)
    // The best without asking comes first, so that it wins ties.
    for choice in [best] + payoffs.indices.filter({ $0 != best }) {
      var sum = Sum()
      for draw in draws { sum.add(payoffs[choice][draw]) }
      if sum.value > top.sum { top = (choice, sum.value) }
    }
    return top.place
  }
}

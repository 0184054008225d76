import Foundation

/// Looking at a scene now and then: how often something in view is never found.
///
/// Frames come at a fixed interval from a random moment on. Something in view for D seconds is in
/// n = floor(D / interval) frames, and in one more with the probability of the rest of the division.
/// Each frame finds it with the recall, and it counts as found after some hits.
package struct FrameSampling: Sendable, Hashable {
  /// Intervals counted one by one before the rest is taken together.
  private static let intervalCountMax = 2_000_000

  package let dwell: DwellTime
  /// The frames that must find it.
  package let hits: Int
  /// The probability that a frame with it finds it.
  package let recall: Double

  /// Takes 1 to 1000 hits and a recall above 0, at most 1.
  package init(dwell: DwellTime, hits: Int = 1, recall: Double = 1) throws(FleetError) {
    try Argument.count(hits, in: 1...1000, "number of hits")
    try Argument.positiveShare(recall, "recall")
    self.dwell = dwell
    self.hits = hits
    self.recall = recall
  }

  /// Gives the probability that something in view is missed, for an interval above 0 seconds.
  ///
  /// With n frames in view the miss probability is b(n), that of fewer hits than are needed. Between
  /// n and n + 1 intervals it is linear in the dwell, so that each interval needs only the share and
  /// the partial mean of the dwell in it. Terms end where b(n) or the rest of the dwell is below 1e-16.
  /// With one hit, recall 1 and log-normal dwell this is
  /// cdf(a) - mean / interval x cdf(a - deviation), a = (ln interval - mean of ln) / deviation.
  package func missProbability(interval: Double) throws(FleetError) -> Double {
    try Argument.positive(interval, "sampling interval")
    var misses = [1.0] + [Double](repeating: 0, count: hits - 1)
    var current = 1.0
    var total = 0.0
    var (share, part) = (0.0, 0.0)
    for frames in 0..<Self.intervalCountMax {
      let limit = Double(frames + 1) * interval
      let next = advance(&misses)
      let (nextShare, nextPart) = (
        dwell.probability(below: limit), dwell.partialMean(below: limit)
      )
      let step = next - current
      total +=
        (current - Double(frames) * step) * (nextShare - share)
        + step / interval * (nextPart - part)
      (share, part, current) = (nextShare, nextPart, next)
      if current < 1e-16 { return clipped(total) }
      let rest = dwell.probability(atLeast: limit)
      if rest < 1e-16 { return clipped(total + rest * current) }
    }
    return clipped(total + (1 - share) * current)
  }

  /// Gives the longest interval that misses at most a share, up to a longest one looked at.
  ///
  /// The budget is above 0, at most 1. Bisection on the miss probability, which grows with the
  /// interval, to 1e-9 of it.
  package func interval(missing budget: Double, atMost longest: Double) throws(FleetError)
    -> Double
  {
    try Argument.positiveShare(budget, "miss budget")
    try Argument.positive(longest, "longest interval")
    if try missProbability(interval: longest) <= budget { return longest }
    // From the logarithm down, as the answer may be any power of ten below the longest interval.
    var low = log(longest) - 20
    var high = log(longest)
    guard try missProbability(interval: exp(low)) <= budget else {
      throw FleetError(
        argument: "miss budget", value: budget,
        allowed: "more than is missed with frames all the time, about "
          + "\(try missProbability(interval: exp(low)))")
    }
    while high - low > 1e-10 {
      let middle = low + (high - low) / 2
      if try missProbability(interval: exp(middle)) <= budget {
        low = middle
      } else {
        high = middle
      }
    }
    return exp(low)
  }

  /// Gives the mean seconds to the first hit of something in view for long.
  package static func firstHitDelay(interval: Double, recall: Double) throws(FleetError) -> Double {
    try Argument.positive(interval, "sampling interval")
    try Argument.positiveShare(recall, "recall")
    return interval / 2 + interval * (1 - recall) / recall
  }

  /// Gives what is missed by sampling behind a gate that lets a share of what is there through.
  package static func missProbability(
    behindGateWithRecall gate: Double, missed: Double
  ) throws(FleetError) -> Double {
    try Argument.share(gate, "recall of the gate")
    try Argument.share(missed, "miss probability")
    return 1 - gate * (1 - missed)
  }

  /// Adds a frame to the probabilities of each number of hits, and gives that of fewer than are needed.
  private func advance(_ misses: inout [Double]) -> Double {
    for place in stride(from: hits - 1, through: 0, by: -1) {
      misses[place] = misses[place] * (1 - recall) + (place > 0 ? misses[place - 1] * recall : 0)
    }
    return misses.reduce(0, +)
  }

  private func clipped(_ value: Double) -> Double { min(1, max(0, value)) }
}

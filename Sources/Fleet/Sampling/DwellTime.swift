import Foundation
package import Kernels

/// How long something is in view, in seconds.
package enum DwellTime: Sendable, Hashable {
  /// The logarithm of the seconds is normal with this mean and deviation.
  case logNormal(mean: Double, deviation: Double)
  case exponential(mean: Double)
  /// The seconds seen, each equally probable.
  case empirical(SortedTimes)

  /// Makes a log-normal time: any mean of the logarithm, a deviation above 0.
  package static func checkedLogNormal(
    mean: Double, deviation: Double
  ) throws(FleetError) -> DwellTime {
    try Argument.finite(mean, "mean of the logarithm of dwell")
    try Argument.positive(deviation, "deviation of the logarithm of dwell")
    return .logNormal(mean: mean, deviation: deviation)
  }

  /// Makes an exponential time of a mean above 0.
  package static func checkedExponential(mean: Double) throws(FleetError) -> DwellTime {
    try Argument.positive(mean, "mean dwell")
    return .exponential(mean: mean)
  }

  /// The mean, in seconds.
  package var mean: Double {
    switch self {
    case .logNormal(let mean, let deviation): exp(mean + deviation * deviation / 2)
    case .exponential(let mean): mean
    case .empirical(let times): times.partialMean(below: .infinity)
    }
  }

  /// Gives a dwell drawn at random.
  package func drawn(_ stream: inout RandomStream) -> Double {
    switch self {
    case .logNormal(let mean, let deviation): exp(mean + deviation * stream.normal())
    case .exponential(let mean): -mean * log1p(-stream.uniform())
    case .empirical(let times): times.drawn(&stream)
    }
  }

  /// Gives the probability that it is shorter than a number of seconds.
  func probability(below time: Double) -> Double {
    if time <= 0 { return 0 }
    switch self {
    case .logNormal(let mean, let deviation):
      return NormalDistribution.cumulative((log(time) - mean) / deviation)
    case .exponential(let mean): return -expm1(-time / mean)
    case .empirical(let times): return times.probability(below: time)
    }
  }

  /// Gives the probability that it is at least a number of seconds, with the digits of a small one.
  func probability(atLeast time: Double) -> Double {
    if time <= 0 { return 1 }
    switch self {
    case .logNormal(let mean, let deviation):
      return NormalDistribution.cumulative(-(log(time) - mean) / deviation)
    case .exponential(let mean): return exp(-time / mean)
    case .empirical(let times): return 1 - times.probability(below: time)
    }
  }

  /// Gives the part of the mean that times shorter than a number of seconds make up.
  func partialMean(below time: Double) -> Double {
    if time <= 0 { return 0 }
    switch self {
    case .logNormal(let mean, let deviation):
      return self.mean
        * NormalDistribution.cumulative((log(time) - mean) / deviation - deviation)
    case .exponential(let mean):
      return -mean * expm1(-time / mean) - time * exp(-time / mean)
    case .empirical(let times): return times.partialMean(below: time)
    }
  }
}

/// Times in order, with their sums so far.
package struct SortedTimes: Sendable, Hashable {
  private let times: [Double]
  /// The sum of the times before each place, and of all.
  private let sums: [Double]

  /// Takes at least one time, each at least 0 seconds.
  package init(_ times: [Double]) throws(FleetError) {
    guard !times.isEmpty else {
      throw FleetError(argument: "number of dwell times", value: 0, allowed: "at least 1")
    }
    for time in times { try Argument.notNegative(time, "dwell") }
    self.times = times.sorted()
    var sum = 0.0
    sums =
      [0]
      + self.times.map { time in
        sum += time
        return sum
      }
  }

  /// Gives one of the times at random.
  func drawn(_ stream: inout RandomStream) -> Double {
    times[stream.integer(below: times.count)]
  }

  /// Gives the share of times below a limit.
  func probability(below limit: Double) -> Double {
    Double(count(below: limit)) / Double(times.count)
  }

  /// Gives the sum of the times below a limit, over the number of all.
  func partialMean(below limit: Double) -> Double {
    sums[count(below: limit)] / Double(times.count)
  }

  private func count(below limit: Double) -> Int {
    var low = 0
    var high = times.count
    while low < high {
      let middle = low + (high - low) / 2
      if times[middle] < limit { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

import Foundation
import Kernels

/// When messages come.
package enum ArrivalPattern: Sendable, Hashable {
  /// At random at a rate a second that goes with the day.
  case random(rate: DailyProfile)
  /// From cameras that each send one every so many seconds.
  case cameras(Cameras)

  /// Cameras with a period, their phases, and the messages that a gate lets through.
  package struct Cameras: Sendable, Hashable {
    package let count: Int
    /// The seconds between two messages of a camera.
    package let period: Double
    /// Whether all send at the same moment.
    package let isSynchronised: Bool
    /// The messages a second over the day; nil where every camera sends every time.
    package let rate: DailyProfile?

    /// Takes 1 to 10 million cameras; the rate is at most what they can send.
    package init(
      count: Int, period: Double, isSynchronised: Bool, rate: DailyProfile? = nil
    ) throws(FleetError) {
      try Argument.count(count, in: 1...10_000_000, "number of cameras")
      try Argument.positive(period, "seconds between messages")
      if let rate, rate.maximum > Double(count) / period * (1 + 1e-9) {
        throw FleetError(
          argument: "rate", value: rate.maximum,
          allowed: "at most the cameras over their period, \(Double(count) / period)")
      }
      self.count = count
      self.period = period
      self.isSynchronised = isSynchronised
      self.rate = rate
    }
  }

  /// The mean messages a second over a day.
  package var meanRate: Double {
    switch self {
    case .random(let rate): rate.mean
    case .cameras(let cameras): cameras.rate?.mean ?? Double(cameras.count) / cameras.period
    }
  }
}

/// The moments of arrival, one after the other.
struct Arrivals {
  private let pattern: ArrivalPattern
  private let start: Double
  private var stream: RandomStream
  private var time = 0.0
  /// The moments within a period at which cameras send, in order.
  private let phases: [Double]
  private var place = 0
  private var cycle = 0.0

  /// Begins at a second of the day; times count from there.
  init(_ pattern: ArrivalPattern, start: Double, stream: RandomStream) {
    self.pattern = pattern
    self.start = start
    self.stream = stream
    switch pattern {
    case .random: phases = []
    case .cameras(let cameras):
      var phaseStream = stream.derived("phases")
      let common = cameras.period * phaseStream.uniform()
      phases = (0..<cameras.count).map { _ in
        cameras.isSynchronised ? common : cameras.period * phaseStream.uniform()
      }.sorted()
    }
  }

  /// Gives the next moment, at most a moment past the end of the run.
  mutating func next(before end: Double) -> Double {
    switch pattern {
    case .random(let rate): nextRandom(rate, end)
    case .cameras(let cameras): nextSent(cameras, end)
    }
  }

  /// Thinning (Lewis and Shedler: Simulation of nonhomogeneous Poisson processes by thinning, 1979).
  private mutating func nextRandom(_ rate: DailyProfile, _ end: Double) -> Double {
    let highest = rate.maximum
    guard highest > 0 else { return .infinity }
    repeat {
      time -= log1p(-stream.uniform()) / highest
      if rate.values.count == 1 { return time }
    } while time < end && stream.uniform() * highest >= rate.value(at: start + time)
    return time
  }

  private mutating func nextSent(_ cameras: ArrivalPattern.Cameras, _ end: Double) -> Double {
    repeat {
      time = cycle * cameras.period + phases[place]
      place += 1
      if place == phases.count {
        place = 0
        cycle += 1
      }
      guard let rate = cameras.rate else { return time }
      let share = rate.value(at: start + time) * cameras.period / Double(cameras.count)
      if stream.uniform() < share { return time }
    } while time < end
    return time
  }
}

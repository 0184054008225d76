import ArgumentParser
import Fleet
import Foundation
import Kernels

/// Times the simulation of a queue.
struct Queue: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time the simulation of a queue with one fleet.",
    discussion: """
      1000 cameras send a message every ten seconds to 240 instances that need 10 / 4.5 seconds for \
      each: 8.64 million messages a day. `Tests/Oracles/time_queues.py` times the same in SimPy and Ciw.
      """)

  /// The arrivals that can be timed.
  enum Arriving: String, ExpressibleByArgument, CaseIterable {
    case random, spread, together
  }

  @Option(help: "How messages come: at random, or from cameras out of step or in step.")
  var arrivals = Arriving.random

  @Option(help: "The seconds that are simulated.")
  var seconds = 86_400.0

  @Option(help: "How many times it is run.")
  var runs = 3

  func validate() throws {
    guard runs > 0 else { throw ValidationError("runs are at least 1") }
  }

  func run() throws {
    let scenario = try QueueScenario(
      arrivals: pattern(),
      service: ServiceTime(
        mean: 10 / 4.5, shape: arrivals == .random ? .exponential : .constant),
      batches: .init(), fleet: .init(instances: 240), seconds: seconds)
    let clock = ContinuousClock()
    var times: [Double] = []
    var last: QueueOutcome?
    for run in 0..<runs {
      let time = try clock.measure {
        last = try QueueSimulation.run(scenario, RandomStream(seed: UInt64(run)))
      }
      times.append(time / .seconds(1))
    }
    guard let last else { return }
    let median = times.sorted()[runs / 2]
    print("\(last.counts.arrived) messages, mean wait \(last.waits.mean) s")
    print(
      "\(median) s, \(Int(Double(last.counts.arrived) / median)) messages a second (median of \(runs))"
    )
  }

  private func pattern() throws -> ArrivalPattern {
    switch arrivals {
    case .random: .random(rate: try DailyProfile([100]))
    case .spread: .cameras(try .init(count: 1000, period: 10, isSynchronised: false))
    case .together: .cameras(try .init(count: 1000, period: 10, isSynchronised: true))
    }
  }
}

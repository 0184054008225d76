import Fleet
import Foundation
import Kernels
import Testing

@Suite struct QueueSimulationTests {
  private static func queue(
    _ servers: Int, _ rate: Double, _ service: ServiceTime, seconds: Double
  ) throws -> QueueScenario {
    try QueueScenario(
      arrivals: .random(rate: DailyProfile([rate])), service: service, batches: .init(),
      fleet: .init(instances: servers), visibilitySeconds: 43_200, seconds: seconds,
      leadSeconds: seconds / 20)
  }

  @Test(
    "Random arrivals and exponential service wait as Erlang says, within the interval",
    arguments: [(3, 0.2, 0.1, 200_000.0), (10, 9, 1, 20_000), (40, 36, 1, 10_000)])
  func erlang(servers: Int, arrivals: Double, services: Double, seconds: Double) throws {
    let law = try MultiServerQueue(
      servers: servers, arrivalRate: arrivals, serviceRate: services)
    let scenario = try Self.queue(
      servers, arrivals, ServiceTime(mean: 1 / services, shape: .exponential), seconds: seconds)
    let runs = try Replications.run(scenario, stream: RandomStream(seed: 11), count: 20)
    #expect(runs.estimate(\.waits.mean).covers(law.meanWait))
    #expect(runs.estimate { $0.waits.share(above: 0) }.covers(law.waitProbability))
    #expect(runs.estimate(\.meanVisible).covers(law.meanQueueLength))
    #expect(runs.estimate(\.utilisation).covers(law.utilisation))
    let limit = 2 / services
    let beyond = try law.probability(waitAbove: limit)
    #expect(runs.estimate { $0.waits.share(above: limit) }.covers(beyond))
    let wait = try law.wait(within: 0.95)
    expect(runs.waits.quantile(0.95), is: wait, within: 0.06 * wait)
  }

  @Test("Constant service waits as Cosmetatos says, and service that varies more much longer")
  func otherService() throws {
    let wait = try MultiServerQueue(servers: 10, arrivalRate: 9, serviceRate: 1).meanWait
    let constant = try Replications.run(
      Self.queue(10, 9, ServiceTime(mean: 1, shape: .constant), seconds: 20_000),
      stream: RandomStream(seed: 3), count: 12
    ).estimate(\.waits.mean)
    let cosmetatos = try WaitCorrection.cosmetatos(
      meanWait: wait, servers: 10, utilisation: 0.9)
    #expect(constant.covers(cosmetatos))
    expect(constant.mean, is: 0.3459, within: 0.0059)
    for shape in [ServiceTime.Shape.hyperExponential, .logNormal] {
      let varied = try Replications.run(
        Self.queue(10, 9, ServiceTime(mean: 1, shape: shape, variation: 4), seconds: 20_000),
        stream: RandomStream(seed: 3), count: 12
      ).estimate(\.waits.mean)
      let guide = try WaitCorrection.allenCunneen(
        meanWait: wait, arrivalVariation: 1, serviceVariation: 4)
      expect(varied.mean, is: guide, within: 0.15 * guide)
      if shape == .hyperExponential { expect(varied.mean, is: 1.49, within: 0.15) }
    }
  }

  @Test(
    "Drawn service has the mean and the variation that were asked for",
    arguments: ServiceTime.Shape.allCases)
  func service(shape: ServiceTime.Shape) throws {
    let service = try ServiceTime(mean: 2, shape: shape, variation: 3)
    var stream = RandomStream(seed: 2)
    let drawn = (0..<200_000).map { _ in service.drawn(&stream) }
    expect(Sum.mean(of: drawn), is: 2, within: 0.04)
    expect(Sum.sampleVariance(of: drawn) / 4, is: service.variation, within: 0.2)
  }

  @Test("Cameras out of step wait less than random arrivals, and cameras in step much longer")
  func cameras() throws {
    func wait(_ arrivals: ArrivalPattern) throws -> LogHistogram {
      let scenario = try QueueScenario(
        arrivals: arrivals, service: ServiceTime(mean: 0.2, shape: .constant), batches: .init(),
        fleet: .init(instances: 24), seconds: 900, leadSeconds: 60)
      return try Replications.run(scenario, stream: RandomStream(seed: 9), count: 20).waits
    }
    let random = try wait(.random(rate: DailyProfile([100])))
    let spread = try wait(.cameras(.init(count: 1000, period: 10, isSynchronised: false)))
    let together = try wait(.cameras(.init(count: 1000, period: 10, isSynchronised: true)))
    #expect(spread.mean < random.mean)
    // The last of 1000 at once, 24 at a time, begins after 41 rounds of a fifth of a second.
    expect(together.maximum, is: 41 * 0.2, within: 0.001)
    expect(together.mean, is: 4.1, within: 0.05)
  }

  @Test("Arrivals follow the day")
  func profile() throws {
    let load = try Melbourne.load()
    for arrivals in [
      ArrivalPattern.random(rate: load),
      try .cameras(.init(count: 1500, period: 10, isSynchronised: false, rate: load)),
    ] {
      let scenario = try QueueScenario(
        arrivals: arrivals, service: ServiceTime(mean: 0.01, shape: .constant), batches: .init(),
        fleet: .init(instances: 10), seconds: 86_400)
      let minutes = try QueueSimulation.run(scenario, RandomStream(seed: 4)).minutes
      var chiSquare = 0.0
      for hour in 0..<24 {
        let seen = minutes.dropFirst(hour * 60).prefix(60).reduce(0) { $0 + $1.arrivals }
        // The mean of straight lines between the middles of hours is not the hour's own value.
        let expected = stride(from: 0.5, to: 3600, by: 1).reduce(0) {
          $0 + load.value(at: Double(hour) * 3600 + $1)
        }
        if hour < 23 { chiSquare += (seen - expected) * (seen - expected) / expected }
      }
      #expect(chiSquare < 49.7, "the 99.9 % limit of 23 degrees of freedom is 49.7")
    }
  }

  @Test("The same seed gives the same bits, and another seed others")
  func repeatable() throws {
    let scenario = try Self.queue(10, 9, ServiceTime(mean: 1, shape: .exponential), seconds: 2000)
    let first = try QueueSimulation.run(scenario, RandomStream(seed: 1))
    #expect(try QueueSimulation.run(scenario, RandomStream(seed: 1)) == first)
    #expect(try QueueSimulation.run(scenario, RandomStream(seed: 2)) != first)
  }

  @Test("Scenarios meet the same messages, so that their difference is known better than either")
  func commonNumbers() throws {
    let service = try ServiceTime(mean: 1, shape: .exponential)
    let stream = RandomStream(seed: 21)
    let ten = try Replications.run(
      Self.queue(10, 9, service, seconds: 5000), stream: stream, count: 10)
    let eleven = try Replications.run(
      Self.queue(11, 9, service, seconds: 5000), stream: stream, count: 10)
    #expect(ten.outcomes.map(\.counts.arrived) == eleven.outcomes.map(\.counts.arrived))
    let difference = ten.difference(to: eleven, \.waits.mean)
    #expect(difference.low > 0)
    let alone = ten.estimate(\.waits.mean)
    #expect(difference.high - difference.low < alone.high - alone.low)
  }

  @Test("Memory and bins do not lose what is counted")
  func histogram() {
    var histogram = LogHistogram()
    var stream = RandomStream(seed: 1)
    let times = (0..<50_000).map { _ in -log1p(-stream.uniform()) }.sorted()
    for time in times { histogram.add(time) }
    for share in [0.1, 0.5, 0.9, 0.99, 0.999] {
      let exact = times[Int(share * 50_000)]
      expect(histogram.quantile(share), is: exact, within: 0.017 * exact)
      expect(histogram.share(above: exact), is: 1 - share, within: 0.002)
    }
    #expect(histogram.quantile(1) == times.last)
    #expect(histogram.tail.last?.shareAbove == 0)
    histogram.add(0)
    histogram.add(1e12)
    #expect(histogram.count == 50_002)
  }
}

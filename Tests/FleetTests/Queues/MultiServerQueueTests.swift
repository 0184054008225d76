import Fleet
import Testing

@Suite struct MultiServerQueueTests {
  @Test("Three servers of the textbook wait as they should")
  func threeServers() throws {
    let queue = try MultiServerQueue(servers: 3, arrivalRate: 0.2, serviceRate: 0.1)
    expect(queue.waitProbability, is: 0.444444, within: 1e-6)
    expect(queue.meanWait, is: 4.444444, within: 1e-6)
    expect(queue.meanQueueLength, is: 0.888889, within: 1e-6)
    expect(try queue.probability(waitAbove: 10), is: 0.163502, within: 1e-6)
    let wait = try queue.wait(within: 0.9)
    expect(try queue.probability(waitAbove: wait), is: 0.1, within: 1e-12)
    #expect(try queue.wait(within: 0.5) == 0)
  }

  @Test("Ten and a hundred servers at nine tenths have the recorded blocking and waiting")
  func manyServers() throws {
    let ten = try MultiServerQueue(servers: 10, arrivalRate: 9, serviceRate: 1)
    expect(try Erlang.blocking(servers: 10, load: 9), is: 0.1679632, within: 1e-6)
    expect(ten.waitProbability, is: 0.668732, within: 1e-6)
    expect(ten.meanWait, is: 0.668732, within: 1e-6)
    expect(ten.meanQueueLength, is: 6.018584, within: 5e-6)
    let hundred = try MultiServerQueue(servers: 100, arrivalRate: 90, serviceRate: 1)
    expect(try Erlang.blocking(servers: 100, load: 90), is: 0.02695738, within: 1e-6)
    expect(hundred.waitProbability, is: 0.216940, within: 1e-6)
    expect(hundred.meanWait, is: 0.021694, within: 1e-6)
    let fleet = try MultiServerQueue(servers: 240, arrivalRate: 1000 / 4.5, serviceRate: 1)
    expect(fleet.utilisation, is: 0.9259, within: 5e-5)
    expect(fleet.waitProbability, is: 0.165554, within: 1e-6)
    expect(fleet.meanWait, is: 0.009312, within: 1e-6)
  }

  @Test("One server waits a share that is its utilisation, and no load does not wait")
  func oneServer() throws {
    for load in [0.1, 0.5, 0.9] {
      expect(try Erlang.waiting(servers: 1, load: load), is: load, within: 1e-12)
    }
    #expect(try Erlang.waiting(servers: 4, load: 0) == 0)
    #expect(try Erlang.blocking(servers: 1_000_000, load: 1) == 0)
  }

  @Test("A queue that never ends, and numbers that are none, are refused by name")
  func nonsense() {
    #expect(
      throws: FleetError(
        argument: "load", value: 3,
        allowed: "below the number of servers, 3, or the queue grows without end")
    ) { try Erlang.waiting(servers: 3, load: 3) }
    #expect(throws: FleetError.self) { try Erlang.blocking(servers: 0, load: 1) }
    #expect(throws: FleetError.self) { try Erlang.blocking(servers: 3, load: -1) }
    #expect(throws: FleetError.self) { try Erlang.blocking(servers: 3, load: .nan) }
    #expect(throws: FleetError.self) {
      try MultiServerQueue(servers: 3, arrivalRate: 30, serviceRate: 10)
    }
    #expect(
      "\(FleetError(argument: "arrival rate", value: 30, allowed: "below 30"))"
        == "the arrival rate is 30; it is below 30")
  }
}

@Suite struct WaitCorrectionTests {
  @Test("Constant service halves the wait, and a little more")
  func constantService() throws {
    let wait = try MultiServerQueue(servers: 10, arrivalRate: 9, serviceRate: 1).meanWait
    expect(
      try WaitCorrection.cosmetatos(meanWait: wait, servers: 10, utilisation: 0.9), is: 0.34554,
      within: 0.00001)
    expect(
      try WaitCorrection.allenCunneen(meanWait: wait, arrivalVariation: 1, serviceVariation: 0),
      is: 0.33437, within: 0.00001)
    expect(
      try WaitCorrection.allenCunneen(meanWait: wait, arrivalVariation: 1, serviceVariation: 4),
      is: 1.672, within: 0.0005)
    #expect(throws: FleetError.self) {
      try WaitCorrection.cosmetatos(meanWait: 1, servers: 3, utilisation: 1)
    }
  }
}

@Suite struct SquareRootStaffingTests {
  @Test(
    "A margin of some square roots leaves the share that the limit says",
    arguments: [(1.0, 238, 0.2006, 0.2097), (2.0, 253, 0.0228, 0.0266)])
  func margins(margin: Double, servers: Int, limit: Double, exact: Double) throws {
    let load = 222.2
    #expect(try SquareRootStaffing.servers(load: load, margin: margin) == servers)
    // Whole servers make the margin a little larger than asked for, 1.06 and 2.07.
    let rounded = (Double(servers) - load) / load.squareRoot()
    expect(try SquareRootStaffing.waiting(margin: rounded), is: limit, within: 0.001)
    expect(try Erlang.waiting(servers: servers, load: load), is: exact, within: 0.0001)
    expect(try SquareRootStaffing.waiting(margin: margin), is: exact, within: 0.15 * exact)
  }

  @Test("The fewest servers meet the share, and one less does not")
  func fewest() throws {
    for (load, share) in [(0.3, 0.01), (5.0, 0.2), (222.2, 0.05), (4000.0, 0.5), (7.0, 0.999)] {
      let count = try SquareRootStaffing.servers(load: load, waitingAtMost: share)
      #expect(try Erlang.waiting(servers: count, load: load) <= share)
      if Double(count - 1) > load {
        #expect(try Erlang.waiting(servers: count - 1, load: load) > share)
      }
    }
  }
}

@Suite struct BatchLatencyTests {
  /// A T4 with ResNet-50 in half precision, as NVIDIA has published its seconds.
  private let curve = try? BatchLatency(floor: 0.0129, fixed: 0.0017, each: 0.00088)

  @Test("Sixteen frames at once take little longer than one")
  func sixteen() throws {
    let curve = try #require(curve)
    let gain = try curve.throughput(batch: 16) / curve.throughput(batch: 1)
    expect(gain, is: 13.3, within: 0.3)
    expect(try curve.seconds(batch: 16) - curve.seconds(batch: 1), is: 0.003, within: 0.0005)
  }

  @Test("The largest batch meets the limit, and one more does not")
  func largest() throws {
    let curve = try #require(curve)
    let batch = try curve.largestBatch(arrivalRate: 500, limit: 0.05)
    #expect(Double(batch - 1) / 500 + (try curve.seconds(batch: batch)) <= 0.05)
    #expect(Double(batch) / 500 + (try curve.seconds(batch: batch + 1)) > 0.05)
    #expect(try curve.largestBatch(arrivalRate: 500, limit: 0.01) == 0)
  }
}

import Fleet
import Testing

@Suite struct TargetTrackingTests {
  @Test("Ten instances with 1500 messages of a tenth of a second, wanted in ten, become fifteen")
  func documented() throws {
    let target = try TargetTracking.backlogTarget(acceptableLatency: 10, secondsPerMessage: 0.1)
    #expect(target == 100)
    #expect(try TargetTracking.desired(capacity: 10, metric: 1500 / 10, target: target) == 15)
    #expect(try TargetTracking.desired(capacity: 10, metric: 150.1, target: target) == 16)
    #expect(throws: FleetError.self) { try TargetTracking(target: 0) }
    #expect(throws: FleetError.self) {
      try TargetTracking.desired(capacity: 10, metric: .nan, target: 1)
    }
  }
}

@Suite struct FluidFleetTests {
  @Test("A fleet that keeps its peak has the recorded hours")
  func peak() throws {
    let load = try Melbourne.load()
    expect(load.mean * 24, is: 1592, within: 1)
    #expect(try FluidFleet.staticHours(load: load, utilisation: 0.7) == 4752)
  }

  @Test(
    "A fleet that tracks a target has the recorded hours",
    arguments: [(0.5, 3634.0), (0.7, 2597), (0.9, 2025)])
  func tracked(target: Double, hours: Double) throws {
    let fleet = try FluidFleet(
      load: Melbourne.load(), policy: TargetTracking(target: target), bootSeconds: 180)
    let outcome = try fleet.run(days: 2)
    expect(outcome.instanceHours, is: hours, within: 0.1 * hours)
    #expect(outcome.instanceHours < 4752)
    expect(outcome.busyHours, is: 1592, within: 2)
  }

  @Test("Waits grow with the time to boot and with the target")
  func waits() throws {
    let load = try Melbourne.load()
    func wait(_ target: Double, _ boot: Double) throws -> Double {
      try FluidFleet(load: load, policy: TargetTracking(target: target), bootSeconds: boot)
        .run(days: 2).waitMaximum
    }
    #expect(try wait(0.5, 180) == 0)
    #expect(try wait(0.9, 60) < wait(0.9, 180))
    #expect(try wait(0.9, 180) < wait(0.9, 420))
  }
}

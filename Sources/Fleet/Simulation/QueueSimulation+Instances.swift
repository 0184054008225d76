import Foundation
import Kernels

/// An instance, or a place for one.
struct Instance {
  /// Goes up when the place is given up, so that events for its last user are passed over.
  var generation: UInt32 = 0
  var isPaid = false
  var isInService = false
  var isBusy = false
  /// Whether the policy counts it.
  var isWarm = false
  var isSpot = false
  var isNoticed = false
  /// Whether it ends when its work does.
  var isDraining = false
  /// Whether others have seen the messages that it works on.
  var isShownAgain = false
  var messageCount = 0
  var launched = 0.0
  /// When its work began.
  var began = 0.0
}

/// Instances that start, serve, and end.
extension QueueSimulation {
  /// Begins with the instances of the scenario, all of them in service.
  mutating func open() {
    let fleet = scenario.fleet
    desired = fleet.instances
    if case .scheduled(let counts) = fleet.scaling { desired = scheduled(counts) }
    for _ in 0..<desired { launch(boots: false) }
    add(.tick, at: 60, index: 0)
    if let spot = fleet.spot, spot.shocksPerMonth > 0 { addShock(spot) }
  }

  /// Launches an instance.
  mutating func launch(boots: Bool) {
    let index: Int
    if let free = freePlaces.popLast() {
      index = free
    } else {
      index = instances.count
      instances.append(Instance())
      let empty = Message(arrived: 0, queued: 0, service: 0, serial: 0)
      for _ in 0..<scenario.batches.size { inFlight.append(empty) }
    }
    instances[index] = Instance(generation: instances[index].generation)
    instances[index].isPaid = true
    instances[index].launched = now
    paidCount += 1
    launchingCount += 1
    if let spot = scenario.fleet.spot, Double(spotCount) + 0.5 <= spot.share * Double(paidCount) {
      instances[index].isSpot = true
      spotCount += 1
      if spot.monthlyShare > 0 {
        let hazard = -log1p(-spot.monthlyShare) / (SpotInstances.hoursPerMonth * 3600)
        add(.notice, at: now - log1p(-spotStream.uniform()) / hazard, index: index)
      }
    }
    guard boots else { return enterService(index, warmsUp: false) }
    outcome.counts.launches += 1
    add(.bootEnd, at: now + scenario.fleet.bootSeconds, index: index)
  }

  /// Lets an instance that has booted take messages.
  mutating func enterService(_ index: Int, warmsUp: Bool = true) {
    launchingCount -= 1
    inServiceCount += 1
    instances[index].isInService = true
    if warmsUp, scenario.fleet.warmUpSeconds > 0 {
      add(.warmEnd, at: now + scenario.fleet.warmUpSeconds, index: index)
    } else {
      warm(index)
    }
    idle.append((index, instances[index].generation))
    startWork()
  }

  /// Lets the policy count an instance.
  mutating func warm(_ index: Int) {
    guard instances[index].isInService else { return }
    instances[index].isWarm = true
    warmCount += 1
    if instances[index].isBusy { warmBusyCount += 1 }
  }

  /// Takes an instance out of service; it ends now, or with its work.
  private mutating func withdraw(_ index: Int) {
    leaveService(index)
    if instances[index].isBusy { instances[index].isDraining = true } else { retire(index) }
  }

  private mutating func leaveService(_ index: Int) {
    if !instances[index].isInService {
      if instances[index].isPaid, !instances[index].isDraining { launchingCount -= 1 }
      return
    }
    inServiceCount -= 1
    instances[index].isInService = false
    guard instances[index].isWarm else { return }
    warmCount -= 1
    if instances[index].isBusy { warmBusyCount -= 1 }
    instances[index].isWarm = false
  }

  /// Ends an instance, which is paid for until now.
  mutating func retire(_ index: Int) {
    sums.paid += now - instances[index].launched
    paidCount -= 1
    if instances[index].isSpot { spotCount -= 1 }
    instances[index].isPaid = false
    instances[index].generation &+= 1
    freePlaces.append(index)
  }

  /// Launches or takes away instances until as many serve or start as are wanted.
  mutating func adjust() {
    while launchingCount + inServiceCount < desired { launch(boots: true) }
    var surplus = launchingCount + inServiceCount - desired
    guard surplus > 0 else { return }
    for wantsIdle in [true, false] {
      for index in instances.indices.reversed() where surplus > 0 {
        let instance = instances[index]
        guard instance.isPaid, instance.isInService, instance.isBusy != wantsIdle else { continue }
        withdraw(index)
        surplus -= 1
      }
    }
  }

  // MARK: Interruptions

  /// Gives an instance notice that it will be taken away.
  mutating func notice(_ index: Int) {
    guard instances[index].isPaid, !instances[index].isNoticed, let spot = scenario.fleet.spot
    else { return }
    outcome.counts.interruptions += 1
    instances[index].isNoticed = true
    add(.kill, at: now + SpotInstances.noticeSeconds, index: index)
    guard spot.heedsNotice, !instances[index].isDraining else { return }
    withdraw(index)
    adjust()
  }

  /// Takes an instance away, with what it works on.
  mutating func kill(_ index: Int) {
    if instances[index].isBusy { loseWork(index) }
    if !instances[index].isDraining { leaveService(index) }
    retire(index)
    adjust()
    startWork()
  }

  /// Gives notice to a share of the spot instances at once.
  mutating func shock() {
    guard let spot = scenario.fleet.spot else { return }
    for index in instances.indices where instances[index].isPaid && instances[index].isSpot {
      if spotStream.uniform() < spot.shockShare { notice(index) }
    }
    addShock(spot)
  }

  private mutating func addShock(_ spot: QueueScenario.Spot) {
    let rate = spot.shocksPerMonth / (SpotInstances.hoursPerMonth * 3600)
    add(.shock, at: now - log1p(-spotStream.uniform()) / rate, index: 0)
  }
}

package import Kernels

/// A queue and its fleet, moved from event to event.
///
/// Messages come, wait in the order in which they became visible, are taken by instances one by one
/// or in batches, and are deleted when done. A message that is not deleted within the visibility
/// time-out is seen again, and may be done twice. All randomness comes from the stream: arrivals,
/// service, interruptions and shocks each have their own part, and a message brings its service with
/// it, so that scenarios run with the same stream meet the same messages (common random numbers).
/// Integrals over time and sums over messages are kept apart, and must agree at the end.
package struct QueueSimulation {
  static let backlogLimit = 10_000_000

  let scenario: QueueScenario
  var outcome = QueueOutcome()
  /// The present second of the run.
  var now = 0.0
  var arrivals: Arrivals
  var serviceStream: RandomStream
  var spotStream: RandomStream
  var events = EventQueue()
  var ring = MessageRing()

  var instances: [Instance] = []
  /// The messages of each instance, a stretch of the batch size for each.
  var inFlight: [Message] = []
  var freePlaces: [Int] = []
  /// Instances without work, with the use of their place that is meant.
  var idle: [(index: Int, generation: UInt32)] = []

  /// Messages whose instance ended, until they are seen again.
  var hidden: [Message] = []
  var isHidden: [Bool] = []
  var freeHidden: [Int] = []
  /// Messages that were delivered again: how many copies there are, and whether one was done.
  var copies: [UInt32: (count: Int, isDone: Bool)] = [:]
  var lastSerial: UInt32 = 0

  var busyCount = 0
  var inServiceCount = 0
  var launchingCount = 0
  var paidCount = 0
  var spotCount = 0
  var warmCount = 0
  var warmBusyCount = 0
  var desired = 0
  var isFillTimed = false
  var minute = MinuteSums()
  var alarm = AlarmState()
  var sums = Sums()

  /// The sums over messages and instances that the integrals are compared with.
  struct Sums {
    var latency = 0.0
    var stay = 0.0
    var service = 0.0
    var paid = 0.0
  }

  /// Runs a scenario to its end.
  package static func run(
    _ scenario: QueueScenario, _ stream: RandomStream
  ) throws -> QueueOutcome {
    var simulation = QueueSimulation(scenario, stream)
    try simulation.run()
    return simulation.outcome
  }

  private init(_ scenario: QueueScenario, _ stream: RandomStream) {
    self.scenario = scenario
    arrivals = Arrivals(
      scenario.arrivals, start: scenario.startSecond, stream: stream.derived("arrivals"))
    serviceStream = stream.derived("service")
    spotStream = stream.derived("spot")
  }

  private mutating func run() throws {
    let end = scenario.seconds
    open()
    var nextArrival = arrivals.next(before: end)
    while true {
      let nextEvent = events.nextTime
      let time = min(nextArrival, nextEvent)
      guard time < end else { break }
      advance(to: time)
      if nextArrival <= nextEvent {
        arrive()
        nextArrival = arrivals.next(before: end)
      } else if let event = events.next() {
        try handle(event)
      }
      if ring.count > Self.backlogLimit {
        throw FleetError(
          argument: "number of messages that wait", value: Double(ring.count),
          allowed: "at most \(Self.backlogLimit); the instances cannot do what comes")
      }
    }
    advance(to: end)
    outcome.seconds = end
    try checkInvariants()
  }

  /// Adds the time since the last event to the integrals.
  private mutating func advance(to time: Double) {
    let step = time - now
    now = time
    outcome.systemSeconds += step * Double(outcome.counts.inSystem)
    outcome.visibleSeconds += step * Double(ring.count)
    outcome.busySeconds += step * Double(busyCount)
    outcome.inServiceSeconds += step * Double(inServiceCount)
    outcome.paidSeconds += step * Double(paidCount)
    outcome.spotSeconds += step * Double(spotCount)
    minute.warmSeconds += step * Double(warmCount)
    minute.warmBusySeconds += step * Double(warmBusyCount)
  }

  private mutating func handle(_ event: Event) throws {
    let index = Int(event.index)
    switch event.kind {
    case .tick: return try tick()
    case .shock: return shock()
    case .reappear: return reappear(index)
    case .fillEnd:
      isFillTimed = false
      return startWork()
    case .serviceEnd, .bootEnd, .warmEnd, .notice, .kill, .visibleAgain: break
    }
    // A place that is used by another instance by now has another generation.
    guard instances[index].generation == event.generation else { return }
    switch event.kind {
    case .serviceEnd: finish(index)
    case .bootEnd: enterService(index)
    case .warmEnd: warm(index)
    case .notice: notice(index)
    case .kill: kill(index)
    case .visibleAgain: showAgain(index)
    case .tick, .shock, .reappear, .fillEnd: break
    }
  }

  private mutating func arrive() {
    outcome.counts.arrived += 1
    minute.arrivals += 1
    ring.append(
      Message(
        arrived: now, queued: now, service: scenario.service.drawn(&serviceStream), serial: 0))
    startWork()
  }

  // MARK: Work

  /// Hands messages to instances without work, as long as there are both.
  mutating func startWork() {
    let batches = scenario.batches
    while ring.count > 0, let index = idleInstance() {
      // The sum is written as the timer's, so that both are rounded alike.
      guard ring.count >= batches.size || now >= ring.oldest + batches.fillSeconds else {
        if !isFillTimed {
          isFillTimed = true
          add(.fillEnd, at: ring.oldest + batches.fillSeconds, index: 0)
        }
        idle.append((index, instances[index].generation))
        return
      }
      if !begin(index) { idle.append((index, instances[index].generation)) }
    }
  }

  private mutating func idleInstance() -> Int? {
    while let (index, generation) = idle.popLast() {
      if instances[index].generation == generation { return index }
    }
    return nil
  }

  /// Begins a batch; false where all that waited had been done before.
  private mutating func begin(_ index: Int) -> Bool {
    let batches = scenario.batches
    var count = 0
    var seconds = batches.fixed
    while count < batches.size, ring.count > 0 {
      let message = ring.removeFirst()
      sums.stay += now - message.queued
      if message.serial != 0, isDeleted(message.serial) { continue }
      inFlight[index * batches.size + count] = message
      seconds += message.service
      count += 1
    }
    guard count > 0 else { return false }
    seconds = max(seconds, batches.floor)
    outcome.counts.deliveries += count
    busyCount += 1
    if instances[index].isWarm { warmBusyCount += 1 }
    instances[index].isBusy = true
    instances[index].began = now
    instances[index].messageCount = count
    instances[index].isShownAgain = false
    add(.serviceEnd, at: now + seconds, index: index)
    if seconds > scenario.visibilitySeconds {
      add(.visibleAgain, at: now + scenario.visibilitySeconds, index: index)
    }
    return true
  }

  private mutating func finish(_ index: Int) {
    let first = index * scenario.batches.size
    let began = instances[index].began
    for place in first..<(first + instances[index].messageCount) {
      let message = inFlight[place]
      if message.serial == 0 || isFirst(message.serial) {
        complete(message, began: began)
      } else {
        outcome.counts.duplicates += 1
      }
    }
    endWork(index)
    if instances[index].isDraining {
      retire(index)
    } else {
      idle.append((index, instances[index].generation))
      startWork()
    }
  }

  private mutating func complete(_ message: Message, began: Double) {
    outcome.counts.done += 1
    sums.latency += now - message.arrived
    if message.arrived >= scenario.leadSeconds {
      outcome.waits.add(began - message.arrived)
      outcome.latencies.add(now - message.arrived)
    }
  }

  /// Counts the seconds of work that end now, well or not.
  mutating func endWork(_ index: Int) {
    sums.service += now - instances[index].began
    busyCount -= 1
    if instances[index].isWarm { warmBusyCount -= 1 }
    instances[index].isBusy = false
  }

  /// Adds an event for an instance as it is now.
  mutating func add(_ kind: Event.Kind, at time: Double, index: Int) {
    let generation = index < instances.count ? instances[index].generation : 0
    events.add(Event(time: time, index: Int32(index), generation: generation, kind: kind))
  }
}

/// What must hold at the end of each run.
extension QueueSimulation {
  /// The relative difference that rounding may make between an integral and a sum.
  private static let tolerance = 1e-7

  /// Compares the integrals over time with the sums over messages and instances.
  func checkInvariants() throws(BrokenInvariant) {
    let remaining = remainingMessages()
    let counts = outcome.counts
    try check(
      "arrivals are messages done and in the system", Double(counts.arrived),
      Double(counts.done + remaining.count))
    try check(
      "messages in the system over time are their latencies (Little's law)", outcome.systemSeconds,
      sums.latency + remaining.latency)
    let visible = ring.all.reduce(0) { $0 + (now - $1.queued) }
    try check(
      "visible messages over time are their waits (Little's law)", outcome.visibleSeconds,
      sums.stay + visible)
    let live = instances.filter(\.isPaid)
    let service = live.filter(\.isBusy).reduce(0) { $0 + (now - $1.began) }
    try check(
      "busy instances over time are their services", outcome.busySeconds, sums.service + service)
    let paid = live.reduce(0) { $0 + (now - $1.launched) }
    try check(
      "instances paid for over time are their lives", outcome.paidSeconds, sums.paid + paid)
    try check(
      "instances serve, start or end their work", Double(paidCount),
      Double(inServiceCount + launchingCount + live.count { $0.isDraining }))
  }

  private func check(_ invariant: String, _ left: Double, _ right: Double) throws(BrokenInvariant) {
    guard abs(left - right) <= Self.tolerance * max(abs(left), abs(right), 1) else {
      throw BrokenInvariant(invariant: invariant, left: left, right: right)
    }
  }

  /// The messages that wait, are worked on or are hidden, each once, and the time since they came.
  private func remainingMessages() -> (count: Int, latency: Double) {
    var seen: Set<UInt32> = []
    var count = 0
    var latency = 0.0
    func add(_ message: Message) {
      if message.serial != 0 {
        guard copies[message.serial].map({ !$0.isDone }) ?? true,
          seen.insert(message.serial).inserted
        else { return }
      }
      count += 1
      latency += now - message.arrived
    }
    for message in ring.all { add(message) }
    for place in hidden.indices where isHidden[place] { add(hidden[place]) }
    for index in instances.indices where instances[index].isPaid && instances[index].isBusy {
      let first = index * scenario.batches.size
      for place in first..<(first + instances[index].messageCount) { add(inFlight[place]) }
    }
    return (count, latency)
  }
}

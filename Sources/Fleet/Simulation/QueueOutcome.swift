/// What one run of a queue came to.
package struct QueueOutcome: Sendable, Hashable {
  /// The means over a minute, and what waited at its end.
  package struct Minute: Sendable, Hashable {
    package let arrivals: Double
    package let busy: Double
    package let inService: Double
    package let paid: Double
    package let visible: Double
  }

  /// Messages by what became of them, and deliveries.
  package struct Counts: Sendable, Hashable {
    package var arrived = 0
    package var done = 0
    /// The times that a message was handed to an instance.
    package var deliveries = 0
    /// The times that a message was seen again after its visibility ran out or its instance ended.
    package var redelivered = 0
    /// The times that a message was done that had been done before.
    package var duplicates = 0
    /// The deliveries that ended with their instance.
    package var lost = 0
    package var launches = 0
    package var interruptions = 0

    /// Messages that came and are not done.
    package var inSystem: Int { arrived - done }
  }

  package var counts = Counts()
  /// Seconds from arrival to the beginning of the service that ended well, after the lead.
  package var waits = LogHistogram()
  /// Seconds from arrival to the end of service, after the lead.
  package var latencies = LogHistogram()
  package var minutes: [Minute] = []
  /// The seconds of the run.
  package var seconds = 0.0
  /// Integrals over the run: messages in the system, visible messages, and instances by what they do.
  package var systemSeconds = 0.0
  package var visibleSeconds = 0.0
  package var busySeconds = 0.0
  package var inServiceSeconds = 0.0
  package var paidSeconds = 0.0
  package var spotSeconds = 0.0

  /// The instance-hours paid for.
  package var instanceHours: Double { paidSeconds / 3600 }

  /// The busy share of the time in service.
  package var utilisation: Double { inServiceSeconds > 0 ? busySeconds / inServiceSeconds : 0 }

  /// The mean number of messages that wait.
  package var meanVisible: Double { visibleSeconds / seconds }
}

/// Something that must hold in every run and did not.
package struct BrokenInvariant: Error, Hashable, CustomStringConvertible {
  package let invariant: String
  package let left: Double
  package let right: Double

  package var description: String {
    "the simulation contradicts itself: \(invariant), but \(left) is not \(right)"
  }
}

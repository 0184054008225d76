/// A message on its way.
struct Message {
  /// When it first came.
  var arrived: Double
  /// When it last became visible.
  var queued: Double
  /// The seconds that it takes an instance.
  var service: Double
  /// The number of a message that was delivered again, 0 for others.
  var serial: UInt32
}

/// Messages in the order in which they became visible.
struct MessageRing {
  private var slots: [Message]
  private var first = 0
  private(set) var count = 0

  init() {
    slots = [Message](
      repeating: Message(arrived: 0, queued: 0, service: 0, serial: 0), count: 1024)
  }

  /// When the oldest became visible; infinite for none.
  var oldest: Double { count == 0 ? .infinity : slots[first].queued }

  /// Adds a message at the end.
  mutating func append(_ message: Message) {
    if count == slots.count { grow() }
    slots[(first + count) & (slots.count - 1)] = message
    count += 1
  }

  /// Takes the oldest.
  mutating func removeFirst() -> Message {
    let message = slots[first]
    first = (first + 1) & (slots.count - 1)
    count -= 1
    return message
  }

  /// All messages, the oldest first.
  var all: [Message] { (0..<count).map { slots[(first + $0) & (slots.count - 1)] } }

  private mutating func grow() {
    let old = all
    slots = old + [Message](repeating: old[0], count: old.count)
    first = 0
  }
}

/// Something that will happen to an instance, to a message or to the fleet.
struct Event {
  /// What happens.
  enum Kind: UInt8 {
    case serviceEnd, bootEnd, warmEnd, notice, kill, visibleAgain, reappear, fillEnd, tick, shock
  }

  let time: Double
  /// The instance, or the place of a hidden message.
  let index: Int32
  /// The use of the instance's place that is meant; later uses ignore the event.
  let generation: UInt32
  let kind: Kind
}

/// Events in a binary heap, the earliest first.
struct EventQueue {
  private var heap: [Event] = []

  /// The time of the earliest event, infinite for none.
  var nextTime: Double { heap.isEmpty ? .infinity : heap[0].time }

  /// Adds an event.
  mutating func add(_ event: Event) {
    var place = heap.count
    heap.append(event)
    while place > 0 {
      let parent = (place - 1) >> 1
      guard event.time < heap[parent].time else { break }
      heap[place] = heap[parent]
      place = parent
    }
    heap[place] = event
  }

  /// Takes the earliest event, or nil.
  mutating func next() -> Event? {
    guard let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return last }
    let first = heap[0]
    let count = heap.count
    var place = 0
    while true {
      var child = 2 * place + 1
      guard child < count else { break }
      if child + 1 < count, heap[child + 1].time < heap[child].time { child += 1 }
      guard heap[child].time < last.time else { break }
      heap[place] = heap[child]
      place = child
    }
    heap[place] = last
    return first
  }
}

/// Messages that are seen again: visibility, copies, and what an instance that ends leaves behind.
extension QueueSimulation {
  /// Shows the messages of an instance to others, since it takes longer than the time-out.
  mutating func showAgain(_ index: Int) {
    let first = index * scenario.batches.size
    instances[index].isShownAgain = true
    for place in first..<(first + instances[index].messageCount) {
      if inFlight[place].serial == 0 {
        lastSerial += 1
        inFlight[place].serial = lastSerial
        copies[lastSerial] = (1, false)
      }
      var message = inFlight[place]
      guard var state = copies[message.serial], !state.isDone else { continue }
      state.count += 1
      copies[message.serial] = state
      message.queued = now
      ring.append(message)
      outcome.counts.redelivered += 1
    }
    startWork()
  }

  /// Tells whether a copy that was taken from the queue was done before, and then forgets it.
  mutating func isDeleted(_ serial: UInt32) -> Bool {
    guard let state = copies[serial], state.isDone else { return false }
    dropCopy(serial)
    return true
  }

  /// Tells whether a copy that ends now is the first that does.
  mutating func isFirst(_ serial: UInt32) -> Bool {
    let isFirst = copies[serial].map { !$0.isDone } ?? true
    copies[serial]?.isDone = true
    dropCopy(serial)
    return isFirst
  }

  private mutating func dropCopy(_ serial: UInt32) {
    guard let state = copies[serial] else { return }
    copies[serial] = state.count > 1 ? (state.count - 1, state.isDone) : nil
  }

  /// Gives back the messages of an instance that ends: at once, or when their time-out is over.
  mutating func loseWork(_ index: Int) {
    let first = index * scenario.batches.size
    let count = instances[index].messageCount
    let reappears = instances[index].began + scenario.visibilitySeconds
    outcome.counts.lost += count
    for place in first..<(first + count) {
      var message = inFlight[place]
      if instances[index].isShownAgain {
        // Others see a copy already, unless one was done.
        dropCopy(message.serial)
      } else if scenario.fleet.spot?.heedsNotice ?? false {
        message.queued = now
        ring.append(message)
        outcome.counts.redelivered += 1
      } else {
        hide(message, until: reappears)
      }
    }
    endWork(index)
  }

  private mutating func hide(_ message: Message, until time: Double) {
    let place: Int
    if let free = freeHidden.popLast() {
      place = free
      hidden[place] = message
      isHidden[place] = true
    } else {
      place = hidden.count
      hidden.append(message)
      isHidden.append(true)
    }
    events.add(Event(time: time, index: Int32(place), generation: 0, kind: .reappear))
  }

  /// Shows a message whose instance ended and whose time-out is over.
  mutating func reappear(_ place: Int) {
    var message = hidden[place]
    isHidden[place] = false
    freeHidden.append(place)
    message.queued = now
    ring.append(message)
    outcome.counts.redelivered += 1
    startWork()
  }
}

#if Serving
  import Synchronization

  /// Something that happens once and is waited for.
  final class StopSignal: Sendable {
    private enum State {
      case open(CheckedContinuation<Void, Never>?)
      case given
    }

    private let state = Mutex(State.open(nil))

    /// Waits until it is given; for one waiter.
    func wait() async {
      await withCheckedContinuation { (waiter: CheckedContinuation<Void, Never>) in
        let isGiven = state.withLock { state in
          guard case .open = state else { return true }
          state = .open(waiter)
          return false
        }
        if isGiven { waiter.resume() }
      }
    }

    /// Gives it; a second time does nothing.
    func give() {
      let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
        guard case .open(let waiter) = state else { return nil }
        state = .given
        return waiter
      }
      waiter?.resume()
    }
  }
#endif

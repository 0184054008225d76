// SAFETY: the time structure is local, and the call fills it before it is read.
import Cache
import Foundation
import Glibc

/// Wall time since it was made, and the processor time of this thread and of those that helped it.
struct StopWatch {
  private let start = ContinuousClock.now
  private let cpuStart = StopWatch.threadSeconds()

  /// The seconds since the start.
  var seconds: Double {
    let passed = ContinuousClock.now - start
    return Double(passed.components.seconds) + Double(passed.components.attoseconds) * 1e-18
  }

  /// Gives what to store beside a result; processor time counts the thread that asks.
  func measurements(machine: String) -> Measurements {
    Measurements(
      seconds: seconds, cpuSeconds: max(0, Self.threadSeconds() - cpuStart), machine: machine)
  }

  /// The processor time of this thread, with what was credited to it.
  static func threadSeconds() -> Double {
    var time = timespec()
    guard unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) == 0 else { return 0 }
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9 + credited
  }

  /// Adds processor time that other threads spent on the work of this one.
  static func credit(_ seconds: Double) {
    Thread.current.threadDictionary[creditKey] = credited + seconds
  }

  private static let creditKey = "processor time of helpers"

  private static var credited: Double {
    Thread.current.threadDictionary[creditKey] as? Double ?? 0
  }
}

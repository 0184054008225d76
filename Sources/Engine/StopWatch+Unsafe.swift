// SAFETY: the time structure is local, and the call fills it before it is read.
import Cache
import Glibc

/// Wall time and the processor time of this thread since it was made.
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

  private static func threadSeconds() -> Double {
    var time = timespec()
    guard unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) == 0 else { return 0 }
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

import Glibc

/// The processor time of the running thread, which other tests do not prolong.
package enum ThreadClock {
  /// Gives the seconds that this thread has worked so far.
  package static func seconds() -> Double {
    var time = timespec()
    // SAFETY: the call writes one timespec, and it is given the address of one.
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

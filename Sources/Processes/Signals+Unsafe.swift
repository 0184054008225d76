// SAFETY: the set is local, made by the system's own functions before it is used.
import Foundation

/// The few things this program does with signals.
package enum Signals {
  /// Lets writing to a closed pipe be an error instead of the end; for programs at their start.
  package static func ignoreBrokenPipes() {
    _ = signal(SIGPIPE, SIG_IGN)
  }

  /// Lets an interrupt from the keyboard pass, for programs that handle it in another way.
  package static func ignoreInterrupts() {
    _ = signal(SIGINT, SIG_IGN)
  }

  /// Lets a signal pass, for programs that handle it in another way.
  package static func ignore(_ number: Int32) {
    _ = signal(number, SIG_IGN)
  }

  /// Holds the broken-pipe signal back for the calling thread, which must end soon after.
  static func holdBrokenPipes() {
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGPIPE)
    unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
  }
}

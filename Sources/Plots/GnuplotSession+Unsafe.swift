// SAFETY: the session is opened and closed here only; numbers are passed with their own lengths.
import CGnuplot

/// A conversation with a running gnuplot.
@safe
struct GnuplotSession: ~Copyable {
  private let session: OpaquePointer

  /// Opens a conversation on a copy of a descriptor.
  init?(descriptor: Int32) {
    guard let opened = unsafe cgp_open(descriptor) else { return nil }
    unsafe session = opened
  }

  deinit {
    unsafe cgp_close(session)
  }

  /// Sends a step; false when gnuplot no longer listens, whose end then tells why.
  func send(_ step: PlotScript.Step) -> Bool {
    switch step {
    case .command(let text):
      unsafe cgp_command(session, text) == 0
    case .columns(let columns):
      unsafe columns.joined().withContiguousCopy { numbers in
        guard let base = numbers.baseAddress else { return true }
        return unsafe cgp_send_columns(session, base, columns[0].count, columns.count) == 0
      }
    }
  }
}

extension Sequence<Double> {
  fileprivate func withContiguousCopy<Result>(
    _ body: (UnsafeBufferPointer<Double>) -> Result
  ) -> Result {
    unsafe Array(self).withUnsafeBufferPointer(body)
  }
}

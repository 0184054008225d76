import Dispatch
import Foundation
import Processes

/// Ctrl-C while something is under way.
enum Interruption {
  /// Calls work off in good order at the first Ctrl-C, and ends at once at the second.
  static func ends<Value: Sendable>(
    saying words: String, _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let task = Task { try await body() }
    Signals.ignoreInterrupts()
    let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler {
      if task.isCancelled { Terminal.exit(.interrupted) }
      Terminal.say(words)
      task.cancel()
    }
    source.resume()
    defer { source.cancel() }
    return try await task.value
  }
}

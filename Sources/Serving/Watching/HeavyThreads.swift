import Dispatch

/// Threads that may be kept busy, unlike those that answer small requests.
enum HeavyThreads {
  private static let queue = DispatchQueue(label: "large requests", attributes: .concurrent)

  /// Does work on one of them.
  static func run<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { done in
      queue.async { done.resume(returning: body()) }
    }
  }
}

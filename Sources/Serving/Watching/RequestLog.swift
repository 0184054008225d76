import Foundation
import Synchronization
import Tables

/// Lines of JSON about requests, without anything of their data.
package final class RequestLog: Sendable {
  /// Which lines are written.
  package enum Level: String, CaseIterable, Sendable {
    /// Starts, stops and failures of the server.
    case server
    /// And requests that were refused.
    case problems
    /// And all others.
    case requests
  }

  /// A request, as it is told of.
  struct Entry {
    let id: String
    let method: String
    /// The place, never the path, in which anything may stand.
    let place: String
    let status: Int
    let seconds: Double
    let rows: Int
    /// The sort of a problem, or nil.
    let problem: String?
  }

  private static let bytesMax = 1 << 15

  private let level: Level
  private let write: @Sendable ([UInt8]) -> Void
  private let pending = Mutex<[UInt8]>([])

  /// The time of day, such as `2026-11-24T18:30:00.125Z`.
  private static var now: String {
    let seconds = (Date().timeIntervalSince1970 * 1000).rounded() / 1000
    return DateValues([seconds], precision: .millisecond, hasZone: true).text(0) ?? ""
  }

  /// Takes where lines go.
  package init(level: Level, write: @escaping @Sendable ([UInt8]) -> Void) {
    self.level = level
    self.write = write
  }

  /// Writes a line about the server at once.
  package func server(_ event: String, _ details: [(String, String)] = []) {
    flush()
    var json = JSONOutput()
    json.object { json in
      json.member("time", Self.now)
      json.member("event", event)
      for (name, value) in details { json.member(name, value) }
    }
    write(json.bytes + [UInt8(ascii: "\n")])
  }

  /// Keeps a line about a request, to be written with others.
  func request(_ entry: Entry) {
    switch level {
    case .server: guard entry.status >= 500 else { return }
    case .problems: guard entry.status >= 400 else { return }
    case .requests: break
    }
    var json = JSONOutput()
    json.object { json in
      json.member("time", Self.now)
      json.member("event", "request")
      json.member("id", entry.id)
      json.member("method", entry.method)
      json.member("path", entry.place)
      json.member("status", entry.status)
      json.name("ms")
      json.number((entry.seconds * 1e6).rounded() / 1000)
      if entry.rows > 0 { json.member("rows", entry.rows) }
      if let problem = entry.problem { json.member("problem", problem) }
    }
    let full = pending.withLock { pending -> [UInt8]? in
      pending.append(contentsOf: json.bytes)
      pending.append(UInt8(ascii: "\n"))
      guard pending.count >= Self.bytesMax else { return nil }
      defer { pending.removeAll(keepingCapacity: true) }
      return pending
    }
    if let full { write(full) }
  }

  /// Writes the lines that are kept; to be called now and then.
  package func flush() {
    let lines = pending.withLock { pending -> [UInt8] in
      defer { pending.removeAll(keepingCapacity: true) }
      return pending
    }
    if !lines.isEmpty { write(lines) }
  }
}

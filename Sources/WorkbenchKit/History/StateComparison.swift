import Analyses
import Cache
import Diagnostics
import Foundation

/// Two states that a command line names, and what differs between them.
///
/// A name is the number of a run, or the path of an analysis file, which stands for the analysis as
/// it is now.
package struct StateComparison: Sendable {
  /// What the older one is, for people.
  package let old: String
  /// What the newer one is, for people.
  package let new: String
  package let difference: StateDifference

  /// Compares two named states; without a second name, the first with the last other one before it.
  package init(_ first: String, _ second: String?) throws {
    let named = try Self.state(first)
    if let second {
      let other = try Self.state(second)
      self.init(named.state, other.state)
      return
    }
    guard let store = named.store, let past = try Self.previous(named.state, store) else {
      throw DiagnosticError(
        Diagnostic(
          .noResult, "nothing with other results came before \(Self.title(named.state))",
          hints: ["`workbench runs` lists what was run"]))
    }
    self.init(past, named.state)
  }

  private init(_ old: PastState, _ new: PastState) {
    self.old = Self.title(old)
    self.new = Self.title(new)
    difference = StateDifference(from: old, to: new)
  }

  private static func previous(_ state: PastState, _ store: ResultStore) throws -> PastState? {
    // What a snapshot throws of other types goes through as a value.
    try store.read { snapshot in Result { try state.previous(snapshot) } }.get()
  }

  private static func state(_ name: String) throws -> (state: PastState, store: ResultStore?) {
    guard let number = Int64(name) else {
      let opened = try OpenedAnalysis(path: name)
      let store = try opened.existingStore()
      return (PastState(try opened.plan(store), of: opened.analysis), store)
    }
    let workspace = Workspace.here
    let store = try ResultStore.openExisting(path: workspace.cachePath)
    let state = try store?.read { snapshot in
      Result { try snapshot.run(number).map { try PastState(after: $0, snapshot) } }
    }.get()
    guard let state else {
      throw DiagnosticError(
        Diagnostic(
          .noResult, "there is no run \(number)", hints: ["`workbench runs` lists what was run"]))
    }
    return (state, store)
  }

  private static func title(_ state: PastState) -> String {
    state.run.map { "run \($0.id) of \($0.analysis), \(Moment.text($0.startedAt))" }
      ?? "\(state.analysis) as it stands"
  }
}

/// Stored moments as people write them.
enum Moment {
  /// Gives a moment to the second, in UTC.
  static func text(_ stored: String) -> String {
    stored.prefix(19).replacing("T", with: " ") + " UTC"
  }

  /// Gives the seconds from one stored moment to another, nil where one is none.
  static func seconds(from start: String, to end: String) -> Double? {
    func date(_ text: String) -> Date? {
      try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }
    guard let first = date(start), let last = date(end) else { return nil }
    return last.timeIntervalSince(first)
  }
}

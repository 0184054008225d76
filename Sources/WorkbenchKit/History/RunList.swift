package import Cache

/// The runs in a workspace, newest first.
package struct RunList: Sendable {
  /// A run with what became of its stages.
  package struct Entry: Sendable {
    package let run: RunRow
    package let counts: [String: Int]

    /// When it started: UTC, to the second.
    package var started: String { Moment.text(run.startedAt) }

    /// How long it took, nil where it did not end.
    package var seconds: Double? {
      run.endedAt.flatMap { Moment.seconds(from: run.startedAt, to: $0) }
    }
  }

  package let entries: [Entry]

  /// Reads at most so many runs of an analysis, or of all in the workspace of the working folder.
  package init(analysis path: String?, limit: Int) throws(CacheError) {
    let place = path.map { Workspace(containing: $0) } ?? .here
    let name = path.map { place.name(of: Workspace.url($0)) }
    guard let store = try ResultStore.openExisting(path: place.cachePath) else {
      entries = []
      return
    }
    entries = try store.read { snapshot in
      try snapshot.runs(analysis: name, limit: limit).map { run in
        Entry(run: run, counts: try snapshot.outcomeCounts(run: run.id))
      }
    }
  }
}

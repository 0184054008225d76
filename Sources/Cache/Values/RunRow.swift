/// One run of an analysis that computed something.
package struct RunRow: Hashable, Sendable {
  package let id: Int64
  package let analysis: String
  /// When it started: UTC, as ISO 8601.
  package let startedAt: String
  /// When it ended; nil while it runs, and for ever when it was killed.
  package let endedAt: String?
  package let outcome: String?
  /// The command as the user gave it.
  package let command: String
  /// The version of the program.
  package let version: String
  package let machine: String

  package init(
    id: Int64, analysis: String, startedAt: String, endedAt: String?, outcome: String?,
    command: String, version: String, machine: String
  ) {
    self.id = id
    self.analysis = analysis
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.outcome = outcome
    self.command = command
    self.version = version
    self.machine = machine
  }
}

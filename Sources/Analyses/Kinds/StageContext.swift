/// What a running stage may use, besides its settings.
package protocol StageContext: Sendable {
  /// The effective seed of the stage; 0 for kinds that use no randomness.
  var seed: UInt64 { get }
  /// The seed of the analysis, which decides the folds.
  var analysisSeed: UInt64 { get }
  /// The seed of work that several stages may have in common.
  ///
  /// It is the stage's own where the file gives one, and else that of the analysis.
  var sharedSeed: UInt64 { get }
  /// The names of the ports that something was given to, in order.
  var ports: [String] { get }
  /// Gives the artifacts at a port, in the order in which the file names them.
  func inputs<Value: Artifact>(_ port: String, as type: Value.Type) throws -> [Given<Value>]
  /// Gives a companion output for each artifact at a port; nil where its stage has none.
  func companions<Value: Artifact>(
    _ port: String, _ output: String, as type: Value.Type
  ) throws -> [Given<Value>?]
  /// Tells whether rows of a test set came through a port.
  func holdsTestRows(_ port: String) -> Bool
  /// The most rows that a source gives in a draft; nil when the run is no draft.
  var draftRowCount: Int? { get }
  /// Gives the content of a source file that the stage declared.
  func file(_ path: String) throws -> FileContent
  /// Goes over a declared source file piece by piece, until the closure gives false.
  func pieces(_ path: String, _ take: (_ shownPath: String, _ piece: [UInt8]) throws -> Bool) throws
  /// Does jobs, or answers them from the cache; results come in the order of the jobs.
  ///
  /// Each result is also handed on as soon as it is there, in any order, with the place of its job;
  /// what comes back is told to whoever watches the run.
  func results<Kind: JobKind>(
    of jobs: [Job<Kind>], asTheyCome: @escaping @Sendable (Int, Kind.Output) -> String?
  ) async throws -> [JobResult<Kind.Output>]
  /// Gives a value that a template of the stage quotes, in words.
  func quoted(_ reference: String) throws -> String
  /// Adds a line to the stage's log.
  func log(_ line: String)
}

/// A source file's bytes, and its path as a person standing in the working folder would write it.
package struct FileContent: Sendable {
  package let shownPath: String
  package let bytes: [UInt8]

  package init(shownPath: String, bytes: [UInt8]) {
    self.shownPath = shownPath
    self.bytes = bytes
  }
}

extension StageContext {
  /// Does jobs, or answers them from the cache; results come in the order of the jobs.
  package func results<Kind: JobKind>(
    of jobs: [Job<Kind>]
  ) async throws -> [JobResult<Kind.Output>] {
    try await results(of: jobs) { _, _ in nil }
  }

  package func quoted(_ reference: String) throws -> String {
    throw StageProblem("nothing here can be quoted, so '{{\(reference)}}' has no value")
  }

  package func pieces(
    _ path: String, _ take: (_ shownPath: String, _ piece: [UInt8]) throws -> Bool
  ) throws {
    let file = try file(path)
    _ = try take(file.shownPath, file.bytes)
  }

  /// Gives the artifact at a port that takes one.
  package func input<Value: Artifact>(
    _ port: String, as type: Value.Type
  ) throws -> Given<Value> {
    guard let first = try inputs(port, as: type).first else {
      throw StageProblem("there is nothing at the input '\(port)'")
    }
    return first
  }
}

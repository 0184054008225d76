package import Digests

/// What can go wrong while stages are run that is nobody's stage's fault.
package enum EngineError: Error, Sendable, Hashable {
  /// Stored bytes are gone or damaged; what made them has to be computed again.
  case artifactLost(Digest)
  /// Stored bytes are not of the format that a stage asked for.
  case artifactUnreadable(Digest, format: String)
  /// A stage asked for something that it did not declare.
  case undeclared(stage: String, what: String)
  /// A stage did not give exactly the outputs that its kind declares.
  case wrongOutputs(stage: String, given: [String], declared: [String])
}

extension EngineError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .artifactLost(let digest):
      "the stored bytes \(digest.short) are lost or damaged"
    case .artifactUnreadable(let digest, let format):
      "the stored bytes \(digest.short) are not a \(format)"
    case .undeclared(let stage, let what):
      "the stage '\(stage)' asked for \(what), which its kind does not declare"
    case .wrongOutputs(let stage, let given, let declared):
      "the stage '\(stage)' gave \(given.joined(separator: ", ")); its kind declares "
        + declared.joined(separator: ", ")
    }
  }
}

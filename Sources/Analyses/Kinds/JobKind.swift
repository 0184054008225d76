package import Digests

/// A piece of a stage's work with a key of its own: settings, artifacts by digest, one output.
///
/// A job is a value and never a closure, so it is answered from the cache, survives a kill of the
/// run, and could be done elsewhere.
package protocol JobKind: Sendable {
  /// What decides the output besides the inputs and the seed.
  associatedtype Settings: Codable & Sendable
  /// What the job gives.
  associatedtype Output: Artifact

  /// The word that names the kind in keys and logs.
  static var name: String { get }
  /// Goes up when the same settings and inputs give other bytes.
  static var revision: Int { get }
  /// Gives the revisions of what the settings choose, such as a learner's, by name.
  static func revisions(_ settings: Settings) -> [String: Int]
  /// Does the work; it must depend on nothing but the arguments.
  static func run(_ settings: Settings, _ context: any JobContext) async throws -> Output
  /// Whether the same would come of it another time; what is not final is not stored.
  static func isFinal(_ output: Output, of settings: Settings) -> Bool
  /// Gives what jobs have in common that one pass can do, nil for a job that is done alone.
  ///
  /// A network that learns for forty epochs passes through the one that learns for twenty.
  static func pass(_ settings: Settings) -> Settings?
  /// Does jobs of one pass, each as it would be done alone, and gives their outputs in order.
  static func run(pass: [Settings], _ context: any JobContext) async throws -> [Output]
}

extension JobKind {
  package static func revisions(_ settings: Settings) -> [String: Int] { [:] }

  package static func isFinal(_ output: Output, of settings: Settings) -> Bool { true }

  package static func pass(_ settings: Settings) -> Settings? { nil }

  package static func run(pass: [Settings], _ context: any JobContext) async throws -> [Output] {
    var outputs: [Output] = []
    for settings in pass { outputs.append(try await run(settings, context)) }
    return outputs
  }
}

/// A job to be done or answered from the cache.
package struct Job<Kind: JobKind>: Sendable {
  package let settings: Kind.Settings
  /// The artifacts it reads, by name.
  package let inputs: [String: Digest]
  /// The seed of its random numbers, nil when it uses none.
  package let seed: UInt64?
  /// What a person calls it in a progress line.
  package let label: String

  /// Makes a job of a kind; only the label is not part of its key.
  package init(
    _ kind: Kind.Type, settings: Kind.Settings, inputs: [String: Digest], seed: UInt64?,
    label: String
  ) {
    self.settings = settings
    self.inputs = inputs
    self.seed = seed
    self.label = label
  }
}

/// What a job may use.
package protocol JobContext: Sendable {
  /// The seed that the job was given; 0 when it was given none.
  var seed: UInt64 { get }
  /// Gives an input's value.
  func input<Value: Artifact>(_ name: String, as type: Value.Type) throws -> Value
  /// Gives what another job of the stage has made of the same inputs and seed, or makes it.
  ///
  /// The name must hold all else that it depends on. Nothing is kept that is too large, and the
  /// oldest are forgotten; the size is how many numbers it has.
  func shared<Value: Sendable>(
    _ name: String, size: (Value) -> Int, make: () throws -> Value
  ) throws -> Value
}

/// The output of a job, and where it lies.
package struct JobResult<Output: Artifact>: Sendable {
  package let output: Output
  package let digest: Digest

  package init(output: Output, digest: Digest) {
    self.output = output
    self.digest = digest
  }
}

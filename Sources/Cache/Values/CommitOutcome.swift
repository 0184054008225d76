/// What a commit did with the result it was given.
package enum CommitOutcome: Hashable, Sendable {
  /// The result is new, replaces another, or its lost bytes are back.
  case stored
  /// The same result was there; the first one is kept.
  case alreadyThere
}

package import Digests

/// A reading of the test targets of some rows to score a model.
package struct Look: Hashable, Sendable {
  package let model: Digest
  package let rows: Digest

  package init(model: Digest, rows: Digest) {
    self.model = model
    self.rows = rows
  }
}

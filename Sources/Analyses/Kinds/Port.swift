/// A named place where a stage takes the outputs of stages above it.
package struct Port: Sendable, Hashable {
  /// How many outputs a port takes.
  package enum Arity: Sendable, Hashable {
    case one
    case optional
    case oneOrMore
    case any
  }

  package let name: String
  /// The sorts of output that fit.
  package let sorts: [ArtifactType.Sort]
  package let arity: Arity
  /// Whether rows of a test set are refused here, at check time.
  package let refusesTestRows: Bool
  /// Other outputs of the stage that is named here, handed over with it where that stage has them.
  package let companions: [String]
  package let summary: String

  package init(
    _ name: String, _ sorts: [ArtifactType.Sort], arity: Arity = .one,
    refusesTestRows: Bool = false, companions: [String] = [], _ summary: String
  ) {
    self.name = name
    self.sorts = sorts
    self.arity = arity
    self.refusesTestRows = refusesTestRows
    self.companions = companions
    self.summary = summary
  }
}

/// A named result of a stage.
package struct OutputDeclaration: Sendable, Hashable {
  package let name: String
  package let sort: ArtifactType.Sort
  package let summary: String

  package init(_ name: String, _ sort: ArtifactType.Sort, _ summary: String) {
    self.name = name
    self.sort = sort
    self.summary = summary
  }
}

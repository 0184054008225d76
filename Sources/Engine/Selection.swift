package import Analyses

/// Which stages a run is about, and which of them are computed even when they are fresh.
package struct Selection: Sendable, Hashable {
  package let included: Set<String>
  package let forced: Set<String>
  /// Whether the jobs of forced stages are done again too.
  package let ignoresJobs: Bool

  /// A stage that was named and does not exist.
  package struct UnknownStage: Error, Hashable, Sendable {
    package let id: String
  }

  /// Takes the stages that the command line names.
  ///
  /// Without names, all stages are included, or those from one and up to another. Named stages
  /// are forced; what they need is included. `force` without names forces all that is included.
  package init(
    _ analysis: Analysis, stages: [String] = [], from: String? = nil, to: String? = nil,
    force: Bool = false
  ) throws(UnknownStage) {
    for id in stages + [from, to].compactMap({ $0 }) where analysis.stage(id) == nil {
      throw UnknownStage(id: id)
    }
    ignoresJobs = force
    var wanted = Set(analysis.stages.map(\.id))
    if let from { wanted.formIntersection(Self.downstream(of: from, analysis)) }
    if let to { wanted.formIntersection(Self.upstream(of: [to], analysis)) }
    if !stages.isEmpty { wanted = Set(stages) }
    included = Self.upstream(of: wanted, analysis)
    forced = stages.isEmpty ? (force ? wanted : []) : Set(stages)
  }

  /// The same stages, each computed only when it is not fresh.
  package var withoutForce: Selection {
    Selection(included: included, forced: [], ignoresJobs: false)
  }

  private init(included: Set<String>, forced: Set<String>, ignoresJobs: Bool) {
    self.included = included
    self.forced = forced
    self.ignoresJobs = ignoresJobs
  }

  /// Gives the stages and all that they need.
  package static func upstream(of ids: Set<String>, _ analysis: Analysis) -> Set<String> {
    var found = ids
    for stage in analysis.stages.reversed() where found.contains(stage.id) {
      found.formUnion(stage.upstream)
    }
    return found
  }

  /// Gives a stage and all that needs it.
  package static func downstream(of id: String, _ analysis: Analysis) -> Set<String> {
    var found: Set<String> = [id]
    for stage in analysis.stages where !found.isDisjoint(with: stage.upstream) {
      found.insert(stage.id)
    }
    return found
  }
}

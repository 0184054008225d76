import Diagnostics

/// Finds stages that learn from a table before test rows were set apart from it.
///
/// Such a table bears no mark of its own: it was there first. It is followed upwards as long as each
/// table was made of one other.
enum WholeTableCheck {
  /// A table by the stage and the output that gave it.
  private struct Source: Hashable {
    let stage: String
    let output: String
  }

  /// Gives a problem for each stage that learns from such a table.
  static func problems(_ stages: [Stage]) -> [Diagnostic] {
    let known = Dictionary(stages.map { ($0.id, $0) }) { first, _ in first }
    var cuts: [Source: Stage] = [:]
    for stage in stages where setsApart(stage, known) {
      for source in sources(of: stage, known) where cuts[source] == nil { cuts[source] = stage }
    }
    return stages.flatMap { stage -> [Diagnostic] in
      guard stage.outputTypes.values.contains(where: { $0.sort == .model || $0.sort == .settings })
      else { return [] }
      return tables(stage).compactMap { input in
        cuts[Source(stage: input.stage, output: input.output)].map { cut in
          problem(stage, input, cut)
        }
      }
    }
  }

  private static func problem(_ stage: Stage, _ input: StageInput, _ cut: Stage) -> Diagnostic {
    let kept = cut.kind.outputs.first { cut.outputTypes[$0.name]?.isTest == false }
    return Diagnostic(
      .testRowsRefused,
      "'\(input.stage)' still holds the rows that '\(cut.id)' sets apart for the test; "
        + "\(stage.kind.name) must not see them",
      span: stage.place?.span, lineText: stage.place?.lineText,
      hints: kept.map { ["take `\(cut.id).\($0.name)` in '\(stage.id)'"] } ?? [])
  }

  /// Whether a stage marks some of its rows as a test set's, and gets none that are.
  private static func setsApart(_ stage: Stage, _ known: [String: Stage]) -> Bool {
    let inputs = tables(stage)
    return !inputs.isEmpty && stage.testPorts.isEmpty
      && stage.outputTypes.values.contains { $0.isTest }
  }

  /// The table that a stage cuts, and those that it was made of; none where it was cut before.
  private static func sources(of cut: Stage, _ known: [String: Stage]) -> [Source] {
    var found: [Source] = []
    var stage = cut
    while true {
      let inputs = tables(stage)
      guard inputs.count == 1, let input = inputs.first, let above = known[input.stage],
        !setsApart(above, known)
      else { return found }
      found.append(Source(stage: input.stage, output: input.output))
      stage = above
    }
  }

  private static func tables(_ stage: Stage) -> [StageInput] {
    stage.inputs.filter { $0.companionOf == nil && $0.port != Quote.port }
  }
}

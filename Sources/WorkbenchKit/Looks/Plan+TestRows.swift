import Analyses
import Digests
import Engine

extension Plan {
  /// The test rows whose targets stages of the analysis read, by their content.
  ///
  /// Looks are counted for the rows and not for the analysis, so another name, a copy or a draft
  /// begins no new count.
  func testRows(of analysis: Analysis) -> Set<Digest> {
    var rows: Set<Digest> = []
    for stage in analysis.stages where stage.readsTestTargets {
      for input in stage.inputs where stage.testPorts.contains(input.port) {
        if let digest = self[input.stage]?.digest(of: input.output) { rows.insert(digest) }
      }
    }
    return rows
  }
}

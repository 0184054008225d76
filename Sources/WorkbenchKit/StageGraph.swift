import Analyses
import Cache
import Diagnostics
import Documents
import Engine
import Foundation
import Plots

/// The stages of an analysis and what they take from each other, for a terminal or a drawing.
package struct StageGraph {
  private let analysis: Analysis
  private let state: Plan
  private let figure: Figure

  package init(_ opened: OpenedAnalysis) throws {
    analysis = opened.analysis
    state = try opened.plan(try opened.existingStore())
    figure =
      PipelineFigure(
        analysis: analysis, stages: state,
        role: { $0.state == .fresh ? "fresh" : $0.state.word }, showsMeasurements: false
      ).figure
  }

  /// A line for each stage: its id, its kind, how it stands, and what it takes.
  package var rows: [[String]] {
    analysis.stages.compactMap { stage in
      state[stage.id].map {
        [stage.id, stage.kind.name, $0.state.word, stage.upstream.joined(separator: ", ")]
      }
    }
  }

  /// The graph in the language of Graphviz.
  package var dot: String {
    var lines = ["digraph stages {", "  node [shape=box];"]
    for stage in analysis.stages {
      lines.append("  \"\(stage.id)\" [label=\"\(stage.id)\\n\(stage.kind.name)\"];")
    }
    for stage in analysis.stages {
      lines += stage.upstream.map { "  \"\($0)\" -> \"\(stage.id)\";" }
    }
    return (lines + ["}"]).joined(separator: "\n")
  }

  /// The drawing of the report, as a picture of its own.
  package func svg() throws -> String {
    do {
      return StandalonePicture.svg(try Plots.svg(of: figure))
    } catch {
      throw DiagnosticError(
        Diagnostic(
          .programFailed, "the stages cannot be drawn: \(error.description)",
          hints: ["`--format dot` needs no other program"]))
    }
  }
}

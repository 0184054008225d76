import Analyses
import Cache
import Digests
import Documents
import Engine

/// The drawing of the stages, with how each of them stands.
struct PipelineFigure {
  let analysis: Analysis
  let stages: Plan
  /// How a stage stands, in a word.
  let role: (PlannedStage) -> String
  let showsMeasurements: Bool

  /// The drawing of the stages and how each of them stands.
  var figure: Figure {
    let nodes = analysis.stages.compactMap { stage in
      stages[stage.id].map { planned in
        Figure.Node(
          id: stage.id, title: stage.id, detail: stage.kind.name, role: role(planned))
      }
    }
    var edges: [Figure.Edge] = []
    for stage in analysis.stages {
      for upstream in stage.upstream { edges.append(Figure.Edge(from: upstream, to: stage.id)) }
    }
    return Figure(
      id: "pipeline", title: "The stages of \(analysis.name)",
      caption:
        "Each box is a stage and takes what the arrows bring. \"Computed\" means in the run that "
        + "this page reports; \"older\" means that an earlier result was still right and was used "
        + "again.",
      x: Figure.Axis(""), y: Figure.Axis(""), chart: .graph(nodes: nodes, edges: edges),
      table: table)
  }

  private var table: DataTable {
    var headings: [DataTable.Heading] = [.init("Stage"), .init("Kind"), .init("State")]
    if showsMeasurements { headings.append(.init("Processor seconds", .trailing)) }
    headings.append(.init("Key"))
    let rows = analysis.stages.compactMap { stage -> [Text]? in
      guard let planned = stages[stage.id] else { return nil }
      var row: [Text] = [
        .reference(stage.id, to: "stage-\(stage.id)"), Text(stage.kind.name),
        Text(role(planned)),
      ]
      if showsMeasurements {
        row.append(Text(planned.result.map { Self.seconds($0.measurements.cpuSeconds) } ?? ""))
      }
      row.append(.code(planned.record?.key.short ?? ""))
      return row
    }
    return DataTable(
      caption: "Stages, how they stand, and their keys", headings: headings, rows: rows)
  }

  /// Seconds with as many digits as one can trust.
  static func seconds(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let fraction = hundredths % 100
    return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }
}

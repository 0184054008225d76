import Analyses
import Cache
import Digests
import Documents
import Engine
import Reports

/// How a report came about: what to type to get it again, and what it was made with.
struct ReportFacts {
  private let builder: ReportBuilder

  init(_ builder: ReportBuilder) {
    self.builder = builder
  }

  /// What to type to make the results again, here or from the page alone, and their digests.
  var making: [Block] {
    let page = builder.opened.workspace.relative(builder.opened.reportURL)
    return [
      .paragraph("To make these results again, type this in the folder of the workspace:"),
      .listing(command),
      .paragraph(
        "This page carries the analysis and the digests of its data and results. To compute them anew from it, and see whether they are the same:"
      ),
      .listing("workbench reproduce \(page)"), .details("Digests of all results", [digests]),
    ]
  }

  private var digests: Block {
    let rows = builder.opened.analysis.stages.flatMap { stage -> [[Text]] in
      (builder.state.plan[stage.id]?.result?.outputs ?? []).map { output in
        [
          .reference(stage.id, to: "stage-\(stage.id)"),
          Text("\(stage.kind.name) (\(stage.kind.revision))"), Text(output.name),
          Text(ModelCard.grouped(output.byteCount)),
          Text(stage.effectiveSeed.map { String($0) } ?? ""), .code(output.digest.hex),
        ]
      }
    }
    return .table(
      DataTable(
        caption: "Results, the kind and revision that made them, and their SHA-256",
        headings: [
          .init("Stage"), .init("Kind"), .init("Output"), .init("Bytes", .trailing),
          .init("Seed", .trailing), .init("SHA-256"),
        ], rows: rows))
  }

  /// The facts: how to make the report again, from what, and when it was made.
  var facts: [Report.Fact] {
    let opened = builder.opened
    let analysis = opened.analysis
    var facts = [
      Report.Fact("Seed", Text("\(analysis.seed)")),
      Report.Fact(
        "Test set",
        analysis.testSet == .open
          ? "open: every run may read its targets"
          : builder.state.lookCount > 0
            ? Text("sealed, and unsealed at least once")
            : Text("sealed until ") + .code("workbench run --unseal")),
      Report.Fact("workbench", Text(Version.text)),
    ]
    for path in opened.fileDigests.keys.sorted() {
      facts.append(
        Report.Fact(
          "SHA-256 of \(path)", .code(opened.fileDigests[path]?.hex ?? "")))
    }
    guard builder.showsMeasurements, let run = builder.state.run else { return facts }
    facts.append(
      Report.Fact("Reported run", Text("\(run.id), started \(Moment.text(run.startedAt))")))
    facts.append(Report.Fact("Machine", Text(run.machine)))
    let computed = builder.state.runOutcomes.values.count { $0 == "computed" }
    facts.append(
      Report.Fact("Stages computed in it", Text("\(computed) of \(analysis.stages.count)")))
    return facts
  }

  private var command: String {
    let overrides = builder.opened.analysis.overrides.map { " --set '\($0)'" }.joined()
    let draft = builder.opened.analysis.draftRowCount.map { " --draft \($0)" } ?? ""
    return
      "workbench run \(builder.opened.workspace.relative(builder.opened.url))\(overrides)\(draft)"
  }
}

import Analyses
import Cache
import Digests
import Documents
import Reports

/// How a report came about: what to type to get it again, and what it was made with.
struct ReportFacts {
  private let builder: ReportBuilder

  init(_ builder: ReportBuilder) {
    self.builder = builder
  }

  /// The facts: how to make the report again, from what, and when it was made.
  var facts: [Report.Fact] {
    let opened = builder.opened
    let analysis = opened.analysis
    var facts = [
      Report.Fact("To make it again", .code(command)),
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
      Report.Fact("Reported run", Text("\(run.id), started \(Self.moment(run.startedAt))")))
    facts.append(Report.Fact("Machine", Text(run.machine)))
    let computed = builder.state.runOutcomes.values.count { $0 == "computed" }
    facts.append(
      Report.Fact("Stages computed in it", Text("\(computed) of \(analysis.stages.count)")))
    return facts
  }

  /// A stored moment to the second, as people write it.
  private static func moment(_ stored: String) -> String {
    stored.prefix(19).replacing("T", with: " ") + " UTC"
  }

  private var command: String {
    let overrides = builder.opened.analysis.overrides.map { " --set '\($0)'" }.joined()
    let draft = builder.opened.analysis.draftRowCount.map { " --draft \($0)" } ?? ""
    return
      "workbench run \(builder.opened.workspace.relative(builder.opened.url))\(overrides)\(draft)"
  }
}

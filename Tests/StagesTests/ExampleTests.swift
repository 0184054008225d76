import Analyses
import Diagnostics
import Engine
import Stages
import TestSupport
import Testing
import WorkbenchKit

/// An example of a kind.
struct KindExample: Sendable, CustomTestStringConvertible {
  let kind: String
  let revision: Int
  let example: StageExample

  var testDescription: String { "\(kind): \(example.title)" }

  /// Every example of every kind.
  static let all = StageCatalog.builtIn.kinds.flatMap { kind in
    kind.examples.map { KindExample(kind: kind.name, revision: kind.revision, example: $0) }
  }
}

@Suite("Examples of kinds")
struct ExampleTests {
  @Test("every kind has an example that uses it")
  func everyKindHasOne() {
    for kind in StageCatalog.builtIn.kinds {
      #expect(!kind.examples.isEmpty, "\(kind.name) has no example")
      for example in kind.examples {
        #expect(
          example.analysis.contains("kind: \(kind.name)"), "\(kind.name): \(example.title)")
      }
    }
  }

  @Test("an example runs, is shown, and gives what it gave before", arguments: KindExample.all)
  func runs(_ item: KindExample) async throws {
    let analysed = try Analysed(item.example.analysis, bytes: item.example.files)
    let result = try await analysed.run()
    #expect(result.outcome.failed.isEmpty && result.outcome.skipped.isEmpty)
    #expect(result.outcome.problems.isEmpty && result.problems.isEmpty)
    #expect(try analysed.opened().analysis.warnings.isEmpty)
    for stage in try analysed.opened().analysis.stages {
      #expect(!(try analysed.view(stage.id).blocks.isEmpty), "\(stage.id) shows nothing")
      #expect(try analysed.report.contains("id=\"stage-\(stage.id)\""))
    }
    compare(item, try analysed.digests())
    let again = try await analysed.run()
    #expect(again.outcome.computed.isEmpty && !again.reportWasWritten)
  }

  private func compare(_ item: KindExample, _ found: [String: String]) {
    let recorded = ExampleDigests.recorded[item.testDescription]
    let lines = found.sorted { $0.key < $1.key }.map { "        \"\($0.key)\": \"\($0.value)\"," }
    let entry = """
          "\(item.testDescription)": .init(
            revision: \(item.revision),
            outputs: [
      \(lines.joined(separator: "\n"))
            ]),
      """
    guard let recorded, recorded.revision == item.revision else {
      Issue.record(
        """
        the results of '\(item.kind)' at revision \(item.revision) are not recorded; when they are \
        right, put this into ExampleDigests.swift or its part for models:
        \(entry)
        """)
      return
    }
    guard recorded.outputs != found else { return }
    Issue.record(
      """
      the results of this example changed while '\(item.kind)' kept its revision \
      \(item.revision): old caches would go on giving the old ones. If the change is meant, raise \
      `revision` of the kind, job or learner that computes differently and put this into \
      ExampleDigests.swift; if not, undo it:
      \(entry)
      """)
  }
}

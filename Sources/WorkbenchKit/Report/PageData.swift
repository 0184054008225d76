import Analyses
package import Cache
import Diagnostics
import Digests
import Engine
import Foundation

/// The report for programs, as the page carries it.
///
/// It is all that is needed to run the analysis again, and what came out of it.
package struct PageData: Codable, Sendable {
  /// A file that stages read.
  package struct File: Codable, Sendable, Hashable {
    /// As written in the analysis, relative to its folder.
    package let path: String
    package let sha256: String
  }

  /// A setting as it was used.
  package struct Setting: Codable, Sendable, Hashable {
    package let name: String
    package let value: String
    package let decidedBy: String
  }

  /// An output of a stage.
  package struct Output: Codable, Sendable, Hashable {
    package let name: String
    package let format: String
    package let bytes: Int
    package let sha256: String
  }

  /// A stage with what decided its result, and the result.
  package struct Stage: Codable, Sendable {
    package let id: String
    package let kind: String
    package let revision: Int
    package let state: String
    package let key: String?
    /// The seed of its random numbers, as digits; absent for kinds that use none.
    package let seed: String?
    package let inputs: [String]
    package let settings: [Setting]
    package let outputs: [Output]
    package let metrics: [MetricRow]
  }

  /// The run that the page reports.
  package struct Run: Codable, Sendable {
    package let number: Int64
    package let started: String
    package let command: String
    package let workbench: String
    package let machine: String
  }

  /// The form of these data; it goes up when old readers would misread them.
  static let schema = "workbench-report/1"

  package let schema: String
  package let workbench: String
  package let name: String
  /// The analysis file, relative to its workspace.
  package let path: String
  package let title: String
  package let question: String
  package let seed: Int
  package let testSet: String
  /// Whether stages have read the targets of sealed test rows.
  package let isUnsealed: Bool
  package let overrides: [String]
  package let draftRows: Int?
  /// The analysis file as it was.
  package let source: String
  package let files: [File]
  package let stages: [Stage]
  package let run: Run?

  /// Collects the data of a report.
  init(_ builder: ReportBuilder) {
    let opened = builder.opened
    let analysis = opened.analysis
    schema = Self.schema
    workbench = Version.text
    name = analysis.name
    path = opened.workspace.relative(opened.url)
    title = analysis.title
    question = analysis.question
    seed = analysis.seed
    testSet = analysis.testSet.rawValue
    isUnsealed =
      analysis.testSet == .sealed
      && analysis.stages.contains {
        $0.readsTestTargets && builder.state.plan[$0.id]?.state == .fresh
      }
    overrides = analysis.overrides
    draftRows = analysis.draftRowCount
    source = analysis.source.text
    files = opened.fileDigests.sorted { $0.key < $1.key }.map {
      File(path: $0.key, sha256: $0.value.hex)
    }
    let file = path
    stages = analysis.stages.compactMap { stage in
      builder.state.plan[stage.id].map { Self.stage(stage, $0, file: file) }
    }
    run = builder.showsMeasurements ? builder.state.run.map(Self.run) : nil
  }

  private static func stage(
    _ stage: Analyses.Stage, _ planned: PlannedStage, file: String
  ) -> Stage {
    Stage(
      id: stage.id, kind: stage.kind.name, revision: stage.kind.revision,
      state: planned.state.word, key: planned.record?.key.hex,
      seed: stage.effectiveSeed.map(String.init),
      inputs: stage.inputs.filter { $0.companionOf == nil }.map {
        "\($0.port): \($0.stage).\($0.output)"
      },
      settings: stage.settings.map {
        Setting(
          name: $0.name, value: $0.value.text, decidedBy: Explanation.decider(of: $0, file: file))
      },
      outputs: (planned.result?.outputs ?? []).map {
        Output(name: $0.name, format: $0.format, bytes: $0.byteCount, sha256: $0.digest.hex)
      }, metrics: planned.result?.metrics ?? [])
  }

  private static func run(_ row: RunRow) -> Run {
    Run(
      number: row.id, started: row.startedAt, command: row.command, workbench: row.version,
      machine: row.machine)
  }

  /// The data as JSON on one line, with sorted keys.
  var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }
}

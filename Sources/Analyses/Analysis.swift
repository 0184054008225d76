package import Diagnostics
import Digests

/// A checked analysis: every stage known, every reference resolved, every setting read.
package struct Analysis: Sendable {
  /// What may be done with the targets of test rows.
  package enum TestSet: String, Sendable, Hashable, CaseIterable {
    /// Nothing reads them until the seal is broken on purpose.
    case sealed
    case open
  }

  /// The name of the file without its ending; reports and records go by it.
  package let name: String
  package let source: SourceText
  package let title: String
  package let question: String
  /// The answer in the file's own words, nil where the standard sentence is wanted.
  package let answer: AnswerTemplate?
  package let seed: Int
  package let testSet: TestSet
  package let stages: [Stage]
  package let warnings: [Diagnostic]
  /// The settings that the command line changed, as typed.
  package let overrides: [String]
  /// The most rows that each source gives when this is a draft, nil when it is not.
  package let draftRowCount: Int?
  /// What the file states of its models, subject by subject; empty where it states nothing.
  package let card: [CardEntry]

  /// Whether files are written: not for drafts, and not for trials with other settings.
  package var writesFiles: Bool { draftRowCount == nil && overrides.isEmpty }

  /// Gives the stage of an id, or nil.
  package func stage(_ id: String) -> Stage? {
    stages.first { $0.id == id }
  }
}

/// One stage of a checked analysis.
package struct Stage: Sendable {
  package let id: String
  package let work: any StageWork
  /// The inputs in the order of the kind's ports, and in the file's order within a port.
  package let inputs: [StageInput]
  package let settings: [ResolvedSetting]
  /// The places of the values that the file gives, by path.
  package let settingPlaces: [String: YAMLNode.Place]
  package let outputTypes: [String: ArtifactType]
  /// The values that its settings quote; what they are read from is among the inputs.
  package let quotes: [Quote]
  /// The values that texts can quote from it.
  package let offers: [ValueOffer]
  /// The seed of the stage's random numbers, nil for kinds that use none.
  package let effectiveSeed: UInt64?
  /// Whether the file gives the stage a seed of its own.
  package let hasOwnSeed: Bool
  /// Whether running it reads the targets of test rows.
  package let readsTestTargets: Bool
  /// The ports through which rows of a test set come.
  package let testPorts: Set<String>
  package let section: String?
  package let note: String?
  package let place: YAMLNode.Place?

  package var kind: any StageKind.Type { work.kind }

  /// The name of the output that the bare id of the stage means.
  package var firstOutput: String? { kind.outputs.first?.name }

  /// The ids of the stages that it takes outputs from, each once.
  package var upstream: [String] {
    var seen: Set<String> = []
    return inputs.map(\.stage).filter { seen.insert($0).inserted }
  }
}

/// An output of a stage above that a stage takes.
package struct StageInput: Sendable, Hashable {
  package let port: String
  package let stage: String
  package let output: String
  /// For companions, the output that was named; nil for what the file names itself.
  package let companionOf: String?

  package init(port: String, stage: String, output: String, companionOf: String? = nil) {
    self.port = port
    self.stage = stage
    self.output = output
    self.companionOf = companionOf
  }
}

extension Analysis {
  /// Derives the seed of a stage from the analysis' seed and the stage's own seed or else its id.
  static func effectiveSeed(analysis: Int, stage: Int?, id: String) -> UInt64 {
    var writer = ByteWriter()
    writer.text("stage-seed")
    writer.integer(analysis)
    if let stage {
      writer.byte(1)
      writer.integer(stage)
    } else {
      writer.byte(2)
      writer.text(id)
    }
    return Digest(of: writer.bytes).leadingWord
  }
}

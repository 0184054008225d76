package import Documents

/// How a stage's results are shown: parts of the report, made from stored artifacts only.
package struct StageView: Sendable {
  package let blocks: [Block]
  /// Findings for the first screen.
  package let findings: [Finding]
  /// The answer to the analysis' question, when this stage can give one.
  package let answer: Text?
  package let numbers: [KeyNumber]
  /// The picture or table that the first screen shows below its numbers; empty for most kinds.
  package let lead: [Block]
  /// Numbers for the first screen while no stage gives an answer, as when test rows are sealed.
  package let preliminaryNumbers: [KeyNumber]

  package init(
    blocks: [Block], findings: [Finding] = [], answer: Text? = nil, numbers: [KeyNumber] = [],
    lead: [Block] = [], preliminaryNumbers: [KeyNumber] = []
  ) {
    self.lead = lead
    self.preliminaryNumbers = preliminaryNumbers
    self.blocks = blocks
    self.findings = findings
    self.answer = answer
    self.numbers = numbers
  }
}

/// What a view is made from.
package protocol ViewContext: OutputReading {
  /// The id of the stage shown.
  var stage: String { get }
  /// The ids of the stages that a port names, in the file's order.
  func stages(_ port: String) -> [String]
  /// What a port names, as readers know it: the output too where the stage has several tables.
  func references(_ port: String) -> [String]
  /// How often test targets were read for the models of this analysis, so far.
  var lookCount: Int { get }
  /// The day of the first look, empty when there was none.
  var firstLookDay: String { get }
  /// Whether a port has test rows that need no other name, as models are scored on no others.
  func namesTestRows(_ port: String) -> Bool
  /// Whether an output holds test rows behind the seal, so that no value of them may be shown.
  func isSealed(_ output: String) -> Bool
}

extension ViewContext {
  package func references(_ port: String) -> [String] { stages(port) }
  package func namesTestRows(_ port: String) -> Bool { false }
  package func isSealed(_ output: String) -> Bool { false }
}

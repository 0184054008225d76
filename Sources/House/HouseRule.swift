/// A rule that the repository keeps, checked on its texts alone.
///
/// Adding one is a file in `Rules` and a line in the list of rules.
package protocol HouseRule: Sendable {
  /// The word that names the rule on the command line and behind each finding.
  static var name: String { get }
  /// What the rule asks for, in a sentence.
  static var summary: String { get }
  /// Finds every place that breaks the rule.
  static func findings(in repository: Repository) -> [Finding]
}

/// The rules in the order in which they are listed.
package enum HouseRules {
  package static let all: [any HouseRule.Type] = [
    DocumentationRule.self,
    ImportersRule.self,
    LayersRule.self,
    PrintsRule.self,
    PurityRule.self,
    SizesRule.self,
    UnsafeRule.self,
    WordsRule.self,
  ]

  /// Checks the rules of the given names, or all, and gives the findings in the order of the files.
  package static func findings(in repository: Repository, named names: [String] = []) -> [Finding] {
    all.filter { names.isEmpty || names.contains($0.name) }
      .flatMap { $0.findings(in: repository) }
      .sorted(by: Finding.isOrdered)
  }
}

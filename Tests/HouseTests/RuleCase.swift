import Diagnostics
import House

/// A small repository in which one rule is tried.
struct RuleCase {
  /// Gives the places at which a rule finds something in one file.
  static func places(_ rule: String, path: String, _ text: String) -> [String] {
    findings(rule, files: [path: text]).map { "\($0.span.line):\($0.span.column)" }
  }

  /// Gives what a rule finds in files by path.
  static func findings(
    _ rule: String, files: [String: String] = [:], targets: [Manifest.Target] = [],
    table: String = ""
  ) -> [Finding] {
    let repository = Repository(
      manifest: Manifest(targets: targets), table: ArchitectureTable(markdown: table),
      files: files.map { SwiftText(path: $0.key, text: $0.value) }, decisions: ["0003"])
    return HouseRules.findings(in: repository, named: [rule])
  }
}

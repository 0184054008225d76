import ArgumentParser
import Foundation
import House

/// Checks the rules of the house.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check that the repository keeps the rules of the house.",
    discussion: """
      Each finding is a line `file:line:column: error: sentence [rule]` on standard output. \
      Exit status: 0 nothing found, 1 something found, 2 the check could not run.
      """)

  @Option(help: "The root of the repository; standard: here or the nearest folder above.")
  var root: String?

  @Flag(help: "List the rules and check nothing.")
  var list = false

  @Argument(help: "The rules to check; standard: all.")
  var rules: [String] = []

  func validate() throws {
    let known = Self.summaries.map(\.name)
    for rule in rules where !known.contains(rule) {
      throw ValidationError(
        "'\(rule)' is not a rule; the rules are \(known.joined(separator: ", "))")
    }
  }

  func run() throws {
    if list {
      for rule in Self.summaries { print("\(rule.name): \(rule.summary)") }
      return
    }
    let findings: [Finding]
    let fileCount: Int
    let start = ContinuousClock.now
    do throws(CheckError) {
      (findings, fileCount) = try self.findings()
    } catch {
      try Terminal.say("error: \(error)")
      throw ExitCode(2)
    }
    for finding in findings { print(finding.line) }
    let seconds = (ContinuousClock.now - start).seconds
    try Terminal.say(Self.conclusion(findings, fileCount: fileCount, seconds: seconds))
    if !findings.isEmpty { throw ExitCode.failure }
  }

  /// The rules with what they ask for, the formatter's among them.
  private static var summaries: [(name: String, summary: String)] {
    let own = HouseRules.all.map { (name: $0.name, summary: $0.summary) }
    return (own + [(name: FormatCheck.name, summary: FormatCheck.summary)])
      .sorted { $0.name < $1.name }
  }

  private func findings() throws(CheckError) -> (findings: [Finding], fileCount: Int) {
    let root = try RepositoryRoot.find(from: root)
    // The formatter is another process and needs longest: it starts first and is awaited last.
    let format = isAsked(FormatCheck.name) ? try FormatCheck(root: root) : nil
    let repository = try RepositoryRoot.read(root)
    let asked = rules.filter { $0 != FormatCheck.name }
    var findings: [Finding] = []
    if rules.isEmpty || !asked.isEmpty {
      findings = HouseRules.findings(in: repository, named: asked)
    }
    if let format { findings += try format.findings() }
    return (findings.sorted(by: Finding.isOrdered), repository.files.count)
  }

  private func isAsked(_ rule: String) -> Bool { rules.isEmpty || rules.contains(rule) }

  private static func conclusion(
    _ findings: [Finding], fileCount: Int, seconds: Double
  ) -> String {
    let found =
      switch findings.count {
      case 0: "nothing to mend"
      case 1: "1 thing to mend"
      default: "\(findings.count) things to mend"
      }
    let time = (seconds * 10).rounded() / 10
    return "dev check: \(fileCount) files, \(found) (\(time) s)"
  }
}

extension Duration {
  /// The length in seconds.
  fileprivate var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}

import ArgumentParser
import Cache
import Digests
import WorkbenchKit

/// `workbench cache`: what the cache holds, how sound it is, and less of it.
struct CacheCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cache", abstract: "Lists, checks and trims the stored results.",
    discussion: "It is about the workspace of the working folder.",
    subcommands: [List.self, Collect.self, Verify.self], defaultSubcommand: List.self)

  /// `workbench cache ls`: how much room results take.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "ls", abstract: "Lists how much room the results of each stage take.")

    @Flag(help: "Write a JSON array.")
    var json = false

    private struct Line: Encodable {
      let analysis: String
      let stage: String
      let results: Int
      let jobs: Int
      let bytes: Int
      let newest: String
    }

    func run() async throws {
      let usage = try CacheCommand.store().usage()
      guard !json else {
        let lines = usage.map {
          Line(
            analysis: $0.analysis, stage: $0.stage, results: $0.resultCount, jobs: $0.jobCount,
            bytes: $0.byteCount, newest: $0.newestAt)
        }
        return Terminal.print(try JSONText.array(lines))
      }
      var table = TextTable(
        ["ANALYSIS", "STAGE", "RESULTS", "JOBS", "SIZE", "NEWEST"], trailing: [2, 3, 4])
      for item in usage.sorted(by: { $0.byteCount > $1.byteCount }) {
        table.add([
          item.analysis.isEmpty ? "(none)" : item.analysis, item.stage, String(item.resultCount),
          String(item.jobCount), CacheCommand.size(item.byteCount),
          String(item.newestAt.prefix(10)),
        ])
      }
      Terminal.print(table.text)
      Terminal.print("in all \(CacheCommand.size(usage.reduce(0) { $0 + $1.byteCount }))")
    }
  }

  /// `workbench cache gc`: removes what is no longer needed.
  struct Collect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "gc",
      abstract: "Removes results that no recent run used, and gives the room back.",
      discussion: """
        The newest result of each stage stays, and so do the fits it was made of, the list of runs \
        and every look at test rows. What is removed is computed again when it is needed.
        """)

    @Option(help: ArgumentHelp("Keeps what this many runs of each analysis used.", valueName: "n"))
    var runs = 5

    @Option(help: ArgumentHelp("Keeps all that is younger than this.", valueName: "days"))
    var days = 1.0

    @Flag(name: [.customShort("n"), .long], help: "Say how much would be removed.")
    var dryRun = false

    func validate() throws {
      guard runs >= 0 else { throw ValidationError("--runs is a number from 0; this is \(runs)") }
      guard days >= 0 else { throw ValidationError("--days is a number from 0; this is \(days)") }
    }

    func run() async throws {
      let outcome = try CacheCommand.store().collect(runs: runs, days: days, isDry: dryRun)
      let verb = dryRun ? "would remove" : "removed"
      let results = outcome.resultCount == 1 ? "1 result" : "\(outcome.resultCount) results"
      Terminal.print("\(verb) \(results), \(CacheCommand.size(outcome.byteCount))")
    }
  }

  /// `workbench cache verify`: checks all stored bytes against their digests.
  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract: "Reads everything and checks it against its digests.",
      discussion: "What is damaged is put aside; the next run computes it again.")

    func run() async throws {
      let outcome = try CacheCommand.store().verify()
      for problem in outcome.problems { Terminal.say("error: \(problem)") }
      for digest in outcome.bad { Terminal.say("damaged: \(digest.hex)") }
      Terminal.print("\(outcome.checked) pieces checked, \(outcome.bad.count) damaged")
      if !outcome.bad.isEmpty || !outcome.problems.isEmpty { throw ExitStatus.cacheFailed }
    }
  }

  private static func store() throws -> ResultStore {
    guard let store = try ResultStore.openExisting(path: Workspace.here.cachePath) else {
      Terminal.say("There is no cache here yet; the first run makes it")
      throw ExitStatus.failed
    }
    return store
  }

  /// Bytes in the greatest unit that leaves a digit before the point.
  private static func size(_ bytes: Int) -> String {
    let units = ["bytes", "kB", "MB", "GB"]
    var (value, unit) = (Double(bytes), 0)
    while value >= 1000, unit < units.count - 1 { (value, unit) = (value / 1000, unit + 1) }
    let tenths = Int((value * 10).rounded())
    return unit == 0 ? "\(bytes) bytes" : "\(tenths / 10).\(tenths % 10) \(units[unit])"
  }
}

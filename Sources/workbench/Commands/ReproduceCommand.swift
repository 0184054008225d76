import ArgumentParser
import Diagnostics
import Engine
import Foundation
import WorkbenchKit

/// `workbench reproduce`: the analysis of a page, computed again and compared.
struct ReproduceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reproduce",
    abstract: "Computes a report again from the page alone, and says whether results are the same.",
    discussion: """
      The page carries the analysis and the digests of its data. Everything is computed anew in a \
      temporary folder, without any cache; neither results nor files of the workspace are touched.
      """)

  @Argument(help: "The report: an HTML page.")
  var page: String

  @Option(
    help: ArgumentHelp(
      "The workspace in which the data lie; without it, that of the page.", valueName: "folder"))
  var data: String?

  @Option(
    name: [.customShort("j"), .long],
    help: ArgumentHelp("The number of threads; results are the same for any.", valueName: "count"))
  var jobs: Int = 0

  @Flag(help: "Let the analysis start programs of the machine, which may do whatever you may.")
  var allowPrograms = false

  @Flag(help: "Write a JSON array with the digests of each output, old and new.")
  var json = false

  func validate() throws {
    guard jobs >= 0, jobs <= 1024 else {
      throw ValidationError("-j takes a number of threads from 1 to 1024; this is \(jobs)")
    }
  }

  func run() async throws {
    let reproduction = try Reproduction(page: page, folder: data)
    let mismatches = reproduction.mismatches()
    for mismatch in mismatches { Terminal.say("error: '\(mismatch.path)' \(mismatch.problem)") }
    guard mismatches.isEmpty else {
      Terminal.say("hint: `--data FOLDER` names the workspace that has the data of the report")
      throw ExitStatus.inputInvalid
    }
    let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appending(path: "workbench-reproduce-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let opened = try reproduction.open(in: folder)
    let programs = Reproduction.programs(of: opened)
    guard programs.isEmpty || allowPrograms else {
      throw ValidationError(
        "the analysis of the page starts programs with your rights: "
          + "\(programs.joined(separator: ", ")); `--allow-programs` lets it")
    }
    if let version = reproduction.otherVersion {
      Terminal.say("note: the page was made by workbench \(version)")
    }
    let reporter = ProgressReporter(showsRemarks: false)
    let threads = jobs
    let result = try await Interruption.ends(saying: "Stopping. Once more ends at once.") {
      try await reproduction.run(opened, threads: threads) { reporter.receive($0) }
    }
    if result.outcome.wasInterrupted { throw ExitStatus.interrupted }
    try show(result.comparisons)
    if result.comparisons.contains(where: { !$0.isSame }) { throw ExitStatus.failed }
  }

  private func show(_ comparisons: [Reproduction.Comparison]) throws {
    if json { return Terminal.print(try JSONText.array(comparisons)) }
    let others = comparisons.filter { !$0.isSame }
    guard !others.isEmpty else {
      return Terminal.print(
        "The same: all \(comparisons.count) outputs have the digests of the report.")
    }
    var table = TextTable(["STAGE", "OUTPUT", "IN THE REPORT", "NOW"])
    for item in others {
      table.add([
        item.stage, item.output, String(item.old?.prefix(12) ?? "none"),
        item.new.map { String($0.prefix(12)) } ?? "none",
      ])
    }
    Terminal.print(table.text)
    Terminal.print("\(others.count) of \(comparisons.count) outputs differ.")
  }
}

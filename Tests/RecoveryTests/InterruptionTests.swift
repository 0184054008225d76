import Foundation
import Glibc
import Kernels
import TestSupport
import Testing

@Suite(
  "Runs that are killed or share a cache", .serialized, .timeLimit(.minutes(3)),
  .enabled(if: ProgramRun.program != nil, "the program is not built"))
struct InterruptionTests {
  /// The digests of a run that nothing disturbed.
  private static let undisturbed = Task {
    let workspace = try ReducedPartOne()
    let ended = try await workspace.run(["-j", "1"])
    #expect(ended.status == 0, "\(ended.problems)")
    return try workspace.digests()
  }

  @Test("a page that is watched refreshes itself, and no longer once the watching has ended")
  func watched() async throws {
    let workspace = try ReducedPartOne()
    let page = workspace.folder.url.appending(path: "reports/part1.html")
    func refreshes() -> Bool? {
      (try? String(contentsOf: page, encoding: .utf8))?.contains("http-equiv=\"refresh\"")
    }
    let watch = try ProgramRun(["watch", "analyses/part1.yaml"], in: workspace.folder.url)
    while watch.isRunning, refreshes() == nil { try await Task.sleep(for: .milliseconds(20)) }
    #expect(refreshes() == true)
    watch.send(SIGINT)
    let ended = try await watch.end()
    #expect(ended.status == 130, "\(ended.problems)")
    #expect(refreshes() == false)
  }

  @Test("any number of threads gives the same bytes of every artifact", arguments: [2, 7])
  func threads(count: Int) async throws {
    let workspace = try ReducedPartOne()
    let ended = try await workspace.run(["-j", "\(count)", "--json"])
    #expect(ended.status == 0, "\(ended.problems)")
    let lines = try RunLines(ended)
    #expect(lines.computed.count == workspace.stageCount)
    #expect(lines.jobsComputed == ReducedPartOne.jobCount)
    let digests = try workspace.digests()
    #expect(digests == (try await Self.undisturbed.value))
    #expect(digests.count > workspace.stageCount + ReducedPartOne.jobCount)
  }

  /// Kills when so many jobs are committed, or, without a number, after so many milliseconds.
  struct Kill: Sendable, CustomTestStringConvertible {
    var jobs: Int?
    var milliseconds = 0

    var testDescription: String {
      jobs.map { "after \($0) jobs" } ?? "after \(milliseconds) ms"
    }

    static let all: [Kill] = {
      var random = RandomStream(seed: 11).derived("kills")
      return [1, 4, 9, 15, 22, 31].map { Kill(jobs: $0) }
        + (0..<4).map { Kill(milliseconds: 30 + 90 * $0 + random.integer(below: 90)) }
    }()
  }

  @Test(
    "a killed run goes on with the same command and loses only what was in flight",
    arguments: Kill.all)
  func killed(_ kill: Kill) async throws {
    let workspace = try ReducedPartOne()
    let run = try workspace.start(["-j", "2"])
    if let jobs = kill.jobs {
      while run.isRunning, workspace.jobCount() < jobs {
        try await Task.sleep(for: .milliseconds(2))
      }
    } else {
      try await Task.sleep(for: .milliseconds(kill.milliseconds))
    }
    run.send(SIGKILL)
    let status = try await run.end().status
    #expect(status == -SIGKILL || status == 0)
    let kept = try workspace.finishedJobs()
    let stages = try workspace.texts(
      "SELECT DISTINCT stage FROM record WHERE outcome = 'computed'")

    let again = try await workspace.run(["-j", "2", "--json"])
    #expect(again.status == 0, "\(again.problems)")
    let lines = try RunLines(again)
    #expect(lines.outcome == "done")
    #expect(lines.jobsComputed == ReducedPartOne.jobCount - kept.count)
    #expect(Set(lines.computed).isDisjoint(with: stages))
    #expect(lines.computed.count + stages.count == workspace.stageCount)
    #expect(try workspace.finishedJobs().isSuperset(of: kept), "finished jobs stay as they are")
    #expect(try workspace.digests() == (try await Self.undisturbed.value))
    #expect(try workspace.texts("PRAGMA integrity_check") == ["ok"])
  }

  @Test("Ctrl-C ends with 130, keeps what is finished, and the next run goes on")
  func interrupted() async throws {
    let workspace = try ReducedPartOne()
    let run = try workspace.start(["-j", "2"])
    while run.isRunning, workspace.jobCount() < 3 { try await Task.sleep(for: .milliseconds(2)) }
    run.send(SIGINT)
    let ended = try await run.end()
    #expect(ended.status == 130, "\(ended.problems)")
    #expect(ended.problems.contains("Stopping; what is finished is kept"))
    let kept = try workspace.finishedJobs()
    #expect(kept.count >= 3)
    #expect(try workspace.texts("SELECT outcome FROM run") == ["interrupted"])
    let again = try await workspace.run(["-j", "2", "--json"])
    #expect(again.status == 0)
    #expect(try RunLines(again).jobsComputed == ReducedPartOne.jobCount - kept.count)
    #expect(try workspace.digests() == (try await Self.undisturbed.value))
  }

  @Test("two runs at once on one cache both end well, with the same bytes")
  func twoAtOnce() async throws {
    let workspace = try ReducedPartOne()
    let runs = [try workspace.start(["-j", "2"]), try workspace.start(["-j", "2"])]
    for run in runs {
      let ended = try await run.end()
      #expect(ended.status == 0, "\(ended.problems)")
    }
    #expect(try workspace.digests() == (try await Self.undisturbed.value))
    #expect(try RunLines(try await workspace.run(["--json"])).computed == [])
  }

  @Test("working folder, locale, time zone and threads leave everything fresh")
  func surroundings() async throws {
    let workspace = try ReducedPartOne()
    #expect(try await workspace.run().status == 0)
    let ended = try await workspace.run(
      ["--json", "-j", "5"], in: FileManager.default.temporaryDirectory,
      environment: ["LC_ALL": "de_DE.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Asia/Kathmandu"])
    #expect(ended.status == 0)
    #expect(try RunLines(ended).computed == [])
  }
}

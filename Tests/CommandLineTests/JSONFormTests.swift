import Foundation
import TestSupport
import Testing

@Suite("JSON forms")
struct JSONFormTests {
  struct Event: Decodable {
    struct Jobs: Decodable {
      let computed: Int
      let reused: Int
    }

    struct Planned: Decodable {
      let stage: String
      let state: String
      let reasons: [String]
    }

    let event: String
    let stages: [Planned]?
    let stage: String?
    let outcome: String?
    let done: Int?
    let total: Int?
    let label: String?
    let seconds: Double?
    let cpuSeconds: Double?
    let reasons: [String]?
    let jobs: Jobs?
    let computed: Int?
    let reused: Int?
    let failed: Int?
    let report: String?

    enum CodingKeys: String, CodingKey {
      case event, stages, stage, outcome, done, total, label, seconds, reasons, jobs
      case computed, reused, failed, report
      case cpuSeconds = "cpu-seconds"
    }
  }

  private static let analysis = """
    workbench: 1
    title: A small analysis
    seed: 1
    stages:
      - {id: rows, kind: draw, with: {rows: 30, columns: {x: {uniform: [0, 1]}, y: {normal: [0, 1]}}}}
      - {id: plain, kind: recipe, from: rows, with: {target: y}}
      - {id: mean, kind: train, from: {rows: rows, recipe: plain}, with: {learner: mean, folds: 3}}
      - {id: scores, kind: evaluate, from: mean, with: {metrics: [mae, r2], resamples: 100}}

    """

  /// Gives a workspace with the analysis.
  private static func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("analyses/a.yaml", analysis)
    return folder
  }

  private static func events(_ arguments: [String], _ folder: TemporaryFolder) throws -> [Event] {
    let run = try BuiltProgram.run(
      ["run", "analyses/a.yaml", "--json"] + arguments, in: folder.url)
    return try run.output.split(separator: "\n").map {
      try JSONDecoder().decode(Event.self, from: Data($0.utf8))
    }
  }

  @Test("a run tells its plan, the start, progress and end of each stage, and its own end")
  func runTellsEvents() throws {
    let folder = try Self.folder()
    let events = try Self.events([], folder)
    let plan = try #require(events.first)
    #expect(plan.event == "plan")
    #expect(plan.stages?.map(\.stage) == ["rows", "plain", "mean", "scores"])
    #expect(plan.stages?.first?.state == "never")
    #expect(
      Set(events.map(\.event)) == ["plan", "stage-start", "progress", "stage-end", "run-end"])

    let ends = events.filter { $0.event == "stage-end" }
    #expect(Set(ends.compactMap(\.stage)) == ["rows", "plain", "mean", "scores"])
    for end in ends {
      #expect(end.outcome == "computed")
      #expect((end.seconds ?? -1) >= 0)
      #expect((end.cpuSeconds ?? -1) >= 0)
      #expect(end.reasons?.isEmpty == false)
      #expect(events.contains { $0.event == "stage-start" && $0.stage == end.stage })
    }
    #expect(ends.first { $0.stage == "mean" }?.jobs?.computed == 4)
    let progress = events.filter { $0.event == "progress" && $0.stage == "mean" }
    #expect(progress.allSatisfy { $0.label?.isEmpty == false })
    #expect(progress.compactMap(\.done).max() == 4)
    #expect(progress.compactMap(\.total).max() == 4)

    let last = try #require(events.last)
    #expect(last.event == "run-end")
    #expect(last.outcome == "done")
    #expect((last.computed, last.reused, last.failed) == (4, 0, 0))
    #expect(last.report == "reports/a.html")
  }

  @Test("a run with nothing to do says of each stage that it was reused")
  func secondRunReuses() throws {
    let folder = try Self.folder()
    _ = try Self.events([], folder)
    let events = try Self.events([], folder)
    let ends = events.filter { $0.event == "stage-end" }
    #expect(ends.map(\.outcome) == Array(repeating: "reused", count: 4))
    #expect(events.last?.computed == 0)
    #expect(events.last?.reused == 4)
  }

  @Test("a dry run tells its plan only, and makes no cache")
  func dryRunTellsThePlan() throws {
    let folder = try Self.folder()
    let events = try Self.events(["-n"], folder)
    #expect(events.map(\.event) == ["plan"])
    #expect(try folder.names(in: ".") == ["analyses"])
  }

  @Test("status is an array of stages with state and reasons")
  func statusIsAnArray() throws {
    let folder = try Self.folder()
    let status = { () throws -> [Event.Planned] in
      let outcome = try BuiltProgram.run(["status", "analyses/a.yaml", "--json"], in: folder.url)
      return try JSONDecoder().decode([Event.Planned].self, from: Data(outcome.output.utf8))
    }
    #expect(try status().map(\.state) == ["never", "waiting", "waiting", "waiting"])
    _ = try Self.events([], folder)
    #expect(try status().allSatisfy { $0.state == "fresh" && $0.reasons.isEmpty })
    try folder.write("analyses/a.yaml", Self.analysis.replacing("rows: 30", with: "rows: 40"))
    let first = try #require(try status().first)
    #expect(first.state == "stale")
    #expect(first.reasons.contains { $0.contains("30") && $0.contains("40") }, "\(first.reasons)")
  }

  @Test("metrics are an array with the model, the rows, the value and its interval")
  func metricsAreAnArray() throws {
    struct Line: Decodable {
      let stage: String
      let model: String
      let rows: String
      let metric: String
      let value: Double?
      let low: Double?
      let high: Double?
      let count: Int
    }
    let folder = try Self.folder()
    let metrics = { () throws -> [Line] in
      let outcome = try BuiltProgram.run(["metrics", "analyses/a.yaml", "--json"], in: folder.url)
      #expect(outcome.status == 0)
      return try JSONDecoder().decode([Line].self, from: Data(outcome.output.utf8))
    }
    #expect(try metrics().isEmpty)
    _ = try Self.events([], folder)
    let lines = try metrics()
    #expect(lines.map(\.metric) == ["mae", "r2"])
    for line in lines {
      #expect((line.stage, line.model, line.rows, line.count) == ("scores", "mean", "held-out", 30))
      let value = try #require(line.value)
      #expect(try #require(line.low) <= value)
      #expect(try #require(line.high) >= value)
    }
  }

  @Test("check is an array of problems, empty where there are none")
  func checkIsAnArray() throws {
    let folder = try Self.folder()
    let good = try BuiltProgram.run(["check", "analyses/a.yaml", "--json"], in: folder.url)
    #expect(good.status == 0)
    #expect(good.output == "[]\n")
    #expect(good.errors.isEmpty)
    try folder.write("analyses/a.yaml", "workbench: 1\ntitle: T\nstage: []\n")
    let bad = try BuiltProgram.run(["check", "analyses/a.yaml", "--json"], in: folder.url)
    #expect(bad.status == 3)
    #expect(bad.errors.isEmpty)
    let told = try JSONDecoder().decode(
      [BrokenAnalysisTests.Told].self, from: Data(bad.output.utf8))
    #expect(told.map(\.code) == ["WB0202", "WB0201"])
    #expect(told.allSatisfy { $0.severity == "error" })
  }
}

import Analyses
import Diagnostics
import Documents
import Engine
import Stages
import Tables
import Testing
import WorkbenchKit

@Suite("Simulated queues", .timeLimit(.minutes(4)))
struct SimulateQueueTests {
  private static func text(
    options: String = "SELECT 'ten' AS scenario, 10 AS instances, 7 AS price",
    profile: String? = nil, with: String
  ) -> String {
    var stages = ["- {id: options, kind: sql, with: {query: \"\(options)\"}}"]
    var from = "scenarios: options"
    if let profile {
      stages.append("- {id: day, kind: sql, with: {query: \"\(profile)\"}}")
      from += ", profile: day"
    }
    stages.append("- {id: queue, kind: simulate-queue, from: {\(from)}, with: {\(with)}}")
    return "workbench: 1\ntitle: A queue\nseed: 3\nstages:\n"
      + stages.map { "  \($0)\n" }.joined()
  }

  private static func run(_ text: String) async throws -> (Analysed, [Diagnostic]) {
    let analysed = try Analysed(text)
    let result = try await analysed.run()
    return (analysed, result.outcome.problems)
  }

  @Test("a scenario changes settings, carries other columns along, and waits as Erlang C says")
  func scenarios() async throws {
    let (analysed, problems) = try await Self.run(
      Self.text(
        options: "SELECT 'ten' AS scenario, 10 AS instances, 7 AS price UNION ALL "
          + "SELECT 'twelve', 12, 8",
        with:
          "rate: 9, service: 1, service-shape: exponential, hours: 3, lead-hours: 0.2, runs: 8, "
          + "limit: 5"))
    #expect(problems.isEmpty)
    let table = try #require(try analysed.table("queue"))
    #expect(table["price"]?.numbers == [7, 8])
    let (means, lows, highs) = (
      table["wait_mean"]?.numbers ?? [], table["wait_mean_low"]?.numbers ?? [],
      table["wait_mean_high"]?.numbers ?? []
    )
    #expect(lows[0] < 0.668732 && 0.668732 < highs[0])
    #expect(means[1] < means[0] / 3)
    #expect(table["messages"]?.numbers?[0] == table["messages"]?.numbers?[1])
    let late = table["late_share"]?.numbers ?? []
    #expect(late[0] > late[1] && late[1] > 0)
    // The tail falls from all to none, and the day has a row for each quarter of an hour.
    let tail = try #require(try analysed.table("queue.tail")?["latencies_above"]?.numbers)
    #expect(tail[0] > 0.99 && tail.contains(0))
    #expect(try analysed.table("queue.series")?.rowCount == 2 * 12)
  }

  @Test("one more scenario is one more job, and the others are what they were")
  func jobs() async throws {
    let with = "rate: 2, service: 1, hours: 1, runs: 2"
    let analysed = try Analysed(Self.text(options: "SELECT 3 AS instances", with: with))
    try await analysed.run()
    let before = try #require(try analysed.table("queue"))
    try analysed.rewrite(
      Self.text(options: "SELECT 3 AS instances UNION ALL SELECT 4", with: with))
    try await analysed.run()
    let after = try #require(try analysed.table("queue"))
    #expect(after.rowCount == 2)
    #expect(after["wait_mean"]?.numbers?[0] == before["wait_mean"]?.numbers?[0])
  }

  @Test("a profile gives each scenario its day and its schedule")
  func profile() async throws {
    let (analysed, problems) = try await Self.run(
      Self.text(
        options: "SELECT 'few' AS scenario UNION ALL SELECT 'many'",
        profile: "SELECT 'few' AS scenario, 0 AS hour, 1 AS rate, 2 AS instances UNION ALL "
          + "SELECT 'few', 12, 1, 4 UNION ALL SELECT 'many', 0, 3, 6 UNION ALL SELECT 'many', 12, 3, 6",
        with: "service: 1, scaling: schedule, runs: 2, boot: 0"))
    #expect(problems.isEmpty)
    let table = try #require(try analysed.table("queue"))
    let hours = table["instance_hours"]?.numbers ?? []
    #expect(abs(hours[0] - 72) < 0.1 && abs(hours[1] - 144) < 0.1)
    let messages = table["messages"]?.numbers ?? []
    #expect(abs(messages[1] / messages[0] - 3) < 0.05)
  }

  @Test(
    "nonsense is refused with the scenario, the column or the row",
    arguments: [
      (
        "SELECT 'a' AS scenario, -1 AS rate", nil, "service: 1, instances: 1",
        "'rate' of scenario 'a' is -1; it takes a number from 0 to 10000000"
      ),
      (
        "SELECT 'a' AS scenario, 'often' AS arrivals", nil, "rate: 1, service: 1, instances: 1",
        "'arrivals' of scenario 'a' is 'often'; there are random, spread and together"
      ),
      (
        "SELECT 'a' AS scenario UNION ALL SELECT 'a'", nil, "rate: 1, service: 1, instances: 1",
        "there are 2 scenarios 'a'; names differ"
      ),
      (
        "SELECT 'a' AS scenario", nil, "rate: 1, service: 1",
        "scenario 'a': 'instances' is not set; it is a number of things"
      ),
      (
        "SELECT 'a' AS scenario", nil, "arrivals: spread, service: 1, instances: 1",
        "scenario 'a': 'cameras' is not set; they send the messages"
      ),
      (
        "SELECT 'a' AS scenario", nil,
        "arrivals: spread, cameras: 10, rate: 2, service: 1, instances: 1",
        "scenario 'a': the rate is 2; it is at most the cameras over their period, 1.0"
      ),
      (
        "SELECT 'a' AS scenario", "SELECT 0 AS hour, 1 AS rate UNION ALL SELECT 5, 1",
        "service: 1, instances: 1",
        "row 2 of the profile has hour 5, and 12 is next"
      ),
      (
        "SELECT 'a' AS scenario", "SELECT 'b' AS scenario, 1 AS rate", "service: 1, instances: 1",
        "the profile has no rows for the scenario 'a'"
      ),
      (
        "SELECT 'a' AS scenario", "SELECT -2 AS rate", "service: 1, instances: 1",
        "'rate' in row 1 of the profile is -2; it is a number of at least 0"
      ),
    ] as [(String, String?, String, String)])
  func nonsense(options: String, profile: String?, with: String, expected: String) async throws {
    let (_, problems) = try await Self.run(
      Self.text(options: options, profile: profile, with: with))
    #expect(problems.contains { $0.headline.contains(expected) }, "\(problems.map(\.headline))")
  }

  @Test("what can be known before a run is said before it")
  func before() throws {
    func problems(_ with: String, _ options: String = "SELECT 1 AS instances") throws -> [String] {
      do {
        return try Analysed(Self.text(options: options, with: with)).opened().analysis.warnings.map(
          \.headline)
      } catch let problem as DiagnosticError {
        return problem.diagnostics.map(\.headline)
      }
    }
    #expect(
      try problems("rate: 1, service: 1, spot-share: 2").contains(
        "'spot-share' is 2; it takes a number from 0 to 1"))
    #expect(
      try problems("rate: 1, service: 1", "SELECT 1 AS instances, 2 AS wait_mean").contains(
        "the scenarios have a column 'wait_mean', and so have the results"))
  }
}

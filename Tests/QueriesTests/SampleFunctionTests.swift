import Foundation
import Queries
import Tables
import TestSupport
import Testing

@Suite("Quantiles and spread in queries")
struct SampleFunctionTests {
  private struct Recorded: Decodable {
    struct Group: Decodable {
      let values: [Double]
      let quantiles: [Double]
      let median: Double
      let variance: Double?
      let deviation: Double?
    }

    let shares: [Double]
    let groups: [Group]
  }

  private static func run(_ sql: String, _ table: Table) throws -> Table {
    try Query.run(sql, tables: ["t": table])
  }

  private static func near(_ a: Double?, _ b: Double?) -> Bool {
    guard let a, let b, !a.isNaN else { return b == nil }
    return abs(a - b) <= 1e-12 * max(abs(a), abs(b))
  }

  @Test("quantiles of groups are NumPy's to the last bit, the other figures to twelve digits")
  func peer() throws {
    let recorded = try OracleFile.json(Recorded.self, "sample-functions.json")
    let groups = recorded.groups
    let table = Table([
      Column("g", numbers: groups.indices.flatMap { g in groups[g].values.map { _ in Double(g) } }),
      Column("x", numbers: groups.flatMap(\.values)),
    ])
    for (place, share) in recorded.shares.enumerated() {
      let found = try Self.run(
        "SELECT quantile(x, \(share)) AS q FROM t GROUP BY g ORDER BY g", table)
      #expect(found["q"]?.numbers == groups.map { $0.quantiles[place] }, "\(share)")
    }
    let found = try Self.run(
      "SELECT median(x) AS m, variance(x) AS v, stdev(x) AS s FROM t GROUP BY g ORDER BY g", table)
    for (row, group) in groups.enumerated() {
      #expect(Self.near(found["m"]?.numbers?[row], group.median))
      #expect(Self.near(found["v"]?.numbers?[row], group.variance))
      #expect(Self.near(found["s"]?.numbers?[row], group.deviation))
    }
  }

  @Test("missing values are left out, and a group without a value is missing")
  func missing() throws {
    let table = Table([
      Column("g", texts: ["a", "a", "a", "b", nil]), Column("x", numbers: [1, .nan, 4, .nan, 7]),
    ])
    let found = try Self.run(
      """
      SELECT median(x) AS m, quantile(x, 0.5) AS q, variance(x) AS v, stdev(x) AS s
      FROM t GROUP BY g ORDER BY g
      """, table)
    func same(_ name: String, _ wanted: [Double]) -> Bool {
      zip(found[name]?.numbers ?? [], wanted).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
    }
    #expect(same("m", [7, 2.5, .nan]) && same("q", [7, 2.5, .nan]))
    #expect(same("v", [.nan, 4.5, .nan]) && same("s", [.nan, 4.5.squareRoot(), .nan]))
    let none = try Self.run(
      "SELECT median(x) AS m, quantile(x, 0.5) AS q, stdev(x) AS s FROM t WHERE x > 9", table)
    #expect(none.rowCount == 1 && none.columns.allSatisfy { $0.missingCount == 1 })
  }

  @Test(
    "shares beyond 0 to 1, shares that differ, texts and windows are refused in a sentence",
    arguments: [
      ("quantile(x, 1.5)", "is 1.5; it is a share from 0 to 1"),
      ("quantile(x, -0.1)", "it is a share from 0 to 1"),
      ("quantile(x, 90)", "it is a share from 0 to 1"),
      ("quantile(x, NULL)", "it is a share from 0 to 1"),
      ("quantile(x, x / 10)", "differs within a group"),
      ("median(name)", "median() needs numbers; it was given the text 'b'"),
      ("stdev(name)", "stdev() needs numbers"),
      ("median(x) OVER ()", "median() may not be used as a window function"),
      ("quantile(x)", "wrong number of arguments to function quantile()"),
    ])
  func refusals(call: String, words: String) throws {
    let table = Table([Column("x", numbers: [1, 2]), Column("name", texts: ["b", "c"])])
    do {
      _ = try Self.run("SELECT \(call) AS y FROM t", table)
      Issue.record("'\(call)' was not refused")
    } catch {
      #expect("\(error)".contains(words), "\(error)")
    }
  }

  @Test("a million rows in a thousand groups take less than ten seconds")
  func size() throws {
    let count = 1_000_000
    let table = Table([
      Column("g", numbers: (0..<count).map { Double($0 % 1000) }),
      Column("x", numbers: (0..<count).map { Double(($0 &* 7919) % 1_000_003) }),
    ])
    let start = ContinuousClock.now
    let found = try Self.run(
      "SELECT g, median(x) AS m, quantile(x, 0.9) AS q, stdev(x) AS s FROM t GROUP BY g", table)
    #expect(found.rowCount == 1000)
    #expect(ContinuousClock.now - start < .seconds(10))
  }
}

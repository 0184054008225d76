import Analyses
import Diagnostics
import Documents
import Engine
import Foundation
import Stages
import Tables
import TestSupport
import Testing
import WorkbenchKit

@Suite("Profiles of tables")
struct ProfileTests {
  private struct Recorded: Decodable {
    let columns: [String: [Double?]]
    let levels: [String]
    let otherA: [Double]
    let otherLevels: [String]
    let quantiles: [String: [Double]]
    let mean: [String: Double]
    let deviation: [String: Double]
    let skewness: [String: Double]
    let distinct: [String: Int]
    let spearman: [[Double]]
    let distance: Double
    let variation: Double
  }

  private func profile(
    _ table: Table, against other: Table? = nil, isTest: Bool = false, target: String? = nil,
    columns: Int? = nil
  ) async throws -> TableProfile {
    let settings =
      (target.map { [SettingValue.Pair("target", .text($0))] } ?? [])
      + (columns.map { [SettingValue.Pair("columns", .integer($0))] } ?? [])
    var tables = ["rows": table]
    tables["against"] = other
    let profile = try await StageOnTables.output(
      of: Profile.self, settings, tables, testPorts: isTest ? ["against"] : [],
      as: TableProfile.self)
    #expect(!(try StageOnTables.view(of: Profile.self, settings, profile).blocks.isEmpty))
    return profile
  }

  private func close(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-9 * max(1, abs(b)) }

  @Test("quantiles, moments, rank correlations and distances are real peers'")
  func peers() async throws {
    let recorded = try OracleFile.json(Recorded.self, "profile.json")
    let names = ["a", "b", "c"]
    let table = Table(
      names.map { name in
        Column(name, numbers: (recorded.columns[name] ?? []).map { $0 ?? .nan })
      } + [Column("colour", texts: recorded.levels)])
    let other = Table([
      Column("a", numbers: recorded.otherA), Column("colour", texts: recorded.otherLevels),
    ])
    let found = try await profile(table, against: other)
    for column in found.columns.prefix(3) {
      let numbers = try #require(column.numbers)
      let quantiles = try #require(recorded.quantiles[column.name])
      #expect(zip(numbers.quantiles, quantiles).allSatisfy(close))
      #expect(close(numbers.mean, recorded.mean[column.name] ?? .nan))
      #expect(close(numbers.deviation, recorded.deviation[column.name] ?? .nan))
      #expect(close(numbers.skewness, recorded.skewness[column.name] ?? .nan))
      #expect(column.distinctCount == recorded.distinct[column.name])
    }
    let correlations = try #require(found.correlations)
    #expect(correlations.names == names)
    #expect(zip(correlations.values.joined(), recorded.spearman.joined()).allSatisfy(close))
    let drift = try #require(found.drift)
    let distances = Dictionary(
      uniqueKeysWithValues: drift.comparisons.map { ($0.column, $0.distance) })
    #expect(close(distances["a"] ?? .nan, recorded.distance))
    #expect(close(distances["colour"] ?? .nan, recorded.variation))
    #expect(drift.onlyHere == ["b", "c"])
  }

  /// A table with one of everything that is odd.
  private func oddTable(_ count: Int = 400) -> Table {
    func numbers(_ make: (Int) -> Double) -> [Double] { (0..<count).map(make) }
    let noise = numbers { Double(($0 * 7919) % 1009) / 1009 }
    let price = numbers { 100 * noise[$0] + Double(($0 * 31) % 97) }
    return Table([
      Column("row", numbers: numbers { Double($0 + 1) }),
      Column("always", numbers: numbers { _ in 3 }),
      Column("mostly", texts: (0..<count).map { $0 == 5 ? "b" : "a" }),
      Column("code", texts: (0..<count).map { "u\($0)" }),
      Column("many", texts: (0..<count).map { "m\($0 % 90)" }),
      Column("numberlike", texts: (0..<count).map { $0 % 10 == 0 ? "n/a?" : "\($0).5" }),
      Column("gaps", numbers: numbers { $0 % 3 == 0 ? .nan : noise[$0] }),
      Column("gone", numbers: numbers { _ in .nan }),
      Column("tail", numbers: numbers { Foundation.exp(8 * noise[$0]) }),
      Column("far", numbers: numbers { $0 == 7 ? 1e6 : noise[$0] }),
      Column("noise", numbers: noise), Column("again", numbers: noise),
      Column("part", numbers: numbers { price[$0] * 0.4 }),
      Column("rest", numbers: numbers { price[$0] - price[$0] * 0.4 }),
      Column("price", numbers: price),
    ])
  }

  @Test("what is odd about a table is found, and nothing else")
  func alerts() async throws {
    let found = try await profile(oddTable(), target: "price").alerts
    #expect(found.contains(.identifier(column: "row")))
    #expect(found.contains(.constant(column: "always", value: "3")))
    #expect(found.contains(.nearlyConstant(column: "mostly", value: "a", share: 0.9975)))
    #expect(found.contains(.identifier(column: "code")))
    #expect(found.contains(.manyLevels(column: "many", count: 90)))
    #expect(found.contains(.nearlyNumbers(column: "numberlike", share: 0.9, example: "n/a?")))
    #expect(found.contains(.missing(column: "gaps", share: 0.335)))
    #expect(found.contains(.empty(column: "gone")))
    #expect(found.contains(.farOut(column: "far", count: 1, example: 1e6)))
    #expect(found.contains(.equal(columns: ["noise", "again"])))
    #expect(
      found.contains(.formula(target: "price", first: "part", sign: "+", second: "rest")))
    let leaks = found.compactMap { if case .leak(let column, _) = $0 { column } else { nil } }
    #expect(Set(leaks) == ["part", "rest"])
    #expect(found.count == 14, "\(found)")
  }

  @Test("every alert and difference becomes a sentence of the report")
  func words() async throws {
    let artifact = try await profile(oddTable(), target: "price")
    let view = try StageOnTables.view(
      of: Profile.self, [.init("target", .text("price"))], artifact)
    #expect(view.findings.count == 1)
    #expect(view.findings[0].headline.plain == "Columns give price away, it seems")
    #expect(view.findings[0].explanation.plain.contains("price is part + rest in every row"))
  }

  @Test("a column of classes is told by another, but not by an identifier")
  func classes() async throws {
    let count = 300
    let table = Table([
      Column("code", texts: (0..<count).map { "u\($0)" }),
      Column("hint", texts: (0..<count).map { ["x", "y", "z"][$0 % 3] }),
      Column("noise", numbers: (0..<count).map { Double(($0 * 7919) % 101) }),
      Column("class", texts: (0..<count).map { ["a", "b", "c"][$0 % 3] }),
    ])
    let found = try await profile(table, target: "class")
    let shares = try #require(found.target?.relations)
    #expect(shares.map(\.column).first == "hint")
    #expect(shares[0].share == 1)
    #expect(shares.first { $0.column == "code" }?.share == 0)
    #expect(found.alerts.contains(.leak(column: "hint", share: 1)))
  }

  @Test("a rare class is told by what moves its share, though no group has it most often")
  func rareClass() async throws {
    let count = 1000
    // One in ten of the low values is rare, and one in fifty of the high ones.
    let table = Table([
      Column("size", numbers: (0..<count).map { Double($0 % 2) }),
      Column("noise", numbers: (0..<count).map { Double(($0 / 2 * 7919) % 101) }),
      Column(
        "class",
        texts: (0..<count).map { ($0 / 2) % ($0 % 2 == 0 ? 10 : 50) == 0 ? "rare" : "usual" }),
    ])
    let found = try await profile(table, target: "class")
    let shares = try #require(found.target?.relations)
    // The squares left are 0.1 * 0.9 and 0.02 * 0.98 of halves, of 0.06 * 0.94 in all.
    let expected = 1 - (0.1 * 0.9 + 0.02 * 0.98) / 2 / (0.06 * 0.94)
    #expect(abs((shares.first { $0.column == "size" }?.share ?? 0) - expected) < 0.002)
    #expect(shares.map(\.column).first == "size")
    #expect(shares[0].chart != nil)
  }

  @Test("samples of one kind do not differ, shifted ones do")
  func drift() async throws {
    func table(_ rows: Range<Int>, shift: Double = 0, isOdd: Bool = false) -> Table {
      let mixed: [Double] = rows.map { Double(($0 * 7919) % 1009) / 1009 }
      return Table([
        Column("x", numbers: mixed.map { $0 + shift }),
        Column("id", texts: rows.map { "u\($0)" }),
        Column("level", texts: mixed.map { $0 + (isOdd ? 0.3 : 0) > 0.5 ? "high" : "low" }),
        Column("gaps", numbers: mixed.map { $0 < (isOdd ? 0.4 : 0.1) ? .nan : 1 }),
      ])
    }
    let same = try await profile(table(0..<1000), against: table(1000..<1600))
    #expect(try #require(same.drift).comparisons.allSatisfy { !$0.isDifferent })
    let other = try await profile(
      table(0..<1000), against: table(1000..<1600, shift: 0.3, isOdd: true))
    let different = try #require(other.drift).comparisons.filter(\.isDifferent)
    #expect(Set(different.map(\.column)) == ["x", "level", "gaps"])
  }

  @Test("the target of test rows is not read, and without its name nothing of them is")
  func seal() async throws {
    let rows = Table([
      Column("x", numbers: (0..<50).map(Double.init)),
      Column("y", numbers: (0..<50).map { Double($0 * $0) }),
    ])
    // The target of the test rows holds another kind, so that reading it would show.
    let test = Table([
      Column("x", numbers: (0..<30).map(Double.init)), Column("y", texts: (0..<30).map { "\($0)" }),
    ])
    let named = try #require(
      try await profile(rows, against: test, isTest: true, target: "y").drift)
    #expect(named.comparisons.map(\.column) == ["x"])
    #expect(named.sealedColumn == "y" && named.otherKind.isEmpty && named.onlyThere.isEmpty)
    let changed = try await profile(
      rows, against: test.with(Column("y", texts: (0..<30).map { _ in "other" })), isTest: true,
      target: "y")
    #expect(changed.drift == named)
    let unnamed = try #require(try await profile(rows, against: test, isTest: true).drift)
    #expect(unnamed.isSealed && unnamed.comparisons.isEmpty)
    let open = try #require(try await profile(rows, against: test).drift)
    #expect(open.otherKind == ["y"] && open.sealedColumn == nil)
  }

  @Test(
    "small and odd tables are described",
    arguments: [
      Table([]), Table([Column("a", numbers: [])]), Table([Column("a", numbers: [1])]),
      Table([Column("a", texts: [nil]), Column("b", numbers: [.nan])]),
      Table([Column("a", numbers: [.infinity, -.infinity, .nan, 1e308, -1e308])]),
      Table([Column("a", numbers: [1, 1]), Column("b", texts: ["", "x"])]),
      Table((0..<60).map { Column("c\($0)", numbers: [1, 2, Double($0)]) }),
    ])
  func oddTables(table: Table) async throws {
    let found = try await profile(table, against: table, target: table.names.last, columns: 5)
    #expect(found.columns.count == min(table.columns.count, 5))
    #expect(found.rowCount == table.rowCount)
  }

  @Test("columns that a recipe ignores are named and neither described nor warned of")
  func ignored() async throws {
    func text(_ from: String) -> String {
      """
      workbench: 1
      title: A table
      stages:
        - {id: rows, kind: read-csv, with: {path: rows.csv}}
        - {id: plain, kind: recipe, from: rows, with: {target: y, ignore: [twin, id]}}
        - {id: overview, kind: profile, from: \(from), with: {target: y}}

      """
    }
    let lines = (0..<60).map { "\($0),\($0 * 7 % 60),\($0 * 37 % 11),\($0 * 7 % 60)" }
    let csv = (["id,twin,x,y"] + lines).joined(separator: "\n") + "\n"
    let analysed = try Analysed(text("{rows: rows, recipe: plain}"), files: ["rows.csv": csv])
    #expect(try await analysed.run().outcome.problems.isEmpty)
    let found = try analysed.artifact("overview", as: TableProfile.self)
    #expect(found.ignored == ["id", "twin"] && found.columns.map(\.name) == ["x", "y"])
    #expect(!found.alerts.contains(.identifier(column: "id")) && found.columnCount == 4)
    #expect(!found.alerts.contains { if case .equal = $0 { true } else { false } })
    let view = try analysed.view("overview")
    guard case .paragraph(let first)? = view.blocks.first else { throw StageProblem("no text") }
    #expect(first.plain.contains("Ignored by the recipe, and so not described: id and twin."))
    #expect(!first.plain.contains("of them are described"))
    #expect(view.findings.isEmpty)
    try analysed.rewrite(text("rows"))
    #expect(try await analysed.run().outcome.problems.isEmpty)
    #expect(!(try analysed.view("overview").findings.isEmpty))
    try analysed.rewrite(
      text("{rows: rows, recipe: plain}").replacing(
        "with: {target: y}}", with: "with: {target: x}}"))
    let error = #expect(throws: DiagnosticError.self) { try analysed.opened() }
    #expect(error?.diagnostics.first?.headline == "`target` is 'x', and the recipe predicts 'y'")
  }

  @Test("rows that repeat others are counted, whatever their order")
  func copies() async throws {
    let table = Table([
      Column("a", numbers: [1, 2, 1, .nan, .nan, 1]),
      Column("b", texts: ["x", "x", "x", nil, nil, "y"]),
    ])
    #expect(try await profile(table).alerts.contains(.duplicates(rows: 2)))
  }

  @Test("two hundred thousand rows of forty columns take a few seconds at most")
  func fast() async throws {
    let table = Table(
      (0..<40).map { column in
        Column("c\(column)", numbers: (0..<200_000).map { Double(($0 * 7919 + column) % 100_003) })
      })
    let start = ContinuousClock.now
    _ = try await profile(table, against: table, target: "c39")
    #expect(ContinuousClock.now - start < .seconds(60))
  }
}

import Analyses
import Documents
import Stages
import Tables
import Testing

@Suite("Dates in plots and profiles")
struct DateViewTests {
  private static let day = 86_400.0

  /// A column of days from 1 January 2024 on, and numbers beside it.
  private static func series(_ count: Int, from first: Double = 19_723) -> Table {
    Table([
      Column(
        "when",
        dates: DateValues((0..<count).map { (first + Double($0)) * day }, precision: .day)),
      Column("sold", numbers: (0..<count).map { Double(($0 * 37) % 101) }),
      Column("trend", numbers: (0..<count).map { Double($0) + Double(($0 * 37) % 11) }),
    ])
  }

  private static func figure(
    _ pairs: [(String, String)], _ table: Table
  ) async throws -> Figure {
    let settings = pairs.map { SettingValue.Pair($0.0, .text($0.1)) }
    let plotted = try await StageOnTables.output(
      of: Plot.self, settings, ["table": table], as: Plotted.self)
    let view = try StageOnTables.view(of: Plot.self, settings, plotted)
    for case .figure(let figure) in view.blocks { return figure }
    throw StageProblem("there is no figure")
  }

  @Test(
    "an axis of dates is marked where months, weeks, days, hours or years begin",
    arguments: [
      (365.0, DateValues.Precision.day, ["2024-01", "2024-04", "2024-07", "2024-10"]),
      (60, .day, ["2024-01", "2024-02"]),
      (40, .day, ["2024-01-01", "2024-01-08", "2024-01-15", "2024-01-22"]),
      (5, .day, ["2024-01-01", "2024-01-02", "2024-01-03"]),
      (5, .second, ["2024-01-01", "2024-01-02", "2024-01-03"]),
      (2, .second, ["01-01 00:00", "01-01 12:00", "01-02 00:00"]),
      (0.5, .second, ["00:00", "02:00", "04:00"]),
      (20_000, .day, ["2030", "2040", "2050"]),
    ])
  func marks(days: Double, precision: DateValues.Precision, first: [String]) async throws {
    let start = 19_723 * Self.day
    let table = Table([
      Column("when", dates: DateValues([start, start + days * Self.day], precision: precision)),
      Column("y", numbers: [1, 2]),
    ])
    let figure = try await Self.figure([("chart", "line"), ("x", "when"), ("y", "y")], table)
    let texts = figure.x.marks.map(\.text)
    #expect(texts.starts(with: first), "\(texts)")
    #expect((2...8).contains(texts.count), "\(texts)")
    let range = try #require(figure.x.range)
    #expect(figure.x.marks.allSatisfy { range.contains($0.value) })
  }

  @Test("the numbers behind a line over dates are dates")
  func dataTable() async throws {
    let figure = try await Self.figure(
      [("chart", "line"), ("x", "when"), ("y", "sold")], Self.series(5))
    #expect(figure.table.rows.map { $0[0].plain }.first == "2024-01-01")
    #expect(figure.table.rows.count == 5)
  }

  @Test("bins of a histogram of dates begin with months, and hold all rows")
  func histogram() async throws {
    let figure = try await Self.figure([("chart", "histogram"), ("x", "when")], Self.series(366))
    guard case .histogram(let edges, let series, _) = figure.chart else {
      Issue.record("no histogram")
      return
    }
    #expect(edges.count == 13)
    #expect(edges.first == 19_723 * Self.day)
    #expect(abs((series.first?.shares.reduce(0, +) ?? 0) - 100) < 1e-9)
    #expect(abs((series.first?.shares.first ?? 0) - 100 * 31.0 / 366) < 1e-9)
  }

  @Test("bars over dates are days, months or years, in the order of time")
  func bars() async throws {
    func groups(_ count: Int) async throws -> [String] {
      let figure = try await Self.figure(
        [("chart", "bar"), ("x", "when"), ("y", "sold")], Self.series(count))
      guard case .bars(let bars) = figure.chart else { return [] }
      return bars.map(\.group)
    }
    #expect(try await groups(3) == ["2024-01-01", "2024-01-02", "2024-01-03"])
    #expect(try await groups(100) == ["2024-01", "2024-02", "2024-03", "2024-04"])
    #expect(try await groups(1000) == ["2024", "2025", "2026"])
    #expect(try await groups(12_000).prefix(2) == ["2024 to 2025", "2026 to 2027"])
  }

  @Test("dates are refused where numbers are measured, and on an axis of ratios")
  func refusals() async throws {
    await #expect(throws: StageProblem.self) {
      try await Self.figure([("chart", "box"), ("y", "when")], Self.series(5))
    }
  }

  @Test("a profile gives the range of dates, quantiles as dates, and dates far out")
  func profile() async throws {
    var seconds = (0..<200).map { (19_723 + Double($0)) * Self.day }
    seconds[7] = -25_567 * Self.day
    seconds[8] = .nan
    let table = Table([
      Column("when", dates: DateValues(seconds, precision: .day)),
      Column("y", numbers: (0..<200).map { Double($0) }),
    ])
    let settings = [SettingValue.Pair("target", .text("y"))]
    let found = try await StageOnTables.output(
      of: Profile.self, settings, ["rows": table], as: TableProfile.self)
    let column = try #require(found.columns.first)
    #expect(column.kind == "date" && column.missingCount == 1 && column.distinctCount == 199)
    #expect(
      found.alerts.contains(.farOutDate(column: "when", count: 1, example: "1900-01-01")))
    #expect(!found.alerts.contains(.identifier(column: "when")))
    #expect((found.target?.relations.first?.share ?? 0) > 0.9)
    let view = try StageOnTables.view(of: Profile.self, settings, found)
    let text = view.blocks.map { "\($0)" }.joined()
    #expect(text.contains("1900-01-01") && text.contains("2024-07-18"))
  }

  @Test("tables of different times differ clearly, and their ranges are named")
  func drift() async throws {
    let tables = ["rows": Self.series(200), "against": Self.series(100, from: 19_923)]
    let found = try await StageOnTables.output(
      of: Profile.self, [], tables, as: TableProfile.self)
    let when = try #require(found.drift?.comparisons.first { $0.column == "when" })
    #expect(when.isClear && when.distance == 1 && when.median == nil)
    #expect(when.dates == Drift.DateRange(first: "2024-01-01", last: "2024-07-18"))
    #expect(when.otherDates?.first == "2024-07-19")
    let view = try StageOnTables.view(of: Profile.self, [], found)
    #expect(view.blocks.map { "\($0)" }.joined().contains("it goes from 2024-01-01"))
  }
}

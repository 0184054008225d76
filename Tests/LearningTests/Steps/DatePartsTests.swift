import Digests
import Foundation
import Kernels
import Learning
import Tables
import TestSupport
import Testing

@Suite("Parts of dates")
struct DatePartsTests {
  private static let day = 86_400.0

  private static func table(
    _ seconds: [Double], _ precision: DateValues.Precision = .day, hasZone: Bool = false
  ) -> Table {
    Table([
      Column("when", dates: DateValues(seconds, precision: precision, hasZone: hasZone)),
      Column("y", numbers: seconds.map { _ in 0 }),
    ])
  }

  private static func step(_ parts: [DatePart]?, cyclic: Bool = false) -> RecipeStep {
    .dateParts(DateParts(columns: .group(.dates), parts: parts, isCyclic: cyclic))
  }

  @Test("every part of 600 moments from the year 1 to 9999 is that of Python's datetime")
  func oracle() throws {
    let rows = try JSONDecoder().decode(
      [[Double]].self, from: Data(contentsOf: OracleFile.url("date-parts.json")))
    let parts: [DatePart] = [
      .year, .quarter, .month, .week, .day, .dayOfYear, .weekday, .hour, .minute, .second,
    ]
    let table = Self.table(rows.map { $0[0] / 1000 }, .millisecond)
    let found = try Recipe.prepared(by: Self.step(parts), fittedOn: table)
    #expect(rows.count > 600)
    for (place, part) in parts.enumerated() {
      let isSame = same(found["when.\(part.rawValue)"], rows.map { $0[place + 1] })
      #expect(isSame, "\(part)")
    }
  }

  @Test("without names the common parts are made that differ among the training rows")
  func standard() throws {
    // Two days of March 1970, a Monday and a Tuesday.
    let days = Self.table([67 * Self.day, 68 * Self.day, .nan])
    let found = try Recipe.prepared(by: Self.step(nil), fittedOn: days)
    #expect(found.keys.sorted() == ["when.day", "when.weekday"])
    #expect(same(found["when.day"], [9, 10, .nan]))
    #expect(same(found["when.weekday"], [1, 2, .nan]))
    let hours = Self.table([3600, 7200, Self.day * 400 + 7200], .second)
    #expect(
      try Recipe.prepared(by: Self.step(nil), fittedOn: hours).keys.sorted()
        == ["when.day", "when.hour", "when.month", "when.weekday", "when.year"])
  }

  @Test("later rows get the parts that training rows had, whatever these rows hold")
  func later() throws {
    let training = Self.table([0, 31 * Self.day])
    let later = Self.table([Self.day * 365 + 3600], .second)
    let found = try Recipe.prepared(by: Self.step(nil), fittedOn: training, of: later)
    #expect(found.keys.sorted() == ["when.month", "when.weekday"])
    #expect(found["when.month"] == [1])
  }

  @Test("elapsed counts days since the first training date, also before it")
  func elapsed() throws {
    let training = Self.table([10 * Self.day, 12 * Self.day, .nan])
    let later = Self.table([9 * Self.day, 12.5 * Self.day, .nan], .second)
    let step = Self.step([.elapsed])
    #expect(
      same(try Recipe.prepared(by: step, fittedOn: training)["when.elapsed"], [0, 2, .nan]))
    #expect(
      same(
        try Recipe.prepared(by: step, fittedOn: training, of: later)["when.elapsed"],
        [-1, 2.5, .nan]))
  }

  @Test("a cyclic part becomes a sine and a cosine on the unit circle; years stay numbers")
  func cyclic() throws {
    let table = Self.table([0, 6 * 3600, 12 * 3600, 18 * 3600, .nan], .second)
    let found = try Recipe.prepared(
      by: Self.step([.year, .hour, .elapsed], cyclic: true), fittedOn: table)
    #expect(
      found.keys.sorted() == ["when.elapsed", "when.hour cos", "when.hour sin", "when.year"])
    for (value, wanted) in zip(found["when.hour sin"] ?? [], [0, 1, 0, -1]) {
      #expect(abs(value - Double(wanted)) < 1e-15)
    }
    for (value, wanted) in zip(found["when.hour cos"] ?? [], [1, 0, -1, 0]) {
      #expect(abs(value - Double(wanted)) < 1e-15)
    }
    #expect(found["when.hour sin"]?[4].isNaN == true)
  }

  @Test("whole days have no hour, and a column without a date cannot be fitted")
  func refusals() {
    let days = Self.table([0, Self.day])
    #expect(
      throws: LearningError.settingOutOfRange(
        name: "'parts' of `date-parts` for column 'when'", value: "hour",
        allowed: "a part of whole days, as the column has no times of day")
    ) { try Recipe.prepared(by: Self.step([.month, .hour]), fittedOn: days) }
    #expect(throws: LearningError.emptyColumn(name: "when", purpose: "`date-parts`")) {
      try Recipe.prepared(by: Self.step(nil), fittedOn: Self.table([.nan, .nan]))
    }
  }

  @Test("the columns stand where the date stood, are known before any row is read, and are stored")
  func placeAndBytes() throws {
    let rows = Table([
      Column("a", numbers: [1, 2]),
      Column("when", dates: DateValues([0, 40 * Self.day], precision: .day)),
      Column("b", numbers: [3, 4]), Column("y", numbers: [0, 1]),
    ])
    let recipe = Recipe(target: "y", steps: [Self.step([.month, .day], cyclic: true)])
    let fitted = try recipe.fitted(rows)
    let names = try fitted.features(of: rows).names
    #expect(
      names == [
        "a", "when.month sin", "when.month cos", "when.day sin", "when.day cos", "b",
      ])
    let kinds: [(name: String, kind: ColumnKind?)] = [
      ("a", .number), ("when", .date), ("b", .number), ("y", .number),
    ]
    #expect(recipe.problems(columns: kinds).isEmpty)
    var writer = ByteWriter()
    fitted.encode(into: &writer)
    var reader = ByteReader(writer.bytes)
    let again = try FittedRecipe(decoding: &reader, classes: nil)
    #expect(try again.features(of: rows).columns == fitted.features(of: rows).columns)
  }

  @Test("later steps may name parts; those that the settings rule out are found before a run")
  func outline() {
    let kinds: [(name: String, kind: ColumnKind?)] = [("when", .date), ("y", .number)]
    func problems(_ parts: [DatePart]?) -> Int {
      Recipe(
        target: "y",
        steps: [Self.step(parts), .standard(Standard(columns: .names(["when.month"])))]
      ).problems(columns: kinds).count
    }
    #expect(problems(nil) == 0)
    #expect(problems([.month]) == 0)
    #expect(problems([.year]) == 1)
    #expect(
      Recipe(target: "y", steps: [Self.step(nil)]).problems(columns: [
        ("when", .text), ("y", .number),
      ]).contains { if case .textLeft = $0.reason { true } else { false } })
  }

  @Test("a lag orders rows by dates as by numbers")
  func lag() throws {
    let rows = Table([
      Column("v", numbers: [30, 10, 20]),
      Column("when", dates: DateValues([3, 1, 2].map { $0 * Self.day }, precision: .day)),
      Column("y", numbers: [0, 0, 0]),
    ])
    let lag = Lag(
      columns: .names(["v"]), time: "when", group: nil, counts: [1], keepsOrder: false)
    let recipe = Recipe(target: "y", steps: [.lag(lag)])
    #expect(
      recipe.problems(columns: [("v", .number), ("when", .date), ("y", .number)]).isEmpty)
    #expect(
      recipe.problems(columns: [("v", .number), ("when", .text), ("y", .number)]).first?.reason
        == .wrongKind(name: "when", found: .text, needed: [.number, .date]))
    let found = try Recipe.prepared(by: .lag(lag), fittedOn: rows)
    #expect(same(found["v lag 1"], [20, .nan, 10]))
  }
}

import Kernels
import Tables
import Testing

@Suite("Dates and times")
struct DatesTests {
  private func column(_ values: [String], _ options: CSVOptions = .init()) throws -> Column? {
    let text = "d,n\n" + values.map { "\($0),1\n" }.joined()
    return try CSVReader.read(bytes: Array(text.utf8), path: "t.csv", options: options)["d"]
  }

  @Test(
    "ISO forms are seconds since 1970 in UTC",
    arguments: [
      ("1970-01-01", 0), ("2000-02-29", 951_782_400), ("1969-12-31T23:59:59", -1),
      ("2024-05-31 12:30", 1_717_158_600), ("2024-05-31T12:30:00Z", 1_717_158_600),
      ("2024-05-31T14:30:00+02:00", 1_717_158_600), ("2024-05-31T14:30:00+0200", 1_717_158_600),
      ("2024-05-31T10:00:00-02:30", 1_717_158_600), ("2024-05-31T12:30:00.125", 1_717_158_600.125),
      ("2024-05-31T12:30:00.001999", 1_717_158_600.001), ("0001-01-01", -62_135_596_800),
      ("9999-12-31T23:59:59.999Z", 253_402_300_799.999), ("2024-05-31T12:30+02", 1_717_151_400),
    ])
  func iso(text: String, seconds: Double) throws {
    #expect(try column([text])?.dates?.seconds == [seconds])
  }

  @Test(
    "what is no moment is text",
    arguments: [
      "2024-13-01", "2024-00-10", "2023-02-29", "1900-02-29", "2024-05-31T24:00:00",
      "2024-05-31T12:60", "2024-05-31T12", "2024-05-31T", "2024-5-31", "24-05-31", "2024-05-31Z",
      "2024-05-31T12:30:60", "2024-05-31T12:30:00.", "2024-05-31T12:30:00+2", "0000-01-01",
      "2024/05/31", "31.05.2024", "2024-05-31 12:30:00 UTC", "2024-05-31x",
      "0001-01-01T00:00+01:00",
    ])
  func noMoments(text: String) throws {
    #expect(try column([text])?.kind == .text)
  }

  @Test("whole days print as days, and moments with the unit that was written")
  func printing() throws {
    #expect(try column(["2024-05-31", "2024-06-01"])?.dates?.text(0) == "2024-05-31")
    let mixed = try #require(try column(["2024-05-31", "2024-06-01 10:00"])?.dates)
    #expect(mixed.text(0) == "2024-05-31T00:00:00" && mixed.text(1) == "2024-06-01T10:00:00")
    let fine = try #require(try column(["2024-05-31T00:00:00.5Z", "NA"])?.dates)
    #expect(fine.text(0) == "2024-05-31T00:00:00.500Z" && fine.text(1) == nil)
  }

  @Test("every day of four centuries and random milliseconds come back from their texts")
  func roundTrip() throws {
    let days = (-200_000..<200_000).map { Double($0) * 86_400 }.filter { $0 >= -62_135_596_800 }
    let dates = DateValues(days, precision: .day)
    #expect(DateValues(texts: dates.coded)?.seconds == days)
    var stream = RandomStream(seed: 4)
    let moments = (0..<20_000).map { _ in
      Double(stream.integer(below: 315_537_897_600_000) - 62_135_596_800_000) / 1000
    }
    let fine = DateValues(moments, precision: .millisecond, hasZone: true)
    let again = try #require(DateValues(texts: fine.coded))
    #expect(again.seconds.map(\.bitPattern) == moments.map(\.bitPattern) && again.hasZone)
  }

  @Test("tables with flags and dates come back from bytes and files")
  func tables() throws {
    let table = Table([
      Column("f", flags: [true, nil, false]),
      Column("d", dates: DateValues([0, .nan, 86_400], precision: .day)),
      Column("t", dates: DateValues([0.25, 1, .nan], precision: .millisecond, hasZone: true)),
    ])
    #expect(try Table(decoding: table.encoded()) == table)
    let bytes = CSVWriter.bytes(of: table, digits: .shortest)
    #expect(try CSVReader.read(bytes: bytes, path: "t.csv", options: .init()) == table)
    #expect(table.rows([2, 0])["f"] == Column("f", flags: [false, true]))
    #expect(table.columns.map(\.missingCount) == [1, 1, 1])
    #expect(table["f"]?.numbers?[0] == 1 && table["f"]?.numbers?[1].isNaN == true)
    for (place, byte) in table.encoded().enumerated() {
      var changed = table.encoded()
      changed[place] = byte ^ 0x41
      if let other = try? Table(decoding: changed) { #expect(other.encoded() == changed) }
    }
  }

  @Test(
    "forms of dates that cannot be are refused in a sentence",
    arguments: [
      ("%d.%m", "a date needs a year and a month, %Y and %m; with a time also a day, %d"),
      ("%d.%m.%Y %Q", "after '%' stands one of Y, y, m, d, b, H, I, p, M, S, f, z and %"),
      ("%d%m%Y%", "after '%' stands one of Y, y, m, d, b, H, I, p, M, S, f, z and %"),
      ("%d.%m.%Y %d", "'%d' stands there twice"), ("%d.%m.%Y %I", "'%I' needs '%p'"),
    ])
  func refusedForms(form: String, message: String) {
    let refusal = #expect(throws: DatePattern.Refusal.self) { try DatePattern(form) }
    #expect(refusal?.message == message)
  }

  @Test(
    "declared forms are read",
    arguments: [
      ("%d.%m.%y", "1.6.68", "2068-06-01"), ("%d.%m.%y", "1.6.69", "1969-06-01"),
      ("%d %b %Y", "3 Mar 2024", "2024-03-03"), ("%d %b %Y", "3 MARCH 2024", "2024-03-03"),
      ("%Y%m%d", "20240601", "2024-06-01"), ("%m/%Y", "3/2017", "2017-03-01"),
      ("%d.%m.%Y | %m/%Y", "03/2017", "2017-03-01"),
      ("%d.%m.%Y | %m/%Y", "31.12.2019", "2019-12-31"),
      (
        "%d/%m/%Y %H:%M:%S.%f", "1/6/2024 01:02:03.5",
        "2024-06-01T01:02:03.500"
      ),
      ("%Y-%m-%dT%H:%M%z", "2024-06-01T12:00+01:30", "2024-06-01T10:30:00Z"),
      ("%d.%m.%Y 100%%", "1.6.2024 100%", "2024-06-01"),
    ])
  func declaredForms(form: String, text: String, expected: String) throws {
    let options = CSVOptions(datePatterns: ["d": try DatePattern(form)])
    #expect(try column([text], options)?.dates?.text(0) == expected)
  }
}

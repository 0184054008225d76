import Foundation
import Kernels
import Tables
import Testing

@Suite("Writing CSV files")
struct CSVWriterTests {
  private func text(_ table: Table, _ digits: CSVDigits = .shortest) -> String {
    String(decoding: CSVWriter.bytes(of: table, digits: digits), as: UTF8.self)
  }

  @Test("a written table reads back the same", arguments: 0..<150 as Range<UInt64>)
  func roundTrip(seed: UInt64) throws {
    let table = RandomTables.table(seed: seed)
    let bytes = CSVWriter.bytes(of: table, digits: .shortest)
    // Whole numbers beyond 2^53 would else make a column text.
    let types = Dictionary(uniqueKeysWithValues: table.columns.map { ($0.name, $0.kind) })
    #expect(try CSVReader.read(bytes: bytes, path: "t.csv", options: .init(types: types)) == table)
  }

  @Test("texts that look like numbers and infinities read back when their kinds are declared")
  func declared() throws {
    let table = Table([
      Column("t", texts: ["001", nil, "NaN"]), Column("n", numbers: [.infinity, -.infinity, 1]),
    ])
    let options = CSVOptions(types: ["t": .text, "n": .number])
    let bytes = CSVWriter.bytes(of: table, digits: .shortest)
    #expect(try CSVReader.read(bytes: bytes, path: "t.csv", options: options) == table)
  }

  @Test("quotes stand only where they are needed")
  func quotes() {
    let table = Table([
      Column("a", texts: ["plain", "a,b", "q\"q", "NA", nil, "", "é'"]),
      Column("b;c", numbers: [1, .nan, 2.5, 0, -1, 1e-7, 3]),
    ])
    #expect(
      text(table)
        == "a,\"b;c\"\nplain,1\n\"a,b\",\n\"q\"\"q\",2.5\n\"NA\",0\n,-1\n\"\",1e-07\né',3\n")
  }

  @Test("a missing value alone in its row is written out")
  func oneColumn() throws {
    let table = Table([Column("a", numbers: [1, .nan])])
    #expect(text(table) == "a\n1\nNA\n")
  }

  @Test(
    "significant digits are written like %g of C",
    arguments: [
      (0.1, "0.1"), (842.5474409334155, "842.547440933"), (1e12, "1e+12"),
      (123456789012, "123456789012"),
      (999999999999.9, "1e+12"), (0.0001, "0.0001"), (0.00001234, "1.234e-05"), (-2.5, "-2.5"),
      (1e100, "1e+100"), (100, "100"), (0.99999999999999, "1"), (0, "0"), (-0.0, "-0"),
    ])
  func significant(number: Double, expected: String) {
    #expect(CSVDigits.significant(12).text(of: number) == expected)
  }

  @Test("random numbers are written as C writes them, and the shortest read back")
  func likeC() {
    var stream = RandomStream(seed: 5)
    for index in 0..<20_000 {
      let number =
        index.isMultiple(of: 2)
        ? Double(bitPattern: stream.next()) : (stream.uniform() - 0.5) * 2000
      guard number.isFinite else { continue }
      let count = 1 + stream.integer(below: 15)
      #expect(
        CSVDigits.significant(count).text(of: number) == String(format: "%.\(count)g", number))
      let shortest = Double(CSVDigits.shortest.text(of: number))
      #expect(shortest?.bitPattern == number.bitPattern)
    }
  }

  @Test("an exact half goes to the even digit, and what only looks like one to the nearer")
  func halves() {
    #expect(CSVDigits.significant(2).text(of: 0.125) == "0.12")
    #expect(CSVDigits.significant(2).text(of: 0.375) == "0.38")
    #expect(CSVDigits.significant(2).text(of: 2.675) == "2.7")
    // In binary 1.005 is a little less, and 1.165 a little more.
    #expect(CSVDigits.significant(3).text(of: 1.005) == "1")
    #expect(CSVDigits.significant(3).text(of: 1.165) == "1.17")
  }
}

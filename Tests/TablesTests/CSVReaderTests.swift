import Diagnostics
import Foundation
import Tables
import TestSupport
import Testing

@Suite("Reading CSV files")
struct CSVReaderTests {
  private func read(_ text: String, _ options: CSVOptions = .init()) throws -> Table {
    try CSVReader.read(bytes: Array(text.utf8), path: "t.csv", options: options)
  }

  @Test(
    "the forms that RFC 4180 allows give the same table",
    arguments: [
      "a,b\n1,x\n2,\"y\"\n", "a,b\r\n1,x\r\n2,y\r\n", "a,b\n1,x\n2,y", "\u{feff}a,b\n1,x\n2,y\n",
      "\"a\",\"b\"\n\"1\",\"x\"\n\"2\",\"y\"", "a,b\n1,x\n2,y\n\n\r\n\n",
    ])
  func forms(text: String) throws {
    let expected = Table([Column("a", numbers: [1, 2]), Column("b", texts: ["x", "y"])])
    #expect(try read(text) == expected)
  }

  @Test("quoted fields keep line breaks, delimiters and quotes")
  func quotes() throws {
    let table = try read(
      "t,n\n\"a\r\nb\",1\n\"x,y\",2\n\"say \"\"yes\"\"\",3\n5\" pipe,4\n\"\",5\n")
    let texts: [String?] = ["a\r\nb", "x,y", "say \"yes\"", "5\" pipe", ""]
    #expect(table["t"] == Column("t", texts: texts))
    #expect(table["n"]?.numbers == [1, 2, 3, 4, 5])
  }

  @Test("missing words count only without quotes, and only those asked for")
  func missing() throws {
    let table = try read("a,b\nNA,\"NA\"\n,x\n3,null\n")
    #expect(table["a"] == Column("a", numbers: [.nan, .nan, 3]))
    #expect(table["b"] == Column("b", texts: ["NA", "x", nil]))
    let other = try read("a,b\n-,NA\n1,\n", CSVOptions(missing: ["-"]))
    #expect(other["a"] == Column("a", numbers: [.nan, 1]))
    #expect(other["b"] == Column("b", texts: ["NA", ""]))
  }

  @Test("a column without any value is numbers")
  func allMissing() throws {
    #expect(try read("a,b\n1,\n2,NA\n")["b"]?.kind == .number)
  }

  @Test("declared kinds win over what the values look like")
  func declared() throws {
    let options = CSVOptions(types: ["zip": .text, "x": .number])
    let table = try read("zip,x\n00123,inf\n00124,-Infinity\nNA,1\n", options)
    #expect(table["zip"] == Column("zip", texts: ["00123", "00124", nil]))
    #expect(table["x"]?.numbers == [.infinity, -.infinity, 1])
  }

  @Test("another delimiter makes a comma a character")
  func delimiter() throws {
    let table = try read("a;b\n1,5;2\n", CSVOptions(delimiter: UInt8(ascii: ";")))
    #expect(table == Table([Column("a", texts: ["1,5"]), Column("b", numbers: [2])]))
  }

  @Test(
    "plain decimal numbers are read exactly",
    arguments: [
      ("20.236432494005136", 20.236432494005136), ("0.30000000000000004", 0.30000000000000004),
      ("9007199254740993.0", 9007199254740992), ("1e23", 1e23), ("5e-324", .leastNonzeroMagnitude),
      ("-0", -0.0),
      ("8.41E+021", 8.41e21), (".5", 0.5), ("5.", 5), ("+7", 7), ("007", 7), ("1e-400", 0),
      ("179769313486231570000e288", 1.7976931348623157e308),
      ("9007199254740992", 9007199254740992), ("123456789012345678e0", 123456789012345680),
      ("0.000000000000000000000000000001", 1e-30),
      ("2.2250738585072011e-308", Double.leastNormalMagnitude.nextDown),
      ("00000000000000000000000001.5", 1.5), ("1.00000000000000011102230246251565", 1),
    ])
  func exactNumbers(text: String, expected: Double) throws {
    let number = try #require(try read("a\n\(text)\n")["a"]?.numbers?.first)
    #expect(number.bitPattern == expected.bitPattern)
  }

  @Test(
    "what is not a plain decimal number is text",
    arguments: [
      "0x10", "0x1p3", "inf", "-inf", "Infinity", "nan(1)", " 1", "1 ", "1 000", "1e", "1e+", "e5",
      ".", "-", "+", "1.2.3", "1e5.5", "1e999", "--1", "1_000", "1f", "٣", "1d", "yes",
      "9007199254740993", "-9007199254740994", "12345678901234567890123",
    ])
  func notNumbers(text: String) throws {
    #expect(try read("a,b\n\(text),1\n2,1\n")["a"]?.texts?[0] == text)
  }

  @Test("the reason for a kind names the first value that is no number and its place")
  func inference() throws {
    let rows = (1...19).map { "\($0),\($0)" }.joined(separator: "\n")
    let text = "n,t\n\(rows)\n7,n/a\n"
    let content = try CSVReader.content(bytes: Array(text.utf8), path: "t.csv", options: .init())
    let reason = content.inferences[1]
    #expect(content.inferences[0].warning == nil)
    #expect(reason.kind == .text && reason.isNearlyNumbers)
    #expect(reason.numberCount == 19 && reason.valueCount == 20)
    let warning = try #require(reason.warning)
    #expect(warning.span == SourceSpan(file: "t.csv", line: 21, column: 3, length: 3))
    #expect(warning.headline == "'n/a' in column 't' is not a number, so the column is text")
    #expect(warning.severity == .warning && warning.lineText == "7,n/a")
  }

  @Test(
    "the rows of the houses are read exactly",
    .enabled(if: SharedMaterial.file("data/part1-original/train.csv") != nil, "no rows beside"))
  func houses() throws {
    let file = try #require(SharedMaterial.file("data/part1-original/train.csv"))
    let bytes = Array(try Data(contentsOf: file))
    let clock = ContinuousClock()
    var table = Table([])
    let time = try clock.measure {
      table = try CSVReader.read(bytes: bytes, path: "train.csv", options: .init())
    }
    #expect(table.rowCount == 9000 && table.columns.count == 11)
    #expect(table["X1"]?.numbers?.first == 20.236432494005136)
    #expect(table["Y"]?.numbers?[1] == 842.138908976995)
    #expect(table["X10"]?.texts?[1] == "AED")
    #expect(time < .seconds(1), "it took \(time)")
    let again = CSVWriter.bytes(of: table, digits: .shortest)
    #expect(try CSVReader.read(bytes: again, path: "again.csv", options: .init()) == table)
  }
}

import Diagnostics
import Tables
import Testing

/// A file with one thing wrong, and what is to be said about it.
struct NastyFile: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let bytes: [UInt8]
  var options = CSVOptions()
  let code: DiagnosticCode
  let place: String
  let headline: String

  init(
    _ sin: String, _ bytes: [UInt8], _ code: DiagnosticCode, _ place: String, _ headline: String,
    options: CSVOptions = CSVOptions()
  ) {
    testDescription = sin
    self.bytes = bytes
    self.options = options
    self.code = code
    self.place = place
    self.headline = headline
  }

  init(
    _ sin: String, _ text: String, _ code: DiagnosticCode, _ place: String, _ headline: String,
    options: CSVOptions = CSVOptions()
  ) {
    self.init(sin, Array(text.utf8), code, place, headline, options: options)
  }

  static let all = [
    NastyFile(
      "empty", "", .csvEmpty, "t.csv:1:1",
      "the file is empty; a header and at least one row must stand in it"),
    NastyFile(
      "only a byte order mark", "\u{feff}", .csvEmpty, "t.csv:1:1",
      "the file is empty; a header and at least one row must stand in it"),
    NastyFile(
      "only a header", "a,b\n", .csvEmpty, "t.csv:1:1", "the file has a header but no rows"),
    NastyFile(
      "an empty first line", "\na,b\n1,2\n", .csvHeader, "t.csv:1:1",
      "the first line is empty; the names of the columns must stand there"),
    NastyFile(
      "an empty name", "a,,c\n1,2,3\n", .csvHeader, "t.csv:1:3", "column 2 has no name"),
    NastyFile(
      "equal names", "\u{feff}ä,b,ä\n1,2,3\n", .csvHeader, "t.csv:1:5",
      "two columns have the name 'ä'; names must differ"),
    NastyFile(
      "the wrong delimiter", "a;b\n1;2\n", .csvHeader, "t.csv:1:1",
      "the header is one name, 'a;b', with a semicolon in it"),
    NastyFile(
      "a kind declared for no column", "price,b\n1,2\n", .csvHeader, "t.csv:1:1",
      "the header has no column 'prize', whose kind is declared",
      options: CSVOptions(types: ["prize": .text])),
    NastyFile(
      "too few fields", "a,b,c\n1,2,3\n\"ü\nü\",5\n", .csvFieldCount, "t.csv:4:5",
      "the row has 2 fields, and the header has 3"),
    NastyFile(
      "too many fields", "a,b\r\n1,2\r\né,5,6,7\r\n", .csvFieldCount, "t.csv:3:5",
      "the row has 4 fields, and the header has 2"),
    NastyFile(
      "an empty line between rows", "a,b\n1,2\n\n3,4\n", .csvFieldCount, "t.csv:3:1",
      "a line between the rows is empty"),
    NastyFile(
      "a quote never closed", "a,b\n1,x\n2,\"y\n3,z\n4,w\n", .csvSyntax, "t.csv:3:3",
      "the quote that opens here is never closed"),
    NastyFile(
      "text after a closing quote", "a,b\n1,\"x\"y\n", .csvSyntax, "t.csv:2:6",
      "text follows the closing quote; the delimiter or the line end must"),
    NastyFile(
      "old Mac line ends", "a,b\r1,2\r3,4\r", .csvSyntax, "t.csv:1:4",
      "a line ends with a carriage return alone; a line feed must follow it"),
    NastyFile(
      "not UTF-8", Array("a,b\n1,x\n2,".utf8) + [0xe9, 0x0a], .csvEncoding, "t.csv:3:3",
      "byte 10 of the file (0xe9) is not UTF-8"),
    NastyFile(
      "a zero byte", "a,b\n1,x\0y\n", .csvEncoding, "t.csv:2:4",
      "byte 7 of the file is zero, and text has no zero bytes"),
    NastyFile(
      "UTF-32", [0xff, 0xfe, 0, 0, 0x61, 0, 0, 0], .csvEncoding, "t.csv:1:1",
      "the file is UTF-32 and not UTF-8"),
    NastyFile(
      "UTF-16 without a mark", [0, 0x61, 0, 0x0a, 0, 0x31], .csvEncoding, "t.csv:1:1",
      "byte 0 of the file is zero, and text has no zero bytes"),
    NastyFile(
      "a bad number in a declared column", "a,price\nx,1\ny,\"1,5\"\nz,2\n",
      .csvValue, "t.csv:3:3",
      "'1,5' in column 'price' is not a number such as 12, -0.5 or 1e-3",
      options: CSVOptions(types: ["price": .number])),
  ]
}

@Suite("What is wrong with a CSV file")
struct CSVProblemTests {
  private func problems(_ bytes: [UInt8], _ options: CSVOptions) -> [Diagnostic] {
    do throws(DiagnosticError) {
      _ = try CSVReader.read(bytes: bytes, path: "t.csv", options: options)
      return []
    } catch {
      return error.diagnostics
    }
  }

  @Test("each sin is told in a sentence with its place", arguments: NastyFile.all)
  func sins(file: NastyFile) throws {
    let problems = problems(file.bytes, file.options)
    let problem = try #require(problems.first)
    #expect(problems.count == 1)
    #expect(problem.code == file.code)
    #expect(problem.span?.place == file.place)
    #expect(problem.headline == file.headline)
  }

  @Test("the line, the row and the field are told")
  func notes() throws {
    let options = CSVOptions(types: ["price": .number])
    let text = "a,price\r\n\"x\r\ny\",1\r\nz,cheap\r\n"
    let problem = try #require(problems(Array(text.utf8), options).first)
    #expect(problem.span == SourceSpan(file: "t.csv", line: 4, column: 3, length: 5))
    #expect(problem.lineText == "z,cheap")
    #expect(problem.notes.map(\.text) == ["row 2, field 2"])
    #expect(!problem.hints.isEmpty)
  }

  @Test("of many problems of a sort the first is told and the others are counted")
  func repeated() throws {
    let options = CSVOptions(types: ["n": .number, "m": .number])
    let text = "n,m\nx,1\ny,2\n3,?\nz,4\n"
    let problems = problems(Array(text.utf8), options)
    #expect(problems.map { $0.span?.place } == ["t.csv:2:1", "t.csv:4:3"])
    #expect(problems[0].notes.map(\.text) == ["row 1, field 1", "and 2 more"])
    #expect(problems[1].notes.map(\.text) == ["row 3, field 2"])
  }

  @Test("several problems of the header are told at once, the first of each sort")
  func headerProblems() {
    let problems = problems(Array("a,,a,b,b\n1,2,3,4,5\n".utf8), .init())
    #expect(problems.map { $0.span?.place } == ["t.csv:1:3", "t.csv:1:4"])
    #expect(problems.map { $0.notes.last?.text } == [nil, "and 1 more"])
  }

  @Test("a header of a hundred thousand empty names is told in one problem")
  func manyEmptyNames() {
    let problems = problems(Array(repeating: UInt8(ascii: ","), count: 99_999), .init())
    #expect(problems.count == 1)
    #expect(problems.first?.notes.map(\.text) == ["and 99998 more"])
  }

  @Test("a very long line is not shown whole")
  func longLine() throws {
    let text = "a,b\n1," + String(repeating: "ä", count: 5000) + ",3\n"
    let problem = try #require(problems(Array(text.utf8), .init()).first)
    #expect(problem.lineText == nil)
    #expect(problem.span?.column == 5004)
  }

  @Test(
    "values that people read as numbers bring their own hint",
    arguments: [
      ("1 000", "spaces"), ("\"1,5\"", "point"), ("\"1,000,000\"", "separators"), ("12%", "sign"),
      ("\"1.234,50 €\"", "`decimal: \",\"` and `thousands: \".\"` and `currency: [\"€\"]`"),
      ("1 234.5 $", "`thousands: \" \"` and `currency: [\"$\"]`"),
    ])
  func numberHints(value: String, word: String) throws {
    let options = CSVOptions(types: ["n": .number])
    let problem = try #require(problems(Array("n\n\(value)\n".utf8), options).first)
    #expect(problem.hints.first?.contains(word) == true)
  }
}

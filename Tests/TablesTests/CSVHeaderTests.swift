import Diagnostics
import Tables
import Testing

@Suite("Reading the start of a CSV file")
struct CSVHeaderTests {
  private func header(_ text: String, _ options: CSVOptions = .init()) throws -> CSVHeader {
    try CSVReader.header(prefix: Array(text.utf8), path: "t.csv", options: options)
  }

  @Test("names and certain kinds come from whole rows")
  func kinds() throws {
    let header = try header("a,b,c\n1,x,\n2,y,NA\n3,z,not wh", CSVOptions(types: ["a": .number]))
    #expect(header.names == ["a", "b", "c"])
    #expect(header.kinds == [.number, .text, nil])
  }

  @Test("all kinds are certain where the bytes are the whole file")
  func whole() throws {
    let text = "a,b,c,d,e\n1,x,true,2024-01-01,\n2,y,false,2024-01-02T00:00:00Z,"
    let header = try CSVReader.header(
      prefix: Array(text.utf8), path: "t.csv", options: .init(), isWhole: true)
    #expect(header.kinds == [.number, .text, .flag, .text, nil])
  }

  @Test("a prefix may end anywhere after the header")
  func anywhere() throws {
    let bytes = Array("a,b\n1,\"ü\r\nx\"\n2,é\n".utf8)
    for count in 4...bytes.count {
      let header = try CSVReader.header(
        prefix: Array(bytes[..<count]), path: "t.csv", options: .init())
      #expect(header.names == ["a", "b"])
      #expect(header.kinds[0] == nil)
    }
  }

  @Test("a header that does not end in the prefix is told")
  func cut() throws {
    let error = #expect(throws: DiagnosticError.self) { try header("a,b") }
    let problem = try #require(error?.diagnostics.first)
    #expect(problem.code == .csvHeader)
    #expect(problem.headline == "the header does not end in the first 3 bytes")
  }

  @Test("problems of the header are told before the rows are read")
  func problems() {
    #expect(throws: DiagnosticError.self) { try header("a,a\n1,2\n") }
    #expect(throws: DiagnosticError.self) { try header("") }
  }

  @Test("a first column without a name, as R and pandas write it, is called row")
  func rowNames() throws {
    let text = "\"\",a,row\n1,2,3\n"
    let table = try CSVReader.read(bytes: Array(text.utf8), path: "t.csv", options: CSVOptions())
    #expect(table.names == ["row 1", "a", "row"])
    let header = try CSVReader.header(
      prefix: Array(",a\n1,2\n".utf8), path: "t.csv", options: CSVOptions())
    #expect(header.names == ["row", "a"])
  }
}

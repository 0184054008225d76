import Diagnostics
import Tables
import Testing

@Suite("Watching the quotes of a long file")
struct CSVQuoteWatchTests {
  private func problem(_ text: String, pieceBytes: Int) -> Diagnostic? {
    var watch = CSVQuoteWatch(delimiter: UInt8(ascii: ","))
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: pieceBytes) {
      guard watch.take(Array(bytes[start..<min(start + pieceBytes, bytes.count)])) else { break }
    }
    return watch.problem(path: "t.csv")
  }

  @Test(
    "a missing quote is told as the reader tells it",
    arguments: [
      "a,b\n1,x\n2,\"y\n3,z\n", "\u{feff}a,\"b\n1,2\n", "a,b\r\n\"x\r\ny\",1\r\nü,\"z\r\n", "a\n\"",
      "a,b\n1,\"x \"\"y\"\" z\n", "a,b\n1,\"x\"\"\n", "a,b\n1,\"x\"y\n2,\"z\n",
      "a,b\n1,\"x\n2,\"y\"\n3,\"z\"\n",
    ])
  func same(text: String) throws {
    let error = #expect(throws: DiagnosticError.self) {
      try CSVReader.read(bytes: Array(text.utf8), path: "t.csv", options: .init())
    }
    let expected = try #require(error?.diagnostics.first)
    #expect(problem(text, pieceBytes: 1 << 20) == expected)
    for count in 1..<9 {
      let found = problem(text, pieceBytes: count)
      #expect(found?.headline == expected.headline && found?.notes == expected.notes)
      #expect(found?.span?.line == expected.span?.line)
    }
  }

  @Test(
    "a file without that fault is left to the reader",
    arguments: [
      "a,b\n1,x\n", "a,b\n1,\"x\ny\"\n", "a,b\n1,5\" pipe\n", "",
    ])
  func good(text: String) {
    #expect(problem(text, pieceBytes: 3) == nil)
  }
}

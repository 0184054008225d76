import Foundation
import TestSupport
import Testing

@Suite("Long CSV files")
struct LongCSVTests {
  @Test("a file of 200 MB with one quote missing stops at its line, in bounded memory")
  func openQuote() throws {
    let run = try run(line: "12345,some text that fills a line of this file", slip: "7,\"open")
    #expect(
      run.errors.contains(
        "long.csv:2200002:3: error: the quote that opens here is never closed"), "\(run.errors)")
    #expect(run.errors.contains("row 2200001, field 2"), "\(run.errors)")
  }

  @Test("with quotes in every line, the line that lacks one is named as well")
  func slipAmongQuotes() throws {
    let run = try run(line: "\"some text in quotes that fills a line\",12345", slip: "\"open,7")
    #expect(
      run.errors.contains("long.csv:2200003:2: error: text follows the closing quote"),
      "\(run.errors)")
    #expect(
      run.errors.contains("long.csv:2200002:1: the field begins with the quote here"),
      "\(run.errors)")
  }

  /// Runs on 4.4 million lines of which the one in the middle is another.
  private func run(line: String, slip: String) throws -> BuiltProgram.Outcome {
    let folder = try TemporaryFolder()
    let path = try folder.write("long.csv", "a,b\n")
    let rows = Array(
      String(repeating: line + "\n", count: 22_000).utf8)
    let handle = try FileHandle(forWritingTo: path)
    try handle.seekToEnd()
    for piece in 0..<200 {
      if piece == 100 { try handle.write(contentsOf: Array((slip + "\n").utf8)) }
      try handle.write(contentsOf: rows)
    }
    try handle.close()
    try folder.write(
      "a.yaml",
      """
      workbench: 1
      title: Long
      stages:
        - {id: rows, kind: read-csv, with: {path: long.csv}}

      """)
    let run = try BuiltProgram.run(["run", "a.yaml"], in: folder.url, memoryMegabytes: 160)
    #expect(run.status == 4, "\(run.errors)")
    return run
  }
}

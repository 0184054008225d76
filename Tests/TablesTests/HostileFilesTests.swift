import Diagnostics
import Foundation
import Tables
import Testing

@Suite("Hostile files, each named for its sin")
struct HostileFilesTests {
  @Test("a file gives the right table or the right sentence", arguments: HostileFile.all)
  func outcome(_ file: HostileFile) throws {
    switch file.outcome {
    case .table(let text, let kinds):
      let table = try file.content().table
      #expect(
        String(decoding: CSVWriter.bytes(of: table, digits: .shortest), as: UTF8.self) == text)
      #expect(table.columns.map(\.kind) == kinds)
    case .problem(let place, let headline, let hint):
      let error = #expect(throws: DiagnosticError.self) { try file.content() }
      let problem = try #require(error?.diagnostics.first)
      #expect(problem.span?.place == "\(file.name):\(place)")
      #expect(problem.headline == headline)
      #expect(hint.isEmpty || problem.hints.first?.contains(hint) == true, "\(problem.hints)")
    }
  }

  @Test("every file of the folder is read, and there are thirty at least")
  func complete() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: HostileFile.folder.path)
    #expect(Set(names) == Set(HostileFile.all.map(\.name)))
    #expect(names.count >= 30)
  }

  @Test(
    "the reason for a kind is a sentence with the value that decided",
    arguments: [
      (
        "long-ids.csv", 0,
        "'9007199254740993' in row 1 is a whole number beyond 2^53, which a "
          + "number would round"
      ),
      (
        "dates-with-and-without-zone.csv", 0,
        "'2024-05-31T12:30:00Z' in row 1 has a time zone and '2024-05-31T12:30:00' in row 2 has "
          + "none"
      ),
      ("flags-and-numbers.csv", 0, "'true' in row 1 is not a number; 1 of 2 values are"),
      ("flags-in-any-case.csv", 0, "every value is true or false"),
      ("dates-with-zones.csv", 0, "every value is a date"),
      ("leading-zeros.csv", 0, "every value is a number"),
      ("only-missing.csv", 1, "no row has a value"),
      ("days-of-no-calendar.csv", 0, "'2023-02-29' in row 2 is not a number"),
    ])
  func reasons(name: String, column: Int, reason: String) throws {
    let content = try HostileFile(name, .problem("", "")).content()
    #expect(content.inferences[column].reason == reason)
  }
}

import Foundation
import TestSupport
import Testing
import WorkbenchKit

@Suite("Looking at what a stage made")
struct LookedTableTests {
  /// Test rows whose targets, and nothing else, have values in the nine hundreds.
  private static func text(seal: String, part: String = ", part: test") -> String {
    """
    workbench: 1
    title: Looks
    seed: 3
    test-set: \(seal)
    stages:
      - {id: rows, kind: read-csv, with: {path: rows.csv}}
      - {id: test-rows, kind: read-csv, with: {path: test.csv\(part)}}
      - {id: parts, kind: split, from: rows, with: {by: time, column: x, test: 0.25}}
      - {id: plain, kind: recipe, from: rows, with: {target: y}}
      - {id: line, kind: train, from: {rows: parts.train, recipe: plain}, with: {learner: linear}}
    """
  }

  private static var files: [String: String] {
    func rows(_ base: Int) -> String {
      "x,y\n" + (0..<40).map { "\($0),\(base + $0)" }.joined(separator: "\n") + "\n"
    }
    return ["rows.csv": rows(500), "test.csv": rows(900)]
  }

  /// The picture and the JSON of an output.
  private static func looks(_ analysed: Analysed, _ output: String) throws -> [String] {
    let look = try LookedTable(try analysed.opened(), output: output, head: 40)
    return [look.text(width: 120), try look.json()]
  }

  @Test("behind the seal shows neither targets of test rows nor figures of them")
  func sealed() async throws {
    let analysed = try Analysed(Self.text(seal: "sealed"), files: Self.files)
    _ = try await analysed.run()
    for shown in try Self.looks(analysed, "test-rows") {
      #expect(
        !shown.contains("93") && !shown.contains("919"), "\(shown)")
      #expect(shown.contains("sealed") && shown.contains("39"))
    }
    // The last quarter of the training file are test rows too, marked by the split.
    for shown in try Self.looks(analysed, "parts.test") {
      #expect(!shown.contains("53"), "\(shown)")
      #expect(shown.contains("sealed"))
    }
    for shown in try Self.looks(analysed, "parts.train") {
      #expect(shown.contains("529") && !shown.contains("sealed"))
    }
  }

  @Test(
    "shows all of them where the seal is open or the rows have no mark",
    arguments: [("open", ", part: test"), ("sealed", "")])
  func open(_ seal: String, _ part: String) async throws {
    let analysed = try Analysed(Self.text(seal: seal, part: part), files: Self.files)
    _ = try await analysed.run()
    for shown in try Self.looks(analysed, "test-rows") {
      #expect(shown.contains("939") && !shown.contains("(sealed)"))
    }
  }
}

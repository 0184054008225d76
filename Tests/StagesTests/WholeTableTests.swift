import Analyses
import Diagnostics
import Testing
import WorkbenchKit

@Suite("Tables from which test rows were set apart")
struct WholeTableTests {
  private static func text(_ rows: String, more: String = "") -> String {
    """
    workbench: 1
    title: Parts
    seed: 1
    stages:
      - id: drawn
        kind: draw
        with: {rows: 40, columns: {x: {uniform: [0, 6]}, y: {normal: [0, 1]}}}
      - {id: rows, kind: sql, from: drawn, with: {query: "SELECT x, y FROM drawn"}}
      - {id: parts, kind: split, from: rows, with: {test: 0.3}}
      - {id: plain, kind: recipe, from: rows, with: {target: y}}
      - id: line
        kind: train
        from: {rows: \(rows), recipe: plain}
        with: {learner: linear}
    \(more)
    """
  }

  private func problems(_ text: String) -> [Diagnostic] {
    do {
      _ = try Analysed(text).opened()
      return []
    } catch let error as DiagnosticError {
      return error.diagnostics
    } catch {
      return []
    }
  }

  @Test(
    "nothing learns from the table that is cut, nor from what that was made of",
    arguments: ["rows", "drawn"])
  func refused(rows: String) throws {
    let found = problems(Self.text(rows))
    #expect(found.map(\.code) == [.testRowsRefused])
    #expect(
      found.first?.headline.contains("'\(rows)' still holds the rows that 'parts' sets apart")
        == true)
    #expect(found.first?.hints == ["take `parts.train` in 'line'"])
  }

  @Test("the training rows are taken, and may be cut once more")
  func allowed() {
    #expect(problems(Self.text("parts.train")).isEmpty)
    let again = "  - {id: inner, kind: split, from: parts.train, with: {test: 0.3}}"
    #expect(problems(Self.text("parts.train", more: again)).isEmpty)
  }
}

import Analyses
import Cache
import Diagnostics
import Engine
import Foundation
import Learning
import Stages
import Tables
import Testing
import WorkbenchKit

@Suite("What choosing by test rows would have kept", .timeLimit(.minutes(4)))
struct SelectionAuditTests {
  /// y is 2 x on training rows; on test rows it lies 0 to `spread` higher, evenly.
  private static func text(spread: Int, with: String = "{}", model: String = "network") -> String {
    """
    workbench: 1
    title: A habit
    seed: 5
    test-set: open
    stages:
      - {id: drawn, kind: draw, with: {rows: 200, columns: {x: {uniform: [0, 9]}}}}
      - {id: rows, kind: sql, from: drawn, with: {query: "SELECT x, 2 * x AS y FROM drawn"}}
      - {id: test-rows, kind: read-csv, with: {path: test-\(spread).csv, part: test}}
      - {id: plain, kind: recipe, from: rows, with: {target: y, steps: [{min-max: {columns: [x]}}]}}
      - {id: line, kind: train, from: {rows: rows, recipe: plain}, with: {learner: linear}}
      - {id: mean, kind: train, from: {rows: rows, recipe: plain}, with: {learner: mean}}
      - id: network
        kind: train
        from: {rows: rows, recipe: plain}
        with: {learner: net, layers: [3], epochs: 8, batch-size: 16, repeats: 6, validation: 0.2, folds: 0}
      - {id: habit, kind: selection-audit, from: {repeats: \(model), models: [line, mean], rows: test-rows}, with: \(with)}
      - {id: told, kind: text, with: {body: "{{habit.kept}} {{habit.reference}} {{habit.constant.score}} {{habit.count}}"}}

    """
  }

  /// Test rows whose targets lie above 2 x by all shares of the spread.
  private static func testRows(spread: Int) -> String {
    let lines = (0..<100).map { row -> String in
      let x = Double(row * 37 % 100) * 0.09
      return "\(x),\(2 * x + Double(spread) * (Double(row) + 0.5) / 100)"
    }
    return (["x,y"] + lines).joined(separator: "\n") + "\n"
  }

  private static func audited(
    spread: Int, with: String = "{}", model: String = "network"
  ) async throws -> (Analysed, RunSession.Result) {
    let analysed = try Analysed(
      text(spread: spread, with: with, model: model),
      files: ["test-\(spread).csv": testRows(spread: spread)])
    return (analysed, try await analysed.run())
  }

  @Test("a perfect model but for a constant does best at the middle of the shift")
  func constant() async throws {
    let (analysed, result) = try await Self.audited(spread: 20)
    #expect(result.outcome.problems.isEmpty)
    let audit = try analysed.artifact("habit.audit", as: HabitAudit.self)
    #expect(audit.reference.name == "line")
    #expect(audit.reference.offset == 0 && audit.reference.distance == 0)
    #expect(abs(audit.reference.error - 10) < 1e-6)
    #expect(abs(audit.bestOffset - 10) < 1e-6)
    #expect(abs(audit.bestError - 5) < 1e-6)
    // With all residuals from 0 to 20, the error at c is (c^2 + (20 - c)^2) / 40 between them.
    for (offset, error) in zip(audit.curve.offsets, audit.curve.errors) {
      let inside = (offset * offset + (20 - offset) * (20 - offset)) / 40
      let expected = offset < 0 ? 10 - offset : offset > 20 ? offset - 10 : inside
      #expect(abs(error - expected) < 0.01)
    }
  }

  @Test("what is kept has the least test error, and what is chosen the least error set aside")
  func choices() async throws {
    let (analysed, _) = try await Self.audited(spread: 20)
    let audit = try analysed.artifact("habit.audit", as: HabitAudit.self)
    let repeats = try #require(try analysed.table("network.repeats"))
    let scores = try #require(repeats["score"]?.numbers)
    #expect(audit.repeats.count == 6)
    #expect(audit.repeats.map(\.heldOut) == scores.map { Optional($0) })
    #expect(audit.keptRepeat.error == audit.repeats.map(\.error).min())
    #expect(audit.chosenRepeat?.heldOut == scores.min())
    #expect(audit.chosen.map { repeats["chosen"]?.flags?[$0] == true } == true)
    let told = try analysed.artifact("told.text", as: FilledText.self)
    #expect(told.source == "\(audit.keptRepeat.name) line 5.000 6")
  }

  @Test("without a shift the constant that does best is none")
  func unshifted() async throws {
    let (analysed, _) = try await Self.audited(spread: 0, with: "{metric: rmse}")
    let audit = try analysed.artifact("habit.audit", as: HabitAudit.self)
    #expect(abs(audit.bestOffset) < 1e-6 && audit.bestError < 1e-6)
    #expect(audit.metric == .rmse)
  }

  @Test("each repeat and each other model is a look at the test rows")
  func looks() async throws {
    let (analysed, _) = try await Self.audited(spread: 20)
    let opened = try analysed.opened()
    let store = try #require(try opened.existingStore())
    let looks = try store.read { try $0.looks() }
    #expect(looks.count == 6 + 2)
  }

  @Test("a model of one fit has nothing to choose among, and says so")
  func oneFit() async throws {
    let (_, result) = try await Self.audited(spread: 20, model: "line")
    #expect(
      result.outcome.problems.map(\.headline) == [
        "'habit' failed: 'line' has one fit, so there is nothing to choose among"
      ])
  }

  @Test("the first screen has its picture and says what would be kept")
  func firstScreen() async throws {
    let (analysed, _) = try await Self.audited(spread: 20)
    let view = try analysed.view("habit")
    #expect(view.lead.count == 1 && view.findings.count == 1)
    let page = try analysed.report
    let picture = try #require(page.range(of: "id=\"habit-habit\""))
    let contents = try #require(page.range(of: "id=\"page-contents\""))
    #expect(picture.lowerBound < contents.lowerBound)
  }
}

import Analyses
import Diagnostics
import Engine
import Foundation
import Processes
import Stages
import Tables
import TestSupport
import Testing
import WorkbenchKit

@Suite("Programs as stages")
struct CommandTests {
  /// An analysis with a stage `made` that runs a program on `rows`.
  private static func text(
    _ settings: String, from: String = "rows", seal: String = "open", part: String = "training",
    below: String = ""
  ) -> String {
    """
    workbench: 1
    title: A program
    seed: 1
    test-set: \(seal)
    stages:
      - {id: rows, kind: read-csv, with: {path: rows.csv, part: \(part)}}
      - id: made
        kind: command
        from: \(from)
        with: {\(settings)}
    \(below)
    """
  }

  private static let files = ["rows.csv": "x,name\n0.1,a\n,b\n3,\"c, d\"\n"]

  /// Gives the headline and hints of the one problem that a run has.
  private static func failure(
    _ settings: String, files: [String: String] = files
  ) async throws -> String {
    let analysed = try Analysed(text(settings), files: files)
    let result = try await analysed.run()
    #expect(result.outcome.failed == ["made"])
    return result.outcome.problems.map { ([$0.headline] + $0.hints).joined(separator: "\n") }
      .joined(separator: "\n")
  }

  private static func shell(_ script: String) -> String {
    "program: sh, arguments: [-c, \"\(script)\"], columns: {x: number, name: text}"
  }

  @Test("a table goes through a program and back without a change")
  func through() async throws {
    let analysed = try Analysed(Self.text(Self.shell("cat rows.csv")), files: Self.files)
    #expect(try await analysed.run().outcome.problems.isEmpty)
    #expect(try analysed.table("made") == analysed.table("rows"))
    #expect(try await analysed.run().outcome.computed.isEmpty)
  }

  @Test("inputs go by names of one's own, files and the output by theirs, in a folder of its own")
  func names() async throws {
    let settings =
      "program: sh, arguments: [run.sh], files: [scripts/run.sh], output: out.csv, "
      + "columns: {names: text}"
    let analysed = try Analysed(
      Self.text(settings, from: "{old: rows, new: rows}"),
      files: Self.files.merging([
        "scripts/run.sh": "echo names > out.csv; ls | sort >> out.csv; stat -c %a . >> out.csv"
      ]) { first, _ in first })
    #expect(try await analysed.run().outcome.problems.isEmpty)
    let texts = try #require(try analysed.table("made")?["names"]?.texts)
    #expect(texts.levels == ["new.csv", "old.csv", "out.csv", "run.sh", "700"])
  }

  @Test("the folder is gone after the run, and after a failure")
  func cleanedUp() async throws {
    for end in ["true", "false"] {
      let analysed = try Analysed(
        Self.text(
          Self.shell("pwd > '\(FileManager.default.temporaryDirectory.path)/wb-where'; \(end)")),
        files: Self.files)
      _ = try await analysed.run()
      let note = FileManager.default.temporaryDirectory.appending(path: "wb-where")
      let folder = try String(contentsOf: note, encoding: .utf8)
        .trimmingCharacters(in: .newlines)
      try FileManager.default.removeItem(at: note)
      #expect(folder.contains("workbench-"))
      #expect(!FileManager.default.fileExists(atPath: folder))
    }
  }

  @Test("what a script says is in the key; where it lies, and what else changes, is not")
  func key() async throws {
    let settings =
      "program: sh, arguments: [run.sh], files: [run.sh], columns: {x: number, name: text}"
    let analysed = try Analysed(
      Self.text(settings),
      files: Self.files.merging(["run.sh": "cat rows.csv"]) { first, _ in first })
    #expect(try await analysed.run().outcome.computed == ["rows", "made"])
    try analysed.folder.write("analyses/run.sh", "cat rows.csv; echo '7,e'")
    #expect(try await analysed.run().outcome.computed == ["made"])
    #expect(try analysed.table("made")?.rowCount == 4)
    try analysed.folder.write("analyses/elsewhere/run.sh", "cat rows.csv; echo '7,e'")
    try analysed.rewrite(
      Self.text(settings.replacing("files: [run.sh]", with: "files: [elsewhere/run.sh]")))
    #expect(try await analysed.run().outcome.computed.isEmpty)
  }

  @Test(
    "a program that fails is explained, with its last words",
    arguments: [
      ("echo no such luck >&2; exit 3", ["'sh' ended with status 3", "no such luck"]),
      ("kill -9 $$", ["'sh' was ended by signal 9"]),
      ("echo x,name; echo many,a", ["'many'"]),
      ("echo x; echo 1", ["the program wrote no column 'name'", "it wrote x"]),
      ("echo x,name,z; echo 1,a,2", ["column 'z' that is not declared"]),
      ("true", ["is empty"]),
    ])
  func failures(script: String, words: [String]) async throws {
    let found = try await Self.failure(Self.shell(script))
    for word in words { #expect(found.contains(word), "\(found)") }
  }

  @Test("a missing program, a file that is not written and a lack of time have words of their own")
  func otherFailures() async throws {
    let missing = try await Self.failure("program: no-such-program, columns: {x: number}")
    #expect(missing.contains("the program 'no-such-program' was not found"))
    let unwritten = try await Self.failure(
      "program: 'true', output: o.csv, columns: {x: number}")
    #expect(unwritten.contains("ended well, but did not write the file 'o.csv'"))
    let start = ContinuousClock.now
    let slow = try await Self.failure(
      "program: sleep, arguments: [60], seconds-max: 0.3, columns: {x: number}")
    #expect(slow.contains("ran for longer than the 0.3 seconds") && slow.contains("seconds-max"))
    #expect(ContinuousClock.now - start < .seconds(50))
  }

  @Test(
    "what cannot work is found before anything runs",
    arguments: [
      ("program: ./run.sh, columns: {x: number}", "rows", "neither the name of a program"),
      ("program: sh, columns: {}", "rows", "takes at least 1"),
      ("program: sh, columns: {x: numbers}", "rows", "takes one of"),
      ("program: sh, output: ../o.csv, columns: {x: number}", "rows", "takes the name of a file"),
      ("program: sh, output: rows.csv, columns: {x: number}", "rows", "is there already"),
      ("program: sh, files: [a/f, b/f], columns: {x: number}", "rows", "two files have the name"),
      ("program: sh, columns: {x: number}", "[rows, rows]", "rows"),
      ("program: sh, arguments: [{x}], columns: {x: number}", "rows", "takes a text or a number"),
    ])
  func refusals(settings: String, from: String, words: String) throws {
    let analysed = try Analysed(
      Self.text(settings, from: from),
      files: Self.files.merging(["a/f": "", "b/f": ""]) { first, _ in first })
    do {
      _ = try analysed.opened()
      Issue.record("'\(settings)' was accepted")
    } catch let error as DiagnosticError {
      #expect(error.diagnostics.contains { $0.headline.contains(words) }, "\(error.diagnostics)")
    }
  }

  @Test("the mark of test rows goes through a program, which waits for the seal")
  func marks() async throws {
    let below = """
        - {id: plain, kind: recipe, from: made, with: {target: x}}
      """
    let trained = try Analysed(
      Self.text(Self.shell("cat rows.csv"), part: "test", below: below), files: Self.files)
    #expect(throws: DiagnosticError.self) { try trained.opened() }
    let sealed = try Analysed(
      Self.text(Self.shell("cat rows.csv"), seal: "sealed", part: "test"), files: Self.files)
    #expect(try await sealed.run().outcome.sealed == ["made"])
  }

  @Test("the programs that a run would start are known before it")
  func programs() throws {
    let analysed = try Analysed(Self.text(Self.shell("cat rows.csv")), files: Self.files)
    #expect(try analysed.opened().analysis.stages.map(\.work.programs) == [[], ["sh"]])
  }

  private static let notes = "animal,weight\nox,0.5 t\ncat,4 kg\nant,0.003 g\n"
  private static let kilograms = [500, 4, 0.003 * 0.001]

  @Test(
    "the guide's stage in Python works",
    .enabled(if: Program.find("python3") != nil, "python3 is not installed"))
  func python() async throws {
    let text = try #require(try GuideExamples.blocks(in: "yaml").first).text
    let analysed = try Analysed(
      text,
      files: [
        "notes.csv": Self.notes, "weights.py": try GuideExamples.script("weights.py", "python"),
      ])
    let result = try await analysed.run()
    #expect(result.outcome.problems.isEmpty, "\(result.outcome.problems)")
    #expect(try analysed.table("weights")?["kilograms"]?.numbers == Self.kilograms)
  }

  @Test(
    "the guide's stage in R works",
    .enabled(if: Program.find("Rscript") != nil, "R is not installed"))
  func r() async throws {
    let text = try #require(try GuideExamples.blocks(in: "yaml").first).text
      .replacing("program: python3", with: "program: Rscript")
      .replacing("weights.py", with: "weights.R")
    let analysed = try Analysed(
      text,
      files: ["notes.csv": Self.notes, "weights.R": try GuideExamples.script("weights.R", "r")])
    let result = try await analysed.run()
    #expect(result.outcome.problems.isEmpty, "\(result.outcome.problems)")
    let numbers = try #require(try analysed.table("weights")?["kilograms"]?.numbers)
    for (found, wanted) in zip(numbers, Self.kilograms) {
      #expect(abs(found - wanted) <= 1e-12 * wanted)
    }
  }
}

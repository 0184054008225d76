import Foundation
import TestSupport
import Testing

@Suite("Commands about runs and the cache")
struct HistoryCommandTests {
  private static let analysis = """
    workbench: 1
    title: A small analysis
    seed: 1
    test-set: open
    card:
      use: Trying things out.
    stages:
      - {id: rows, kind: draw, with: {rows: 60, columns: {x: {uniform: [0, 1]}, y: {normal: [0, 1]}}}}
      - {id: parts, kind: split, from: rows}
      - {id: plain, kind: recipe, from: parts.train, with: {target: y}}
      - {id: base, kind: train, from: {rows: parts.train, recipe: plain}, with: {learner: mean}}
      - {id: line, kind: train, from: {rows: parts.train, recipe: plain}, with: {learner: linear}}
      - {id: scores, kind: evaluate, from: {models: [base, line], rows: parts.test}}

    """

  /// A workspace in which the analysis was run.
  private func workspace(runs: Int = 1) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("analyses/small.yaml", Self.analysis)
    try expect(folder, "run analyses/small.yaml")
    if runs > 1 {
      try folder.write(
        "analyses/small.yaml", Self.analysis.replacing("rows: 60", with: "rows: 80"))
      try expect(folder, "run analyses/small.yaml")
    }
    return folder
  }

  @discardableResult
  private func expect(
    _ folder: TemporaryFolder, _ line: String, _ more: [String] = [], status: Int32 = 0
  ) throws -> BuiltProgram.Outcome {
    let arguments = line.split(separator: " ").map(String.init) + more
    let outcome = try BuiltProgram.run(arguments, in: folder.url)
    #expect(outcome.status == status, "\(line): \(outcome.errors)")
    return outcome
  }

  @Test("runs are listed newest first, with what became of their stages")
  func runs() throws {
    let folder = try workspace(runs: 2)
    let lines = try expect(folder, "runs analyses/small.yaml").output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[0].hasPrefix("RUN  ANALYSIS  STARTED"))
    #expect(lines[1].hasPrefix("  2  small") && lines[1].hasSuffix("run analyses/small.yaml"))
    #expect(lines[2].hasPrefix("  1  small") && lines[2].contains(" done "))
    let json = try expect(folder, "runs --json --head 1").output
    #expect(json.contains("\"run\":2") && !json.contains("\"run\":1,"))
    #expect(json.contains("\"stages\":{\"computed\":6}"), "\(json)")
    try expect(folder, "runs --head -1", status: 2)
    try expect(try TemporaryFolder(), "runs", status: 1)
  }

  @Test("a difference names settings with file and line, stages with their reasons, and scores")
  func difference() throws {
    let folder = try workspace(runs: 2)
    for line in ["diff 1 2", "diff analyses/small.yaml", "diff 1 analyses/small.yaml", "diff 2"] {
      let text = try expect(folder, line).output
      #expect(text.contains("from  run 1 of small, "), "\(line)")
      #expect(
        text.contains(#/rows\.rows +60 +80 +analyses/small\.yaml:8/#), "\(line): \(text)")
      #expect(text.contains(#/rows +other results +rows: 60 -> 80/#), "\(line)")
      #expect(text.contains(#/scores +line +parts\.test|scores +line +held-out +mae/#), "\(line)")
    }
    #expect(try expect(folder, "diff 2 2").output.hasSuffix("\n\nNothing differs.\n"))
    let json = try expect(folder, "diff 1 2 --json").output
    #expect(
      json.contains(
        #"{"new":"80","old":"60","place":"analyses/small.yaml:8","setting":"rows","stage":"rows"}"#
      ), "\(json)")
    #expect(try expect(folder, "diff 1 7", status: 1).errors.contains("there is no run 7"))
    #expect(try expect(folder, "diff 1", status: 1).errors.contains("nothing with other results"))
    try expect(folder, "diff none.yaml", status: 3)
  }

  @Test("the page says what changed since the last run, and a first run has nothing to say")
  func changes() throws {
    let folder = try workspace()
    #expect(!(try folder.read("reports/small.html").contains("id=\"page-changes\"")))
    try folder.write(
      "analyses/small.yaml", Self.analysis.replacing("rows: 60", with: "rows: 80"))
    try expect(folder, "run analyses/small.yaml")
    let page = try folder.read("reports/small.html")
    #expect(page.contains("What changed since the last run</h2>"))
    #expect(page.contains(">analyses/small.yaml:8</td>"))
    #expect(page.contains("Trying things out."), "the card")
    try expect(folder, "report analyses/small.yaml --without-measurements")
    #expect(!(try folder.read("reports/small.html").contains("id=\"page-changes\"")))
  }

  @Test("the cache is listed, checked and trimmed, and what is kept is still right")
  func cache() throws {
    let folder = try workspace(runs: 2)
    #expect(try expect(folder, "cache").output.contains(#/small +line +1[0-9] +1[0-9] /#))
    #expect(try expect(folder, "cache ls --json").output.contains("\"stage\":\"scores\""))
    #expect(try expect(folder, "cache verify").output.contains(" pieces checked, 0 damaged"))
    let told = try expect(folder, "cache gc -n --runs 0 --days 0").output
    #expect(told.contains(#/^would remove [1-9][0-9]* results, /#))
    #expect(try expect(folder, "cache gc").output.hasPrefix("removed 0 results, 0 bytes"))
    let done = try expect(folder, "cache gc --runs 0 --days 0").output
    #expect(done == told.replacing("would remove", with: "removed"))
    #expect(
      try expect(folder, "run analyses/small.yaml").errors.contains("0 computed, 6 up to date"))
    try folder.write("analyses/small.yaml", Self.analysis)
    #expect(
      try expect(folder, "run analyses/small.yaml").errors.contains("6 computed, 0 up to date"))
    #expect(try expect(folder, "runs").output.split(separator: "\n").count == 4)
    try expect(folder, "cache gc --runs -1", status: 2)
    try expect(try TemporaryFolder(), "cache", status: 1)
  }
}

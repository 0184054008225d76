import Foundation
import TestSupport
import Testing

@Suite("Commands that read results, and pages run again")
struct ReadingCommandTests {
  private static let analysis = """
    workbench: 1
    title: A small analysis
    seed: 1
    stages:
      - {id: all-rows, kind: read-csv, with: {path: data/small.csv}}
      - {id: parts, kind: split, from: all-rows}
      - {id: plain, kind: recipe, from: parts.train, with: {target: y}}
      - {id: line, kind: train, from: {rows: parts.train, recipe: plain}, with: {learner: linear}}
      - {id: scores, kind: evaluate, from: {models: line, rows: parts.test}}

    """

  private func workspace() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("analyses/small.yaml", Self.analysis)
    try folder.write(
      "analyses/data/small.csv",
      "x,y\n" + (0..<60).map { "\($0),\($0 * 3 % 17)\n" }.joined())
    #expect(try BuiltProgram.run(["run", "analyses/small.yaml"], in: folder.url).status == 0)
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

  @Test("tables of stages answer questions in SQL, and nothing can be changed by one")
  func sql() throws {
    let folder = try workspace()
    func ask(_ query: String, status: Int32 = 0) throws -> BuiltProgram.Outcome {
      try expect(folder, "sql analyses/small.yaml --format csv", [query], status: status)
    }
    #expect(try ask("SELECT count(*) AS n, max(x) AS x FROM all_rows").output == "n,x\n60,59\n")
    #expect(try ask("SELECT count(*) AS n FROM line_held_out").output == "n\n48\n")
    let sealed = try ask("SELECT count(y) AS n, count(x) AS m FROM parts_test")
    #expect(sealed.output == "n,m\n0,12\n")
    #expect(sealed.errors.contains("Test rows are sealed: y of them is NULL"))
    #expect(
      try ask("SELECT 1 AS a FROM al_rows", status: 2).errors.contains("did you mean `all_rows`?"))
    for query in ["DELETE FROM all_rows", "SELECT random() AS r", "SELECT 1 AS a; SELECT 2 AS b"] {
      _ = try ask(query, status: 2)
    }
    try expect(
      folder, "sql analyses/small.yaml --draft 20",
      ["SELECT 1 AS a FROM all_rows"], status: 1)
  }

  @Test("the stages are shown as a table, for Graphviz and as a drawing")
  func dag() throws {
    let folder = try workspace()
    let text = try expect(folder, "dag analyses/small.yaml").output
    #expect(text.contains(#/line +train +fresh +parts, plain/#))
    #expect(text.contains(#/scores +evaluate +sealed +line, parts/#))
    let dot = try expect(folder, "dag analyses/small.yaml --format dot").output
    #expect(dot.contains("\"plain\" -> \"line\";"))
    try expect(folder, "dag analyses/small.yaml --format svg -o graph.svg")
    let svg = try folder.read("graph.svg")
    #expect(svg.hasPrefix("<svg ") && svg.contains("width=\"") && !svg.contains("var(--"))
    try expect(folder, "dag analyses/small.yaml --format xml", status: 2)
  }

  @Test("pictures of the report are written as files in fixed colours")
  func pictures() throws {
    let folder = try workspace()
    let listed = try expect(folder, "report analyses/small.yaml --pictures svg -o pictures").output
    #expect(listed.contains("pictures/pipeline.svg\n"))
    let svg = try folder.read("pictures/pipeline.svg")
    #expect(svg.contains("fill=\"#ffffff\"/>") && !svg.contains("var(--"))
    try expect(folder, "report analyses/small.yaml --pictures svg", status: 2)
    try expect(folder, "report analyses/small.yaml --pictures gif -o pictures", status: 2)
  }

  @Test("a page is computed again from what it carries, and says whether results are the same")
  func reproduce() throws {
    let folder = try workspace()
    let cache = try Data(contentsOf: folder.url.appending(path: ".workbench/cache.sqlite"))
    let same = try expect(folder, "reproduce reports/small.html")
    #expect(same.output.hasPrefix("The same: all "), "\(same.output)")
    let after = try Data(contentsOf: folder.url.appending(path: ".workbench/cache.sqlite"))
    #expect(cache == after, "the workspace is not touched")

    let page = try folder.read("reports/small.html")
    let digest = try #require(page.firstMatch(of: #/"name":"held-out","sha256":"([0-9a-f]{64})"/#))
    let other = page.replacing(
      digest.output.0, with: digest.output.0.replacing(digest.output.1, with: "00000000"))
    try folder.write("reports/other.html", other)
    let differs = try expect(folder, "reproduce reports/other.html", status: 1)
    #expect(differs.output.contains(#/line +held-out +00000000 +[0-9a-f]{12}/#))
    #expect(differs.output.contains("1 of "))

    let away = try TemporaryFolder()
    try away.write("page.html", page)
    #expect(
      try expect(away, "reproduce page.html", status: 4).errors.contains(
        "'analyses/data/small.csv' is not there"))
    try expect(away, "reproduce page.html --data", [folder.url.path])
    try folder.write("analyses/data/small.csv", "x,y\n1,2\n")
    #expect(
      try expect(folder, "reproduce reports/small.html", status: 4).errors.contains(
        "has other content"))
    try folder.write("reports/none.html", "<html></html>")
    try expect(folder, "reproduce reports/none.html", status: 3)
    try expect(folder, "reproduce reports/nowhere.html", status: 3)
  }

  @Test("a page that would start programs or write elsewhere is refused")
  func hostilePage() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "analyses/c.yaml",
      """
      workbench: 1
      title: t
      stages:
        - id: rows
          kind: command
          with: {program: sh, arguments: [-c, "echo x > rows.csv; echo 1 >> rows.csv"], output: rows.csv, columns: {x: number}}

      """)
    try folder.write(
      "analyses/w.yaml",
      """
      workbench: 1
      title: t
      stages:
        - {id: rows, kind: draw, with: {rows: 3, columns: {x: {uniform: [0, 1]}}}}
        - {id: file, kind: write-csv, from: rows, with: {path: out.csv}}

      """)
    try expect(folder, "run analyses/c.yaml")
    let refused = try expect(folder, "reproduce reports/c.html", status: 2)
    #expect(refused.errors.contains("'rows' starts 'sh'; `--allow-programs` lets it"))
    try expect(folder, "reproduce reports/c.html --allow-programs")

    try expect(folder, "run analyses/w.yaml")
    let page = try folder.read("reports/w.html")
    let up = String(repeating: "../", count: 30)
    try folder.write(
      "reports/w.html", page.replacing("path: out.csv", with: "path: \(up)tmp/o.csv"))
    try expect(folder, "reproduce reports/w.html", status: 3)
  }
}

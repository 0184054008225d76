import Foundation
import TestSupport
import Testing

@Suite("Exit status and streams")
struct ExitStatusTests {
  /// A call in a workspace in which nothing was run, and how it must end.
  struct Call: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    let status: Int32
    /// A part of what is said on standard error.
    let says: String

    init(_ line: String, _ status: Int32, _ says: String = "") {
      arguments = line.split(separator: " ").map(String.init)
      self.status = status
      self.says = says
    }

    var testDescription: String { "workbench " + arguments.joined(separator: " ") }
  }

  private static let small = """
    workbench: 1
    title: A small analysis
    seed: 1
    stages:
      - {id: rows, kind: draw, with: {rows: 30, columns: {x: {uniform: [0, 1]}, y: {normal: [0, 1]}}}}
      - {id: plain, kind: recipe, from: rows, with: {target: y}}

    """

  private static let calls = [
    Call("--help", 0), Call("run --help", 0), Call("--version", 0), Call("help status", 0),
    Call("kinds", 0), Call("kinds train", 0), Call("check analyses/small.yaml", 0),
    Call("status analyses/small.yaml", 0),
    Call("kinds trian", 2, "there is no kind 'trian'; did you mean `train`?"),
    Call("--hlp", 2, "--hlp"),
    Call("rum analyses/small.yaml", 2, "there is no command 'rum'; did you mean `run`?"),
    Call("watch analyses/smal.yaml", 3, "did you mean `analyses/small.yaml`?"),
    Call("run houses.csv", 3, "`workbench new houses.csv --target COLUMN` begins an analysis"),
    Call("run analyses/small.yaml --from plain --to rows", 2, "'rows' does not need 'plain'"),
    Call("run analyses/small.yaml rows --from plain", 2, "not both at once"),
    Call("run", 2, "<analysis>"), Call("check", 2, "<analysis>"),
    Call("run analyses/small.yaml --frm rows", 2, "Did you mean '--from'?"),
    Call("run analyses/small.yaml row", 2, "has no stage 'row'; did you mean `rows`?"),
    Call("run analyses/small.yaml --from nowhere", 2, "it has rows, plain"),
    Call("run analyses/small.yaml -j many", 2, "many"),
    Call("run analyses/small.yaml -j 5000", 2, "from 1 to 1024; this is 5000"),
    Call("run analyses/small.yaml --set rows", 2, "ID.SETTING=VALUE"),
    Call("show analyses/small.yaml", 2, "<output>"),
    Call("show analyses/small.yaml rows --format xml", 2, "xml"),
    Call("show analyses/small.yaml rows --head -1", 2, "from 0; this is -1"),
    Call("look houses.csv --head -1", 2, "from 0; this is -1"),
    Call("kinds one-hot", 0), Call("kinds trees", 0), Call("kinds command", 0),
    Call("kinds one-hut", 2, "did you mean `one-hot`?"),
    Call("new houses.csv price", 2, "`workbench new houses.csv --target price`"),
    Call("new houses.csv small town", 2, "a name with spaces stands in quotes"),
    Call("new small.csv --target x", 2, "'analyses/small.yaml' is there already; `--force`"),
    Call("run analyses/small", 3, "did you mean `analyses/small.yaml`?"),
    Call("run analyses/town.yaml", 3, "there is no analysis file 'analyses/town.yaml' [WB0101]\n"),
    Call("show analyses/small.yaml rows", 1, "`workbench run analyses/small.yaml rows` makes it"),
    Call("show analyses/small.yaml row", 1, "did you mean `rows`?"),
    Call("show analyses/small.yaml rows.tabel", 1, "it has table"),
    Call("metrics analyses/small.yaml", 1, "workbench run analyses/small.yaml"),
    Call("status analyses/small.yaml --exit-code", 10),
    Call("run small.yaml", 3, "did you mean `analyses/small.yaml`?"),
    Call("run analyses/smal.yaml", 3, "did you mean `analyses/small.yaml`?"),
    Call("check analyses", 3, "'analyses' is a folder; an analysis file is needed"),
    Call("check /dev/zero", 3, "/dev/zero:1:1: error: the file is too large"),
    Call("status analyses/broken.yaml", 3, "analyses/broken.yaml:1:1: error: "),
    Call("show analyses/broken.yaml rows", 3, "analyses/broken.yaml:1:1: error: "),
    Call("metrics analyses/missing.yaml", 4, "there is no file 'none.csv'"),
    Call("why analyses/missing.yaml f", 4, "there is no file 'none.csv'"),
  ]

  @Test(
    "a call ends with the status of its sort, answers on one stream and says all else on the other",
    arguments: calls)
  func callsEnd(_ call: Call) throws {
    let folder = try TemporaryFolder()
    try folder.write("analyses/small.yaml", Self.small)
    try folder.write("analyses/broken.yaml", "workbench: 1\ntitel: T\n")
    try folder.write(
      "analyses/missing.yaml",
      "workbench: 1\ntitle: T\nstages: [{id: f, kind: read-csv, with: {path: none.csv}}]\n")
    let outcome = try BuiltProgram.run(call.arguments, in: folder.url)
    #expect(outcome.status == call.status, "\(outcome.output)\(outcome.errors)")
    #expect(call.says.isEmpty || outcome.errors.contains(call.says), "\(outcome.errors)")
    let answers = call.status == 0 || call.status == 10
    #expect(outcome.output.isEmpty != answers)
    #expect(outcome.errors.isEmpty == answers)
    #expect(!outcome.errors.contains("\u{1B}"))
    #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: ".workbench").path))
  }

  @Test("a byte-order mark and line ends of Windows are read like any other file")
  func windowsFiles() throws {
    let folder = try TemporaryFolder()
    let text = "\u{FEFF}" + Self.small.replacing("\n", with: "\r\n")
    try folder.write("analyses/a.yaml", text)
    let checked = try BuiltProgram.run(["check", "analyses/a.yaml"], in: folder.url)
    #expect(checked.output == "analyses/a.yaml: 2 stages, nothing wrong\n", "\(checked.errors)")
    try folder.write("analyses/a.yaml", text.replacing("target: y", with: "target: z"))
    let broken = try BuiltProgram.run(["check", "analyses/a.yaml"], in: folder.url)
    #expect(broken.errors.hasPrefix("analyses/a.yaml:6:58: error: column 'z'"), "\(broken.errors)")
  }

  @Test("a seed where it has no effect is a warning, and the run goes on")
  func warningLetsTheRunGoOn() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "analyses/a.yaml", Self.small.replacing("target: y}}", with: "target: y}, seed: 3}"))
    let checked = try BuiltProgram.run(["check", "analyses/a.yaml"], in: folder.url)
    #expect(checked.status == 0)
    #expect(checked.output == "analyses/a.yaml: 2 stages, 1 warning\n")
    #expect(
      checked.errors.hasPrefix(
        "analyses/a.yaml:6:68: warning: 'recipe' uses no random numbers"), "\(checked.errors)")
    let run = try BuiltProgram.run(["run", "analyses/a.yaml"], in: folder.url)
    #expect(run.status == 0)
    #expect(run.output == "reports/a.html\n")
  }

  @Test("after a run the status is fresh, results can be shown, and a change is noticed")
  func statusFollowsTheRun() throws {
    let folder = try TemporaryFolder()
    try folder.write("analyses/small.yaml", Self.small)
    #expect(try BuiltProgram.run(["run", "analyses/small.yaml"], in: folder.url).status == 0)
    let status = ["status", "analyses/small.yaml", "--exit-code"]
    #expect(try BuiltProgram.run(status, in: folder.url).status == 0)
    let shown = try BuiltProgram.run(
      ["show", "analyses/small.yaml", "rows", "--format", "csv", "--head", "2"], in: folder.url)
    #expect(shown.status == 0)
    #expect(shown.output.split(separator: "\n").count == 3)
    #expect(shown.output.hasPrefix("x,y\n"))
    let changed = try BuiltProgram.run(status + ["--set", "rows.rows=31"], in: folder.url)
    #expect(changed.status == 10)
    #expect(changed.output.contains("31"), "\(changed.output)")
  }
}

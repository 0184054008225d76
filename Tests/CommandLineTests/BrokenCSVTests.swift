import Digests
import Foundation
import TestSupport
import Testing

@Suite("Broken CSV files")
struct BrokenCSVTests {
  @Test(
    "what the header shows is told by check, and the cache stays as it was",
    arguments: BrokenCSV.all.filter(\.isSeenByCheck))
  func headerProblemsAreTold(_ broken: BrokenCSV) throws {
    let folder = try Self.folder(of: broken)
    let checked = try BuiltProgram.run(["check", "analyses/a.yaml"], in: folder.url)
    #expect(checked.status == 4)
    #expect(checked.output.isEmpty)
    Self.expect(broken, in: checked.errors)
    #expect(try folder.names(in: ".") == ["analyses"])

    let cache = try GoodWorkspace.cache()
    try folder.write(".workbench/cache.sqlite", bytes: cache)
    let run = try BuiltProgram.run(["run", "analyses/a.yaml"], in: folder.url)
    #expect(run.status == 4)
    #expect(run.errors == checked.errors)
    let after = try Data(contentsOf: folder.url.appending(path: ".workbench/cache.sqlite"))
    #expect(Digest(of: [UInt8](after)) == Digest(of: cache))
    #expect(try folder.names(in: ".") == [".workbench", "analyses"])
  }

  @Test(
    "what a row shows is told by the run, which keeps what was done before",
    arguments: BrokenCSV.all.filter { !$0.isSeenByCheck })
  func rowProblemsAreTold(_ broken: BrokenCSV) throws {
    let folder = try Self.folder(of: broken)
    let checked = try BuiltProgram.run(["check", "analyses/a.yaml"], in: folder.url)
    #expect(checked.status == 0, "\(checked.errors)")

    let run = try BuiltProgram.run(["run", "analyses/a.yaml", "--keep-going"], in: folder.url)
    #expect(run.status == 4)
    Self.expect(broken, in: run.errors)
    #expect(run.errors.contains("failed    houses"))
    #expect(run.errors.contains("skipped   more"))
    #expect(run.errors.contains("3 computed, 0 up to date, 1 failed, 1 skipped"), "\(run.errors)")

    try folder.write("analyses/houses.csv", "area,price\n80,210\n90,330\n")
    let mended = try BuiltProgram.run(["run", "analyses/a.yaml"], in: folder.url)
    guard broken.settings.isEmpty else { return }
    #expect(mended.status == 0, "\(mended.errors)")
    #expect(mended.errors.contains("2 computed, 3 up to date"), "\(mended.errors)")
  }

  @Test("a column that one slip makes text is pointed at, and a model on it says so")
  func slipMakesText() throws {
    let folder = try TemporaryFolder()
    let good = String(repeating: "80,210\n90,330\n", count: 6000)
    try folder.write("analyses/houses.csv", "area,price\n\(good)1O0,400\n")
    try folder.write(
      "analyses/a.yaml",
      """
      workbench: 1
      title: A slip
      stages:
        - {id: houses, kind: read-csv, with: {path: houses.csv}}
        - {id: plain, kind: recipe, from: houses, with: {target: price}}
        - {id: line, kind: train, from: {rows: houses, recipe: plain}, with: {learner: linear}}

      """)
    let run = try BuiltProgram.run(["run", "analyses/a.yaml"], in: folder.url)
    #expect(run.status == 1)
    #expect(
      run.errors.contains(
        "analyses/houses.csv:12002:1: '1O0' in column 'area' is not a number, so the column is text"
      ), "\(run.errors)")
    #expect(run.errors.contains("'area'"), "\(run.errors)")
  }

  private static func folder(of broken: BrokenCSV) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("analyses/a.yaml", broken.analysis)
    try folder.write("analyses/houses.csv", bytes: broken.bytes)
    return folder
  }

  private static func expect(_ broken: BrokenCSV, in errors: String) {
    let lines = errors.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix(broken.says) }, "\(errors)")
    #expect(lines.contains { $0.contains(broken.helps) } || broken.helps.isEmpty, "\(errors)")
  }
}

import Foundation
import TestSupport
import Testing

@Suite("Counting looks at test targets")
struct LooksCommandTests {
  private static let analysis = """
    workbench: 1
    title: Looked at
    seed: 1
    stages:
      - {id: drawn, kind: draw, with: {rows: 60, columns: {x: {uniform: [0, 9]}, n: {normal: [0, 1]}}}}
      - {id: rows, kind: sql, from: drawn, with: {query: "SELECT x, 2 * x + n AS y FROM drawn"}}
      - {id: parts, kind: split, from: rows, with: {test: 0.4}}
      - {id: plain, kind: recipe, from: parts.train, with: {target: y}}
      - {id: line, kind: train, from: {rows: parts.train, recipe: plain}, with: {learner: linear}}
      - {id: scores, kind: evaluate, from: {models: line, rows: parts.test}}

    """

  private static func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("analyses/looked.yaml", analysis)
    return folder
  }

  @discardableResult
  private static func call(_ arguments: [String], _ folder: TemporaryFolder) throws
    -> BuiltProgram.Outcome
  {
    try BuiltProgram.run(arguments, in: folder.url)
  }

  @Test("nothing is noted while test rows are sealed, and each look once they are not")
  func noted() throws {
    let folder = try Self.folder()
    try Self.call(["run", "analyses/looked.yaml"], folder)
    #expect(throws: (any Error).self) { try folder.read("analyses/looked.looks") }
    #expect(try Self.call(["looks", "analyses/looked.yaml"], folder).output.isEmpty)
    try Self.call(["run", "analyses/looked.yaml", "--unseal"], folder)
    let noted = try folder.read("analyses/looked.looks")
    let lines = noted.split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(lines.count == 1 && lines[0].contains(" scores model "))
    let told = try Self.call(["looks", "analyses/looked.yaml"], folder)
    #expect(told.status == 0 && told.errors.contains("At least 1 look at"))
    #expect(told.output.contains("scores"))
    // Nothing to do writes nothing, and a model of other settings is another look.
    try Self.call(["run", "analyses/looked.yaml", "--unseal"], folder)
    #expect(try folder.read("analyses/looked.looks") == noted)
    try folder.write(
      "analyses/looked.yaml", Self.analysis.replacing("learner: linear", with: "learner: mean"))
    try Self.call(["run", "analyses/looked.yaml", "--unseal"], folder)
    #expect(try folder.read("analyses/looked.looks").hasPrefix(noted))
    let both = try Self.call(["looks", "analyses/looked.yaml", "--json"], folder).output
    #expect(both.components(separatedBy: "\"stage\"").count == 3)
  }

  @Test("looks outlive the cache, and the same model on the same rows is no new one")
  func kept() throws {
    let folder = try Self.folder()
    try Self.call(["run", "analyses/looked.yaml", "--unseal"], folder)
    let text = try folder.read("analyses/looked.looks")
    let look = try #require(text.split(separator: "\n").last)
    let other = look.replacing(/model [0-9a-f]{4}/) { _ in "model 0000" }
    try folder.write("analyses/looked.looks", text + other + "\nnot a look\n")
    try FileManager.default.removeItem(at: folder.url.appending(path: ".workbench"))
    try Self.call(["run", "analyses/looked.yaml", "--unseal"], folder)
    let told = try Self.call(["looks", "analyses/looked.yaml"], folder)
    #expect(told.errors.contains("At least 2 looks"))
    #expect(told.errors.contains("is no look") && told.errors.contains("looked.looks:5"))
    #expect(try folder.read("analyses/looked.looks").hasSuffix("not a look\n"))
    #expect(try folder.read("reports/looked.html").contains("Test targets were read for 2 models"))
  }

  @Test("a file that cannot be read is left as it is, and the run says so and is done")
  func unreadable() throws {
    let folder = try Self.folder()
    let bytes: [UInt8] = [0xFF, 0xFE, 0x00, 0x0A]
    try folder.write("analyses/looked.looks", bytes: bytes)
    let run = try Self.call(["run", "analyses/looked.yaml", "--unseal"], folder)
    #expect(run.status == 0 && run.errors.contains("could not be noted in 'looked.looks'"))
    let kept = try Data(contentsOf: folder.url.appending(path: "analyses/looked.looks"))
    #expect([UInt8](kept) == bytes)
  }
}

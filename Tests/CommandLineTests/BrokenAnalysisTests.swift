import Diagnostics
import Digests
import Foundation
import TestSupport
import Testing

@Suite("Broken analyses")
struct BrokenAnalysisTests {
  /// A problem as `check --json` tells it.
  struct Told: Decodable {
    let file: String?
    let line: Int?
    let column: Int?
    let severity: String
    let code: String
    let message: String
    let hints: [String]
  }

  @Test(
    "each problem has its place, its code, and a sentence that helps",
    arguments: BrokenSettings.all + BrokenReferences.all + BrokenTexts.all + BrokenSurroundings.all)
  func problemsAreTold(_ broken: BrokenAnalysis) throws {
    let folder = try Self.folder(of: broken)
    let checked = try BuiltProgram.run(
      ["check", "analyses/broken.yaml", "--json"] + broken.arguments, in: folder.url)
    #expect(checked.status == broken.status)
    let told = try JSONDecoder().decode([Told].self, from: Data(checked.output.utf8))
    try #require(told.count == broken.problems.count, "\(checked.output)")
    for (index, (told, wanted)) in zip(told, broken.problems).enumerated() {
      #expect(told.code == wanted.code.rawValue)
      #expect(told.message.contains(wanted.says), "\(told.message)")
      if let hint = wanted.hint {
        #expect(told.hints.contains { $0.contains(hint) }, "\(told.hints)")
      }
      try Self.expectPlace(of: told, broken.marked.places[index + 1])
      Self.expectHouseWording(told)
    }
    #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: ".workbench").path))
  }

  @Test(
    "nothing runs, and the cache stays as it was to the byte",
    arguments: BrokenSettings.all + BrokenReferences.all + BrokenTexts.all + BrokenSurroundings.all)
  func cacheStaysAsItWas(_ broken: BrokenAnalysis) throws {
    let folder = try Self.folder(of: broken)
    let cache = try GoodWorkspace.cache()
    try folder.write(".workbench/cache.sqlite", bytes: cache)
    let run = try BuiltProgram.run(
      ["run", "analyses/broken.yaml"] + broken.arguments, in: folder.url)
    #expect(run.status == broken.status, "\(run.errors)")
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("error: "))
    #expect(try folder.names(in: ".workbench") == ["cache.sqlite"])
    let after = try Data(contentsOf: folder.url.appending(path: ".workbench/cache.sqlite"))
    #expect(Digest(of: [UInt8](after)) == Digest(of: cache))
    #expect(try folder.names(in: ".") == [".workbench", "analyses"])
  }

  /// Gives a workspace with the broken analysis and the files it needs.
  private static func folder(of broken: BrokenAnalysis) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let bytes = broken.bytes ?? Array(broken.marked.text.utf8)
    try folder.write("analyses/broken.yaml", bytes: bytes)
    try folder.write("analyses/test.csv", BrokenAnalysis.testCSV)
    for (path, text) in broken.files { try folder.write(path, text) }
    return folder
  }

  private static func expectPlace(of told: Told, _ place: MarkedText.Place?) throws {
    guard let place else {
      #expect(told.file == nil || told.file?.hasPrefix("--set ") == true, "\(told)")
      return
    }
    #expect(told.file == "analyses/broken.yaml")
    #expect(told.line == place.line, "\(told)")
    #expect(told.column == place.column, "\(told)")
  }

  /// Sentences begin with a small letter, a quotation or a word of capitals, such as YAML, and end
  /// without a full stop.
  private static func expectHouseWording(_ told: Told) {
    for sentence in [told.message] + told.hints {
      let first = sentence.prefix { $0 != " " }
      #expect(first.first?.isUppercase == false || first == first.uppercased(), "\(sentence)")
      #expect(sentence.last != ".", "\(sentence)")
      #expect(!sentence.contains("\n"))
      #expect(!sentence.lowercased().contains("invalid"), "\(sentence)")
    }
  }
}

/// A workspace in which an analysis ran without problems.
enum GoodWorkspace {
  private static let made = Result { () throws -> [UInt8] in
    let folder = try TemporaryFolder()
    try folder.write("analyses/test.csv", BrokenAnalysis.testCSV)
    try folder.write("analyses/broken.yaml", BrokenAnalysis.opening)
    let run = try BuiltProgram.run(["run", "analyses/broken.yaml"], in: folder.url)
    guard run.status == 0 else { throw DiagnosticError(Diagnostic(.stageFailed, run.errors)) }
    let file = folder.url.appending(path: ".workbench/cache.sqlite")
    return [UInt8](try Data(contentsOf: file))
  }

  /// Gives the bytes of its cache, with results under the name `broken`.
  static func cache() throws -> [UInt8] { try made.get() }
}

extension TemporaryFolder {
  /// Gives the sorted names of what lies in a folder.
  func names(in path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: url.appending(path: path).path).sorted()
  }
}

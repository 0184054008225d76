import Analyses
import Foundation
import Learning
import Stages
import TestSupport
import Testing
import WorkbenchKit

@Suite("Catalogs")
struct CatalogTests {
  /// Gives the names of the types below `Sources/Stages` that declare a protocol.
  private func declared(_ protocolName: String) throws -> Set<String> {
    let folder = SharedMaterial.root.appending(path: "Sources/Stages")
    let pattern = try Regex<(Substring, Substring)>(
      "(?:enum|struct|extension) ([A-Za-z0-9]+): (?:[A-Za-z]+, )*\(protocolName)\\b")
    var names: Set<String> = []
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    while let file = files?.nextObject() as? URL {
      guard file.pathExtension == "swift" else { continue }
      for match in try String(contentsOf: file, encoding: .utf8).matches(of: pattern) {
        names.insert(String(match.output.1))
      }
    }
    return names
  }

  @Test("every kind of stage that the sources declare is in the catalog, and nothing else")
  func kinds() throws {
    let names = Set(StageCatalog.builtIn.kinds.map { "\($0)" })
    #expect(names.count >= 8)
    #expect(try declared("StageKind") == names, "Catalog.swift lists every kind once")
  }

  @Test("every learner that the sources declare is in the catalog, and nothing else")
  func learners() throws {
    let names = Set(LearnerCatalog.kinds.map { "\($0)" })
    #expect(names.count >= 3)
    #expect(try declared("LearnerKind") == names, "LearnerCatalog.swift lists every learner once")
  }

  @Test("the name of a kind leads to it, and is written like every word of an analysis file")
  func names() {
    for kind in StageCatalog.builtIn.kinds {
      #expect(StageCatalog.builtIn.kind(named: kind.name).map { "\($0)" } == "\(kind)")
      #expect(kind.name.wholeMatch(of: /[a-z][a-z0-9-]*/) != nil)
      #expect(kind.revision >= 1)
      #expect(!kind.outputs.isEmpty)
    }
    #expect(StageCatalog.builtIn.kind(named: "nothing") == nil)
  }

  @Test(
    "the reference of a kind names its inputs, outputs and settings in sentences",
    arguments: StageCatalog.builtIn.names)
  func reference(name: String) throws {
    let reference = try #require(KindReference(named: name))
    let kind = try #require(StageCatalog.builtIn.kind(named: name))
    let lines = reference.text.split(separator: "\n").map(String.init)
    #expect(lines[0] == "\(name): \(kind.summary)")
    for port in kind.ports { #expect(reference.text.contains("  \(port.name) (")) }
    for output in kind.outputs { #expect(lines.contains { $0.hasPrefix("  \(output.name) (") }) }
    for setting in kind.settingDescriptions {
      #expect(lines.contains { $0.hasPrefix("  \(setting.name): ") }, "\(setting.name)")
      #expect(setting.summary.hasSuffix("."), "\(setting.name): \(setting.summary)")
    }
    #expect(reference.text.contains("Example: "))
  }

  @Test("the settings of every learner stand in the reference of `train`")
  func learnerSettings() throws {
    let text = try #require(KindReference(named: "train")).text
    for variant in LearnerCatalog.variants {
      #expect(text.contains("with \(variant.name): "))
      for setting in variant.description.settings {
        #expect(text.contains("\(setting.name): "), "\(variant.name) \(setting.name)")
      }
    }
  }
}

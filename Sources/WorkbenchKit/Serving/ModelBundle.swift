import Analyses
package import Diagnostics
import Digests
import Foundation
import Learning
import Stages
import Tables

/// A folder with models and all that serving them takes, and nothing else.
///
///     bundle.json       the models, their digests and how their CSV is written
///     NAME.model        the bytes of a model
///     NAME.background   rows for explanations, where there are any
///     report.html       the report of the analysis
package struct ModelBundle {
  private static let list = "bundle.json"
  private static let page = "report.html"
  private static let layout = 1

  private let url: URL
  private let path: String

  package init(_ path: String) {
    self.path = path
    url = URL(filePath: path, directoryHint: .isDirectory).standardizedFileURL
  }

  /// Tells whether there is a bundle at a path.
  package static func isBundle(_ path: String) -> Bool {
    let list = URL(filePath: path, directoryHint: .isDirectory).appending(path: Self.list)
    return FileManager.default.fileExists(atPath: list.path)
  }

  /// Writes a bundle into a folder that is empty, absent, or holds a bundle; gives its files.
  package func write(_ served: ServedAnalysis) throws(DiagnosticError) -> [String] {
    try prepare()
    var names: [String] = []
    func put(_ name: String, _ bytes: [UInt8]) throws(DiagnosticError) {
      try NewFile(url.appending(path: name).path).write(bytes)
      names.append(name)
    }
    for part in served.parts {
      try put(part.name + ".model", part.model.encoded())
      if let background = part.background {
        try put(part.name + ".background", background.encoded())
      }
    }
    if let report = served.report { try put(Self.page, report) }
    let manifest = BundleManifest(
      layout: Self.layout, version: Version.text,
      models: served.parts.map { BundledModel($0) })
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    do {
      try put(Self.list, [UInt8](try encoder.encode(manifest)) + [UInt8(ascii: "\n")])
    } catch let error as DiagnosticError {
      throw error
    } catch {
      throw problem("'\(path)' cannot be written: \(error)", .cannotWrite)
    }
    return names
  }

  /// Makes the folder, or refuses one that holds something else.
  private func prepare() throws(DiagnosticError) {
    let manager = FileManager.default
    let there = (try? manager.contentsOfDirectory(atPath: url.path)) ?? []
    guard there.isEmpty || there.contains(Self.list) else {
      throw problem(
        "'\(path)' holds files of another kind", .cannotWrite,
        hints: ["name a folder that is new or empty"])
    }
    do {
      try manager.createDirectory(at: url, withIntermediateDirectories: true)
      for name in there where [".model", ".background"].contains(where: { name.hasSuffix($0) }) {
        try manager.removeItem(at: url.appending(path: name))
      }
      if there.contains(Self.page) { try manager.removeItem(at: url.appending(path: Self.page)) }
    } catch {
      throw problem("'\(path)' cannot be made", .cannotWrite)
    }
  }

  /// Reads a bundle; throws where it is none, or a file is not as it was written.
  package func read() throws(DiagnosticError) -> ServedAnalysis {
    guard let data = try? Data(contentsOf: url.appending(path: Self.list)) else {
      throw problem(
        "'\(path)' is no bundle: it has no file '\(Self.list)'", .inputMissing,
        hints: ["`workbench bundle ANALYSIS --model STAGE -o \(path)` makes one"])
    }
    let manifest: BundleManifest
    do {
      manifest = try JSONDecoder().decode(BundleManifest.self, from: data)
    } catch {
      throw problem("'\(path)/\(Self.list)' cannot be read: \(error)", .inputUnreadable)
    }
    guard manifest.layout == Self.layout, !manifest.models.isEmpty else {
      throw problem(
        "'\(path)' is a bundle of another version, or without models", .inputUnreadable,
        hints: ["make it again with this version of the program"])
    }
    var parts: [ServedAnalysis.Part] = []
    for entry in manifest.models { parts.append(try part(entry)) }
    let report = try? Data(contentsOf: url.appending(path: Self.page))
    return ServedAnalysis(parts: parts, report: report.map { [UInt8]($0) })
  }

  private func part(_ entry: BundledModel) throws(DiagnosticError) -> ServedAnalysis.Part {
    // A name leads to a file of the bundle, and to none outside of it.
    guard !entry.name.contains("/"), !entry.name.hasPrefix(".") else {
      throw problem("'\(entry.name)' is no name of a model", .inputUnreadable)
    }
    do {
      let bytes = [UInt8](try Data(contentsOf: url.appending(path: entry.name + ".model")))
      guard Digest(of: bytes).hex == entry.digest else {
        throw problem(
          "the model '\(entry.name)' in '\(path)' is not as it was written", .inputUnreadable,
          hints: ["make the bundle again"])
      }
      let background = try? Data(contentsOf: url.appending(path: entry.name + ".background"))
      return ServedAnalysis.Part(
        name: entry.name, model: try Model.decode(bytes), csv: try entry.csv.options(),
        background: try background.map { try Table(decoding: [UInt8]($0)) }, seed: entry.seed)
    } catch let error as DiagnosticError {
      throw error
    } catch {
      throw problem(
        "the model '\(entry.name)' in '\(path)' cannot be read: \(error)", .inputUnreadable)
    }
  }

  private func problem(
    _ text: String, _ code: DiagnosticCode, hints: [String] = []
  ) -> DiagnosticError {
    DiagnosticError(Diagnostic(code, text, hints: hints))
  }
}

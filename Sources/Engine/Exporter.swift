import Analyses
import Cache
import Diagnostics
import Digests
package import Foundation

/// Puts outputs that are also files in their places, and never over somebody's own work.
struct Exporter: Sendable {
  let store: ResultStore
  /// Whether a file that was edited by hand may be written over.
  let overwrites: Bool
  /// Gives the place of an export and the path that it is recorded and shown by.
  let locate: @Sendable (Export) -> ExportPlace

  /// Puts the files of a stage in place where they are missing or older outputs of ours.
  ///
  /// A file with other bytes that this program never wrote there was edited by hand; then it is
  /// left as it is, and the problem is thrown. Gives the paths of the files that it wrote.
  @discardableResult
  func materialise(_ stage: Stage, _ result: [StoredOutput]) throws -> [String] {
    var written: [String] = []
    for export in stage.work.exports {
      guard let output = result.first(where: { $0.name == export.output }) else { continue }
      let place = locate(export)
      if let present = try digest(of: place) {
        let known = try store.writtenFile(place.shownPath)
        if present == output.digest {
          // A file that came with the repository is ours as soon as it is what we would write.
          if !known.contains(present) {
            try store.recordWrittenFile(place.shownPath, digest: present)
          }
          continue
        }
        guard overwrites || known.contains(present) else {
          throw DiagnosticError(edited(place, stage, export))
        }
      }
      guard let bytes = try store.bytes(of: output.digest) else {
        throw EngineError.artifactLost(output.digest)
      }
      // Recorded first: a run that is killed between the two still knows the file as its own.
      try store.recordWrittenFile(place.shownPath, digest: output.digest)
      try write(bytes, to: place)
      written.append(place.shownPath)
    }
    return written
  }

  private func digest(of place: ExportPlace) throws -> Digest? {
    guard FileManager.default.fileExists(atPath: place.url.path) else { return nil }
    do {
      return Digest(of: [UInt8](try Data(contentsOf: place.url)))
    } catch {
      throw DiagnosticError(
        Diagnostic(
          .cannotWrite,
          "'\(place.shownPath)' is in the place of a file to write and cannot be read",
          hints: ["a folder or a file without permissions lies there; move it away"]))
    }
  }

  /// The bytes go beside the file first and take its place by a rename, so that no reader ever
  /// sees half a file.
  private func write(_ bytes: [UInt8], to place: ExportPlace) throws {
    do {
      try FileManager.default.createDirectory(
        at: place.url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: place.url, options: .atomic)
    } catch {
      throw DiagnosticError(
        Diagnostic(.cannotWrite, "'\(place.shownPath)' cannot be written: \(error)"))
    }
  }

  private func edited(_ place: ExportPlace, _ stage: Stage, _ export: Export) -> Diagnostic {
    let setting = stage.settingPlaces[export.setting] ?? stage.place
    return Diagnostic(
      .fileEdited, "'\(place.shownPath)' is not what '\(stage.id)' wrote; somebody changed it",
      span: setting?.span, lineText: setting?.lineText,
      hints: ["move the file away to keep it, or run with `--force` to write over it"])
  }
}

/// Where an exported file lies, and how it is shown and recorded.
package struct ExportPlace: Sendable, Hashable {
  package let url: URL
  package let shownPath: String

  package init(url: URL, shownPath: String) {
    self.url = url
    self.shownPath = shownPath
  }
}

import Analyses
import Diagnostics
import Digests
import Foundation

/// The files that the stages of an analysis read, relative to its folder.
struct SourceFiles: Sendable {
  /// How much of a file is looked at when an analysis is checked.
  private static let beginningByteCount = 1 << 16

  let folder: URL

  /// Gives the place of a path as written.
  func url(_ path: String) -> URL {
    URL(filePath: path, relativeTo: folder).standardizedFileURL
  }

  /// Opens a file and gives its first bytes, or the problem with it.
  func beginning(_ path: String) -> Result<TypeCheck.FileBeginning, Diagnostic> {
    let url = url(path)
    guard FileManager.default.fileExists(atPath: url.path) else {
      return .failure(missing(path, url))
    }
    guard !url.isExistingFolder else {
      return .failure(Diagnostic(.inputUnreadable, "'\(path)' is a folder; a file is needed"))
    }
    guard url.isRegularFile else {
      return .failure(
        Diagnostic(
          .inputUnreadable, "'\(path)' is a device or a pipe; a file is needed",
          hints: ["write its rows into a file first, so that a run can be repeated"]))
    }
    do {
      let handle = try FileHandle(forReadingFrom: url)
      defer { try? handle.close() }
      let data = try handle.read(upToCount: Self.beginningByteCount + 1) ?? Data()
      return .success(
        TypeCheck.FileBeginning(
          shownPath: Workspace.shown(url), bytes: [UInt8](data.prefix(Self.beginningByteCount)),
          isWhole: data.count <= Self.beginningByteCount))
    } catch {
      return .failure(
        Diagnostic(
          .inputUnreadable, "'\(path)' cannot be read",
          hints: ["look at the permissions of \(Workspace.shown(url))"]))
    }
  }

  private func missing(_ path: String, _ url: URL) -> Diagnostic {
    let parent = url.deletingLastPathComponent()
    let others = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
    var hint = "the path is relative to the folder of the analysis file"
    if let elsewhere = elsewhere(path) {
      hint = "\(hint); did you mean `\(elsewhere)`?"
    } else if let nearest = Suggestion.nearest(
      toFile: url.lastPathComponent, among: others.sorted())
    {
      let written = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      hint = "did you mean `\((written + [nearest[...]]).joined(separator: "/"))`?"
    }
    return Diagnostic(
      .inputMissing, "there is no file '\(path)' (\(Workspace.shown(url)))", hints: [hint])
  }

  /// The path from the analysis to a file that lies where the path leads from other folders.
  private func elsewhere(_ path: String) -> String? {
    guard !path.hasPrefix("/"), !path.hasPrefix("../") else { return nil }
    return ["../\(path)", "data/\(path)", "../data/\(path)"].first { url($0).isRegularFile }
  }

  /// Reads a file in pieces and gives the digest of its content.
  func digest(_ path: String) throws(DiagnosticError) -> Digest {
    do {
      let handle = try FileHandle(forReadingFrom: url(path))
      defer { try? handle.close() }
      var builder = DigestBuilder()
      while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
        builder.update([UInt8](piece))
      }
      return builder.finalize()
    } catch {
      throw DiagnosticError(Diagnostic(.inputUnreadable, "'\(path)' cannot be read: \(error)"))
    }
  }

  /// Gives a file piece by piece until the closure gives false.
  func pieces(
    _ path: String, _ take: (_ shownPath: String, _ piece: [UInt8]) throws -> Bool
  ) throws {
    let url = url(path)
    let shown = Workspace.shown(url)
    let handle = try FileHandle(forReadingFrom: url)
    defer { try? handle.close() }
    while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
      guard try take(shown, [UInt8](piece)) else { return }
    }
  }

  /// Reads a whole file, which must still have the content that the plan was made for.
  func content(_ path: String, digest: Digest?) throws -> FileContent {
    let url = url(path)
    var bytes: [UInt8] = []
    bytes.reserveCapacity((try? url.resourceValues(forKeys: [.fileSizeKey]).fileSize) ?? 0)
    var builder = DigestBuilder()
    // In pieces, so that there is one copy of a long file and not two.
    try pieces(path) { _, piece in
      builder.update(piece)
      bytes.append(contentsOf: piece)
      return true
    }
    let found = builder.finalize()
    guard digest == nil || found == digest else {
      throw StageProblem(
        "'\(Workspace.shown(url))' changed while the run was under way", hints: ["run again"])
    }
    return FileContent(shownPath: Workspace.shown(url), bytes: bytes)
  }
}

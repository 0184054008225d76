package import Diagnostics
package import Foundation
import Stages

/// A new analysis of a table: looked at, written, and ready to run.
package struct NewAnalysis {
  /// What is predicted.
  package enum Task: String, Sendable, CaseIterable {
    case values
    case classes
  }

  /// What is asked for.
  package struct Request: Sendable {
    /// The file with the table, and of a database which one.
    package var data: String
    package var table: String?
    /// The column to predict.
    package var target: String
    /// Nil where the target decides.
    package var task: Task?
    /// Another file, with the test rows.
    package var test: String?
    package var ids: [String] = []
    package var time: String?
    package var group: String?
    /// Where the analysis goes; nil for the standard place.
    package var output: String?
    package var replacesFile = false

    package init(data: String, target: String) {
      self.data = data
      self.target = target
    }
  }

  /// Something that was found, and whether it would make scores look too good.
  package struct Remark: Sendable {
    package let isWarning: Bool
    package let subject: String
    package let text: String
  }

  package let url: URL
  package let remarks: [Remark]
  /// What to type to run it.
  package var command: String { Self.command(url) }

  private static func command(_ url: URL) -> String {
    "workbench run \(typed(Workspace.shown(url)))"
  }

  /// Looks at the data and writes the analysis and the schema that editors use.
  package init(_ request: Request) throws(DiagnosticError) {
    let url = Self.place(request)
    self.url = url
    if !request.replacesFile, FileManager.default.fileExists(atPath: url.path) {
      throw DiagnosticError(
        Diagnostic(
          .cannotWrite, "'\(Workspace.shown(url))' is there already",
          hints: ["`--force` replaces it, `-o` gives another place"]))
    }
    let data = try DataFile(path: request.data, table: request.table)
    let test = try request.test.map { path throws(DiagnosticError) in
      try DataFile(path: path, table: request.table)
    }
    let wishes = BeginningWishes(
      target: request.target, task: request.task.flatMap { BeginningTask(rawValue: $0.rawValue) },
      ids: request.ids, time: request.time, group: request.group)
    let beginning = try Beginning(
      data.opened.table, source: Self.source(data, from: url),
      test: test.map { ($0.opened.table, Self.source($0, from: url)) }, wishes: wishes)
    remarks = beginning.remarks.map {
      Remark(isWarning: $0.isWarning, subject: $0.subject, text: $0.text)
    }
    // A workspace is known by its folder `analyses`, which may be new.
    try Self.makeFolder(of: url)
    let schema = Workspace(containing: url).root.appending(path: ".workbench/schema.json")
    let text = beginning.text(
      schema: Self.relativePath(of: schema, from: url), command: Self.command(url))
    try Self.write(AnalysisSchema.text, to: schema)
    try Self.write(text, to: url)
  }

  /// The file that would be replaced, as it is shown, or nil.
  package static func existing(_ request: Request) -> String? {
    let url = place(request)
    return FileManager.default.fileExists(atPath: url.path) ? Workspace.shown(url) : nil
  }

  /// `analyses/NAME.yaml` in the workspace above the working folder, or else below the folder.
  private static func place(_ request: Request) -> URL {
    if let output = request.output { return URL(filePath: output).standardizedFileURL }
    let here = URL(
      filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory)
    // Any file here would do; the workspace is found from its folder.
    let root = Workspace(containing: here.appending(path: "any.yaml")).root
    return root.appending(path: "analyses/\(name(of: request.data)).yaml").standardizedFileURL
  }

  /// The name of a file without its endings, of small letters, digits and hyphens.
  static func name(of path: String) -> String {
    let file = URL(filePath: path).lastPathComponent
    let stem = file.split(separator: ".", omittingEmptySubsequences: true).first.map(String.init)
    let words = (stem ?? "").lowercased().unicodeScalars.split { scalar in
      !(scalar.isASCII && scalar.properties.isAlphabetic) && !("0"..."9").contains(scalar)
    }
    let name = words.map { String(String.UnicodeScalarView($0)) }.joined(separator: "-")
    return name.isEmpty ? "table" : name
  }

  private static func source(_ data: DataFile, from url: URL) -> BeginningSource {
    BeginningSource(
      path: relativePath(of: data.url, from: url), name: data.url.lastPathComponent,
      form: data.opened.form)
  }

  /// The path from the folder of a file to another file.
  static func relativePath(of target: URL, from file: URL) -> String {
    let there = target.standardizedFileURL.pathComponents
    let here = file.standardizedFileURL.deletingLastPathComponent().pathComponents
    var shared = 0
    while shared < min(there.count, here.count), there[shared] == here[shared] { shared += 1 }
    let ups = [String](repeating: "..", count: here.count - shared)
    return (ups + there[shared...]).joined(separator: "/")
  }

  private static func makeFolder(of url: URL) throws(DiagnosticError) {
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    } catch {
      throw DiagnosticError(cannotWrite(url))
    }
  }

  private static func write(_ text: String, to url: URL) throws(DiagnosticError) {
    try makeFolder(of: url)
    do {
      try Data(text.utf8).write(to: url, options: .atomic)
    } catch {
      throw DiagnosticError(cannotWrite(url))
    }
  }

  private static func cannotWrite(_ url: URL) -> Diagnostic {
    Diagnostic(
      .cannotWrite, "'\(Workspace.shown(url))' cannot be written",
      hints: ["look at the permissions of its folder and at the space on the disk"])
  }

  /// Gives a word as a shell takes it.
  package static func typed(_ path: String) -> String {
    let isPlain = path.utf8.allSatisfy { byte in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || "._-/+".utf8.contains(byte)
    }
    return isPlain ? path : "'\(path.replacing("'", with: "'\\''"))'"
  }
}

package import Diagnostics
import Documents
package import Foundation
import Reports

/// A page that says what is wrong with an analysis, shown in the report's place while it is edited.
package enum ProblemPage {
  /// Writes the page; a browser reads it again after so many seconds.
  package static func write(
    _ diagnostics: [Diagnostic], about path: String, to url: URL, refreshSeconds: Int
  ) throws {
    let renderer = TextRenderer()
    let count = diagnostics.count
    let report = Report(
      title: path, question: nil,
      answer: Text(
        count == 1
          ? "One thing is wrong; nothing was run." : "\(count) things are wrong; nothing was run."),
      sections: [
        Section(
          id: "problems", title: "What is wrong",
          blocks: diagnostics.map { .listing(renderer.text($0)) })
      ],
      refreshSeconds: refreshSeconds)
    let html = try ReportRenderer.html(report, pictures: [:])
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(html.utf8).write(to: url, options: .atomic)
  }
}

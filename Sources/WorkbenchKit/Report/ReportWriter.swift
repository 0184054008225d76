import Analyses
package import Cache
package import Diagnostics
import Digests
import Documents
import Engine
package import Foundation
import Plots
import Reports

/// Writes the report of an analysis, unless the page that is there is already right.
package struct ReportWriter: Sendable {
  /// What writing a report came to.
  package struct Outcome: Sendable {
    package let url: URL
    package let wasWritten: Bool
    /// Pictures that could not be drawn; their numbers are shown instead.
    package let problems: [Diagnostic]
  }

  private let opened: OpenedAnalysis
  private let store: ResultStore
  private let showsMeasurements: Bool
  private let url: URL
  private let refreshSeconds: Int?

  /// Takes where to write, nil being the report's own place.
  ///
  /// Without measurements the page has no date, duration or machine in it.
  package init(
    _ opened: OpenedAnalysis, _ store: ResultStore, to url: URL? = nil,
    showsMeasurements: Bool = true, refreshSeconds: Int? = nil
  ) {
    self.refreshSeconds = refreshSeconds
    self.opened = opened
    self.store = store
    self.showsMeasurements = showsMeasurements
    self.url = url ?? opened.reportURL
  }

  /// Renders the page when something it shows has changed, or the file is not as it was written.
  package func write() throws -> Outcome {
    let state = try ReportState(opened, store)
    let key = pageKey(state)
    let known = try store.read { try $0.page(for: key) }
    if let known, let data = try? Data(contentsOf: url), Digest(of: [UInt8](data)) == known {
      return Outcome(url: url, wasWritten: false, problems: [])
    }
    let builder = ReportBuilder(
      opened: opened, store: store, state: state, showsMeasurements: showsMeasurements,
      refreshSeconds: refreshSeconds)
    let report = try builder.report()
    let gallery = try Gallery(store: store).pictures(of: report.figures)
    let html = try ReportRenderer.html(report, pictures: gallery.pictures)
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(html.utf8).write(to: url, options: .atomic)
    } catch {
      throw DiagnosticError(
        Diagnostic(.cannotWrite, "'\(Workspace.shown(url))' cannot be written: \(error)"))
    }
    // A page with a picture missing is not remembered, so that the next run draws it again.
    if gallery.problems.isEmpty {
      try store.storePage(
        key, htmlDigest: Digest(of: Array(html.utf8)), path: opened.workspace.relative(url))
    }
    return Outcome(url: url, wasWritten: true, problems: gallery.problems)
  }

  /// The digest of all that decides the page's bytes.
  private func pageKey(_ state: ReportState) -> Digest {
    var writer = ByteWriter()
    writer.text("page")
    writer.text(Version.build)
    writer.flag(showsMeasurements)
    writer.integer(refreshSeconds ?? 0)
    for resource in Resources.all { writer.block(resource.bytes) }
    writer.integer(themeRevision)
    writer.text(opened.workspace.relative(opened.url))
    writer.text(opened.analysis.source.text)
    writer.texts(opened.analysis.overrides)
    writer.integer(opened.analysis.draftRowCount ?? -1)
    for planned in state.plan.stages {
      writer.text(planned.id)
      writer.text(state.role(of: planned))
      writer.text(planned.record?.key.hex ?? "")
      writer.texts(planned.reasons.map(\.text))
      writer.texts(planned.result?.outputs.map(\.digest.hex) ?? [])
      writer.text(planned.result?.log ?? "")
    }
    for path in opened.fileDigests.keys.sorted() {
      writer.text(path)
      writer.text(opened.fileDigests[path]?.hex ?? "")
    }
    writer.integer(showsMeasurements ? Int(state.run?.id ?? 0) : 0)
    writer.integer(state.lookCount)
    writer.text(state.firstLookDay)
    return Digest(of: writer.bytes)
  }
}

import Analyses
package import Cache
package import Diagnostics
import Documents
package import Foundation
import Plots
import Processes
import Reports

/// The pictures of a report as files of their own.
package struct PictureExport {
  /// The forms that pictures can be written in.
  package enum Format: String, Sendable, CaseIterable {
    case svg, png, pdf
  }

  private let figures: [Figure]
  private let format: Format

  /// Collects the figures of the report of an analysis as it stands.
  package init(_ opened: OpenedAnalysis, _ store: ResultStore, format: Format) throws {
    let builder = ReportBuilder(
      opened: opened, store: store, state: try ReportState(opened, store),
      showsMeasurements: false, refreshSeconds: nil)
    figures = try builder.report().figures
    self.format = format
  }

  /// Draws each picture into a folder and gives the files that it wrote, in the order of the page.
  package func write(to folder: URL) throws(DiagnosticError) -> [URL] {
    var written: [URL] = []
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for figure in figures {
        let file = folder.appending(path: "\(figure.id).\(format.rawValue)")
        let picture = StandalonePicture.svg(try Plots.svg(of: figure))
        try Data(try bytes(picture)).write(to: file, options: .atomic)
        written.append(file)
      }
    } catch let error as DiagnosticError {
      throw error
    } catch let error as PlotError {
      throw DiagnosticError(
        Diagnostic(.programFailed, "a picture cannot be drawn: \(error.description)"))
    } catch {
      throw DiagnosticError(
        Diagnostic(.cannotWrite, "'\(Workspace.shown(folder))' cannot be written: \(error)"))
    }
    return written
  }

  private func bytes(_ svg: String) throws -> [UInt8] {
    guard format != .svg else { return Array(svg.utf8) }
    guard let program = Program.find("rsvg-convert") else {
      throw DiagnosticError(
        Diagnostic(
          .programFailed, "there is no rsvg-convert, which makes \(format.rawValue) of pictures",
          hints: ["it comes with the package librsvg2-bin; `--pictures svg` needs nothing"]))
    }
    // Twice the size in points, so that letters are sharp; PDF has no such size.
    let arguments = ["-f", format.rawValue] + (format == .png ? ["-z", "2"] : [])
    let converter = Subprocess(
      program: program, arguments: arguments,
      environment: ["LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "0"], folder: nil,
      limits: Subprocess.Limits(seconds: 60, outputBytes: 64 << 20))
    let outcome = try converter.run(input: Array(svg.utf8))
    guard outcome.isSuccess else {
      throw DiagnosticError(
        Diagnostic(.programFailed, "rsvg-convert failed: \(outcome.errorText)"))
    }
    return outcome.output
  }
}

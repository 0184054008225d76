import Analyses
package import Diagnostics
package import Exchange
import Foundation
import Learning
import Stages

/// A stored model as a file for other programs.
package struct ModelFile {
  private let opened: OpenedAnalysis

  package init(_ opened: OpenedAnalysis) {
    self.opened = opened
  }

  /// Writes the model of `STAGE` or `STAGE.OUTPUT` and gives what the file does not say.
  ///
  /// Throws where there is no such result under the analysis as it stands, where the output is no
  /// model, and where the form cannot hold it.
  package func write(
    _ reference: String, as format: ExchangeFormat, to path: String
  ) throws(DiagnosticError) -> [String] {
    let export = try export(reference, as: format)
    let url = URL(filePath: path).standardizedFileURL
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      // Beside its place first, and then there by a rename: nobody ever reads half a file.
      try Data(export.bytes).write(to: url, options: .atomic)
    } catch {
      throw DiagnosticError(
        Diagnostic(
          .cannotWrite, "'\(path)' cannot be written",
          hints: ["look at the permissions of its folder and at the space on the disk"]))
    }
    return export.notes
  }

  private func export(
    _ reference: String, as format: ExchangeFormat
  ) throws(DiagnosticError) -> ModelExport {
    do {
      let content = try StoredOutputs(opened).content(of: reference)
      guard content.format == Model.format else { throw noModel(reference, content.format) }
      return try ModelExport(try Model.decode(content.bytes), as: format)
    } catch let error as DiagnosticError {
      throw error
    } catch let error as ExchangeError {
      throw DiagnosticError(
        Diagnostic(
          .valueRefused, "'\(reference)' cannot be exported: \(error.description)",
          hints: error.hint.map { [$0] } ?? []))
    } catch {
      throw DiagnosticError(
        Diagnostic(.noResult, "the model of '\(reference)' cannot be read: \(error)"))
    }
  }

  private func noModel(_ reference: String, _ format: String) -> DiagnosticError {
    let models = opened.analysis.stages.filter { stage in
      stage.outputTypes.values.contains { $0.sort == .model }
    }.map(\.id)
    return DiagnosticError(
      Diagnostic(
        .noResult, "'\(reference)' is a \(format) and no model",
        hints: [
          models.isEmpty
            ? "no stage of this analysis gives a model"
            : "the stages with models are \(models.joined(separator: ", "))"
        ]))
  }
}

package import Diagnostics
package import Exchange

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
    try NewFile(path).write(export.bytes)
    return export.notes
  }

  private func export(
    _ reference: String, as format: ExchangeFormat
  ) throws(DiagnosticError) -> ModelExport {
    let model = try StoredModel(reference, of: opened).model
    do {
      return try ModelExport(model, as: format)
    } catch let error as ExchangeError {
      throw DiagnosticError(
        Diagnostic(
          .valueRefused, "'\(reference)' cannot be exported: \(error.description)",
          hints: error.hint.map { [$0] } ?? []))
    } catch {
      throw DiagnosticError(
        Diagnostic(.valueRefused, "'\(reference)' cannot be exported: \(error)"))
    }
  }
}

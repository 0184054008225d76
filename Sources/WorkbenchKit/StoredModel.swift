import Analyses
package import Diagnostics
package import Learning
import Stages

/// A model in the cache, under the analysis as it stands.
package struct StoredModel {
  package let model: Model

  /// Reads the model of `STAGE` or `STAGE.OUTPUT`; throws where there is none.
  package init(_ reference: String, of opened: OpenedAnalysis) throws(DiagnosticError) {
    do {
      let content = try StoredOutputs(opened).content(of: reference)
      guard content.format == Model.format else {
        throw Self.noModel(reference, content.format, opened)
      }
      model = try Model.decode(content.bytes)
    } catch let error as DiagnosticError {
      throw error
    } catch {
      throw DiagnosticError(
        Diagnostic(.noResult, "the model of '\(reference)' cannot be read: \(error)"))
    }
  }

  private static func noModel(
    _ reference: String, _ format: String, _ opened: OpenedAnalysis
  ) -> DiagnosticError {
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

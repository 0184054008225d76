import Analyses
package import Diagnostics
import Foundation
import Learning
package import Serving
import Stages
import Tables

/// The models of an analysis, ready to be served or bundled.
package struct ServedAnalysis: Sendable {
  /// A model with all that serving it takes.
  struct Part: Sendable {
    let name: String
    let model: Model
    let csv: CSVOptions
    /// Rows that stand for what is not known when a prediction is explained; nil for none.
    let background: Table?
    let seed: UInt64
  }

  let parts: [Part]
  /// The report of the analysis, nil where it cannot be made.
  let report: [UInt8]?

  /// Reads the models of stages, each `STAGE` or `STAGE.OUTPUT`, and the report.
  ///
  /// Throws where there is no such model under the analysis as it stands.
  package init(_ opened: OpenedAnalysis, models: [String]) throws(DiagnosticError) {
    var parts: [Part] = []
    for name in models where !parts.contains(where: { $0.name == name }) {
      parts.append(try Self.part(name, opened))
    }
    self.parts = parts
    report = Self.report(opened)
  }

  private static func part(
    _ name: String, _ opened: OpenedAnalysis
  ) throws(DiagnosticError) -> Part {
    let model = try StoredModel(name, of: opened).model
    let source = RowSource(of: name, in: opened.analysis, model: model)
    let stage = opened.analysis.stage(
      name.split(separator: ".", maxSplits: 1).first.map(String.init) ?? name)
    let seed = UInt64(bitPattern: Int64(opened.analysis.seed))
    let rows = stage.flatMap { trainingRows($0, opened) }
    return Part(
      name: name, model: model, csv: source.csvOptions,
      background: rows.flatMap {
        try? ModelExplainer.background(of: model, trainingRows: $0, seed: seed)
      }, seed: seed)
  }

  /// The rows that a stage trained on, where they are stored.
  private static func trainingRows(_ stage: Stage, _ opened: OpenedAnalysis) -> Table? {
    guard let input = stage.inputs.first(where: { $0.port == "rows" }),
      let content = try? StoredOutputs(opened).content(of: "\(input.stage).\(input.output)")
    else { return nil }
    return try? StoredOutputs.table(content)
  }

  private static func report(_ opened: OpenedAnalysis) -> [UInt8]? {
    guard let store = try? opened.existingStore() else { return nil }
    let url = FileManager.default.temporaryDirectory.appending(
      path: "workbench-report-\(UUID().uuidString).html")
    defer { try? FileManager.default.removeItem(at: url) }
    let writer = ReportWriter(opened, store, to: url, showsMeasurements: false)
    guard (try? writer.write()) != nil, let data = try? Data(contentsOf: url) else { return nil }
    return [UInt8](data)
  }

  /// Makes the models ready; throws where one no longer gives its remembered predictions.
  package func service(_ settings: ServiceSettings) throws(DiagnosticError) -> Service {
    var models: [ServedModel] = []
    for part in parts { models.append(try part.served()) }
    return Service(models: models, settings: settings, version: Version.text, report: report)
  }
}

extension ServedAnalysis {
  /// Takes what a bundle holds.
  init(parts: [Part], report: [UInt8]?) {
    self.parts = parts
    self.report = report
  }
}

extension ServedAnalysis.Part {
  /// A row that takes longer is left to a thread that may be kept busy.
  private static let quickRow = Duration.milliseconds(1)

  /// Makes the model ready.
  func served() throws(DiagnosticError) -> ServedModel {
    let explainer =
      if let background {
        try? ModelExplainer(model, background: background, isNamed: true, seed: seed)
      } else {
        try? ModelExplainer(model, trainingRows: nil, seed: seed)
      }
    do throws(LearningError) {
      return try ServedModel(
        name: name, model: model, csv: csv, explainer: explainer.map { RowExplainer($0) },
        isQuick: isQuick)
    } catch {
      throw DiagnosticError(
        Diagnostic(
          .stageFailed, "the model '\(name)' is not served: \(error.description)",
          hints: error.hint.map { [$0] } ?? []))
    }
  }

  /// Whether a row is predicted in a moment; programs of others take longer.
  private var isQuick: Bool {
    let row = model.golden.inputs.rows(model.golden.inputs.rowCount > 0 ? [0] : [])
    _ = try? model.predictions(for: row)
    return ContinuousClock().measure { _ = try? model.predictions(for: row) } < Self.quickRow
  }
}

import Analyses
import Cache
import Digests
import Documents
import Engine
import Foundation
import Learning
import Stages

/// What whoever uses a model should know: what it is for, in the words of the file, and what it is.
struct ModelCard {
  let builder: ReportBuilder

  private static let labels = [
    "use": "Meant for", "not-for": "Not meant for", "data": "Where the rows come from",
    "limits": "Known weaknesses", "care": "What its use may do", "contact": "Whom to ask",
    "licence": "Licence",
  ]

  /// The section; nil where no stage has a model.
  func section() throws -> Section? {
    let models = try rows()
    guard !models.isEmpty else { return nil }
    var blocks: [Block] = []
    let card = builder.opened.analysis.card
    let stated = card.filter { $0.text != nil }
    if stated.isEmpty {
      blocks.append(
        .paragraph(
          Text("The file does not say what its models are for, nor what they are not for: ")
            + .code("card:") + Text(" in the analysis would say it here.")))
    } else {
      blocks.append(
        .table(
          DataTable(
            caption: "What the analysis file states of its models",
            headings: [.init("Subject"), .init("Statement")],
            rows: card.map {
              [
                Text(Self.labels[$0.name] ?? $0.name),
                $0.text.map { Markdown.text(of: $0) } ?? "not stated",
              ]
            })))
    }
    blocks.append(
      .table(
        DataTable(
          caption: "The models, which can be exported and used to predict",
          headings: [
            .init("Model"), .init("Learner"), .init("Trained on"), .init("Columns", .trailing),
            .init("Learned numbers", .trailing), .init("Operations a row", .trailing),
            .init("SHA-256"),
          ], rows: models)))
    return Section(id: "page-card", title: "Model card", blocks: blocks)
  }

  private func rows() throws -> [[Text]] {
    try builder.opened.analysis.stages.flatMap { stage -> [[Text]] in
      guard let planned = builder.state.plan[stage.id], let result = planned.result else {
        return []
      }
      return try result.outputs.filter { $0.format == Model.format }.map { output in
        let outputs = PlannedOutputs(planned: planned, store: builder.store)
        return row(stage, output, try outputs.output(output.name, as: Model.self))
      }
    }
  }

  private func row(_ stage: Stage, _ output: StoredOutput, _ model: Model) -> [Text] {
    let rows = stage.inputs.first { $0.port == "rows" }
    return [
      .reference(stage.id, to: "stage-\(stage.id)"), Text(model.learnerName),
      Text(rows.map(\.stage) ?? ""),
      Text(Self.grouped(model.recipe.inputs.count)),
      Text(Self.grouped(model.predictor.parameterCount)),
      Text(Self.grouped(model.predictor.operationsPerRow)),
      .code(output.digest.short),
    ]
  }

  /// A whole number in groups of three digits.
  static func grouped(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    let groups = stride(from: digits.count, to: 0, by: -3).map {
      String(digits[max(0, $0 - 3)..<$0])
    }
    return (value < 0 ? "−" : "") + groups.reversed().joined(separator: "\u{202f}")
  }
}

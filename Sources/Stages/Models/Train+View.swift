import Additive
package import Analyses
import Documents
import Learning
import Tables

extension Train {
  package static func view(_ settings: Settings, _ context: any ViewContext) throws -> StageView {
    let model = try context.output("model", as: Model.self)
    let heldOut = try context.output("held-out", as: Table.self)
    let size =
      (model.predictor as? CommandPredictor)?.summary
      ?? "\(Wording.count(model.predictor.parameterCount, "learned number")), and "
      + "\(Wording.count(model.predictor.operationsPerRow, "operation")) for a prediction."
    var blocks: [Block] = [.paragraph(Text(size))]
    if let predictor = model.predictor as? any FindingPredictor {
      blocks += predictor.findings.map {
        .finding(Finding(.warning, Text($0.headline), explanation: Text($0.explanation)))
      }
    }
    if let predictor = model.predictor as? ShapedAdditivePredictor {
      blocks += try AdditiveView.blocks(model, predictor, stage: context.stage)
    }
    blocks += try CoefficientView.blocks(model)
    if let predictor = model.predictor as? AdditiveClassPredictor {
      blocks += try AdditiveView.blocks(model, predictor, stage: context.stage)
    }
    if let learned = model.predictor as? any LearningPredictor,
      let figure = LearningCurveFigure.figure(learned.learningCurve, stage: context.stage)
    {
      blocks.append(.details("How the training went", [.figure(figure)]))
    }
    let repeats = RepeatsView(
      try context.output("repeats", as: Table.self), settings.repeats,
      isClasses: model.classes != nil, stage: context.stage)
    blocks += repeats.blocks
    if let labels = model.classes {
      return StageView(
        blocks: blocks + classBlocks(heldOut, model, labels))
    }
    if model.learnerName != "mean", let finding = constantFolds(heldOut) {
      blocks.append(.finding(finding))
    }
    if let table = foldTable(heldOut, target: model.recipe.target) {
      blocks.append(
        .details(
          "Held-out error by fold",
          [
            .paragraph(
              "Each fold was predicted by a fit that had not seen it, with the recipe fitted anew."
            ), .table(table),
          ]))
    }
    return StageView(
      blocks: blocks, preliminaryNumbers: figures(heldOut, model: context.stage))
  }

  /// Tells of fits that predicted one number for all rows of their fold, as a dead network does.
  private static func constantFolds(_ heldOut: Table) -> Finding? {
    guard let folds = heldOut["fold"]?.numbers,
      let predictions = heldOut["prediction"]?.numbers
    else { return nil }
    let byFold = Dictionary(grouping: folds.indices) { folds[$0] }.values
    let constant = byFold.count { rows in
      rows.count > 1 && rows.allSatisfy { predictions[$0] == predictions[rows[0]] }
    }
    guard constant > 0 else { return nil }
    return Finding(
      .warning,
      Text("\(constant) of \(byFold.count) fits predict one number for every held-out row"),
      explanation: "They learned nothing that tells rows apart, and weigh on the held-out error.")
  }

  private static func figures(_ heldOut: Table, model: String) -> [KeyNumber] {
    guard heldOut.rowCount > 0, let targets = heldOut["target"]?.numbers,
      let predictions = heldOut["prediction"]?.numbers
    else { return [] }
    let value = Metric.mae.value(targets: targets, predictions: predictions)
    return [
      KeyNumber(
        label: "MAE of \(model) on held-out training rows",
        value: MetricWords.value(value, of: .mae), interval: nil,
        explanation: Text(
          "\(MetricWords.meaning(of: .mae)), over \(Wording.count(targets.count, "row"))"))
    ]
  }

  /// The error of each fold, so that a reader sees how much it varies.
  private static func foldTable(_ heldOut: Table, target: String) -> DataTable? {
    guard heldOut.rowCount > 0, let folds = heldOut["fold"]?.numbers,
      let targets = heldOut["target"]?.numbers,
      let predictions = heldOut["prediction"]?.numbers
    else { return nil }
    let metrics: [Metric] = [.mae, .rmse, .r2]
    let names = Set(folds).sorted()
    let rows = names.map { fold in
      let rows = folds.indices.filter { folds[$0] == fold }
      let values = metrics.map { metric in
        Text(
          MetricWords.value(
            metric.value(
              targets: rows.map { targets[$0] }, predictions: rows.map { predictions[$0] }),
            of: metric))
      }
      return [Text("Fold \(Int(fold))"), Text(Wording.grouped(rows.count))] + values
    }
    let all = metrics.map {
      Text(MetricWords.value($0.value(targets: targets, predictions: predictions), of: $0))
    }
    let total = [Text.strong("All folds"), Text(Wording.grouped(targets.count))] + all
    return DataTable(
      caption: "Held-out error of \(target) by fold",
      headings: [.init("Fold"), .init("Rows", .trailing)]
        + metrics.map { .init(MetricWords.name(of: $0), .trailing) },
      rows: rows + [total])
  }
}

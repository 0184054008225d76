import Additive
package import Analyses
import Attribution
import Diagnostics
import Digests
import Kernels
import Learning
import Tables
import Trees

extension Explain {
  /// The greatest error of a sum, relative to 1 + |prediction|, that is let through.
  static let additivityMax = 1e-6

  package static func run(
    _ settings: Settings, _ context: any StageContext
  ) async throws -> StageResult {
    let models = try context.inputs("models", as: Model.self)
    let given = try context.input("rows", as: Table.self)
    let background = try context.inputs("background", as: Table.self).first
    let table = given.value
    let places = places(of: table.rowCount, limit: settings.limit, seed: context.seed)
    var parts: [ExplainedModel] = []
    for model in models {
      parts.append(
        try await explained(model, given, background, places, settings, context))
    }
    try check(settings.shownRows, places, rowCount: table.rowCount)
    let rows = ExplainedTables.rows(of: models.map(\.value), table, places, by: settings.by)
    var summary = AttributionSummary(
      parts, rowCount: table.rowCount, places: places,
      by: try settings.by.map { name in
        guard let column = table[name] else {
          throw StageProblem("column '\(name)' is not in the rows", setting: "by")
        }
        return column.rows(places)
      }, random: RandomStream(seed: context.seed).derived("intervals"))
    summary.add(curves: try await curves(parts, summary.order, settings, context))
    return StageResult(
      [
        ("attributions", ExplainedTables.attributions(parts, places)), ("rows", rows),
        ("summary", summary),
      ])
  }

  /// The rows that are explained: all, or some drawn at random.
  static func places(of count: Int, limit: Int?, seed: UInt64) -> [Int] {
    guard let limit else { return Array(0..<count) }
    return Background.sampled(
      count, count: limit, random: RandomStream(seed: seed).derived("rows"))
  }

  private static func check(_ shown: [Int]?, _ places: [Int], rowCount: Int) throws {
    for number in shown ?? [] where !places.contains(number - 1) {
      throw StageProblem(
        number > rowCount
          ? "there is no row \(number) to show; there are \(rowCount)"
          : "row \(number) is not among the rows that are explained",
        hints: number > rowCount ? [] : ["leave `limit` out, or name other rows"],
        setting: "rows-shown")
    }
  }

  /// Explains the rows by one model, block by block; each block is a job.
  private static func explained(
    _ model: Given<Model>, _ rows: Given<Table>, _ background: Given<Table>?, _ places: [Int],
    _ settings: Settings, _ context: any StageContext
  ) async throws -> ExplainedModel {
    var inputs = ["rows": (background ?? rows).digest]
    if settings.backgroundChoice == .kMeans { inputs["model"] = model.digest }
    let others = try await context.results(of: [
      Job(
        ChooseBackground.self,
        settings: .init(count: settings.backgroundCount, choice: settings.backgroundChoice),
        inputs: inputs, seed: context.seed, label: "background of \(model.stage)")
    ])[0]
    let size = blockSize(model.value, settings)
    let blocks = stride(from: 0, to: max(places.count, 1), by: size).map {
      $0..<min($0 + size, places.count)
    }
    let results = try await context.results(
      of: blocks.map { block in
        Job(
          ExplainRows.self,
          settings: .init(
            method: settings.method, withInteractions: settings.withInteractions,
            tolerance: settings.tolerance, label: settings.label, rows: block,
            limit: settings.limit, hasBackground: background != nil),
          inputs: [
            "model": model.digest, "rows": rows.digest, "background": others.digest,
          ], seed: context.seed,
          label: "\(model.stage), rows \(block.lowerBound + 1) to \(block.upperBound)")
      })
    guard let first = results.first?.output,
      let values = Attributions.joined(results.map(\.output.values))
    else { throw StageProblem("there is no row to explain") }
    let error = values.additivityError
    guard error <= additivityMax else {
      throw StageProblem(
        "the values of '\(model.stage)' do not sum to its predictions: they are off by "
          + "\(Wording.bare(error)) of a prediction, and \(Wording.bare(additivityMax)) is let "
          + "through",
        hints: ["another `method` may explain this model; please report the analysis"])
    }
    return ExplainedModel(
      stage: model.stage, model: model.value, method: first.method, values: values,
      digest: model.digest, background: others.digest,
      backgroundCount: others.output.rows.rowCount)
  }

  /// Varies the columns that add most, each by each model that reads it; a column is a job.
  private static func curves(
    _ parts: [ExplainedModel], _ order: [String], _ settings: Settings,
    _ context: any StageContext
  ) async throws -> [[PartialCurve]] {
    let readable = Set(parts.flatMap { $0.model.recipe.inputs.map(\.name) })
    let columns = Array(order.filter(readable.contains).prefix(settings.curveCount))
    var found: [[PartialCurve]] = []
    for part in parts {
      let own = Set(part.model.recipe.inputs.map(\.name))
      let results = try await context.results(
        of: columns.filter(own.contains).map { column in
          Job(
            TraceColumn.self, settings: .init(column: column, label: settings.label),
            inputs: ["model": part.digest, "background": part.background], seed: context.seed,
            label: "\(part.stage), \(column)")
        })
      found.append(results.map(\.output))
    }
    return found
  }

  /// How many rows a job explains, so that a job takes about a second.
  private static func blockSize(_ model: Model, _ settings: Settings) -> Int {
    if model.predictor is CommandPredictor { return 1000 }
    switch settings.method {
    case .exact, .sampled, .expectedGradients: return 50
    case .closedForm, .pathDependent, .interventional: return 5000
    case .auto:
      let isKnown = model.predictor is any TreeSumming || model.predictor is any FeatureSumming
      return isKnown ? 5000 : 50
    }
  }
}

/// The values of all rows explained by one model.
struct ExplainedModel {
  let stage: String
  let model: Model
  let method: AttributionMethod
  let values: Attributions
  let digest: Digest
  /// The digest of the background rows.
  let background: Digest
  let backgroundCount: Int
}

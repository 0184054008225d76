import Analyses
import Diagnostics
import Learning
import Stages
import Tables
import Testing

@Suite("The steps of a recipe in an analysis file")
struct RecipeStepsTests {
  /// Reads one step, and tells what was wrong.
  private static func read(_ step: String) throws -> (step: RecipeStep?, problems: [Diagnostic]) {
    let text = "target: y\nsteps:\n  - \(step)\n"
    let node = try YAMLReader.read(SourceText(path: "t.yaml", text: text))
    var reader = SettingReader(of: node, subject: "recipe")
    let recipe = RecipeStage.settings(&reader)
    reader.finish()
    return (recipe.steps.first, reader.diagnostics)
  }

  private static let a = ColumnSelection.names(["a"])

  @Test(
    "every step is read with its settings, or with their standards",
    arguments: [
      ("min-max: {columns: numeric}", RecipeStep.minMax(MinMax(columns: .group(.numeric)))),
      ("standard: {columns: [a]}", .standard(Standard(columns: a))),
      ("robust: {columns: [a]}", .robust(Robust(columns: a))),
      (
        "one-hot: {columns: [a], unseen: error}", .oneHot(OneHot(columns: a, unseen: .error))
      ),
      (
        "ordinal: {columns: [a]}",
        .ordinal(Ordinal(columns: a, levels: nil, unseen: .missing))
      ),
      (
        "ordinal: {columns: [a], levels: [low, top], unseen: error}",
        .ordinal(Ordinal(columns: a, levels: ["low", "top"], unseen: .error))
      ),
      (
        "target-mean: {columns: text}",
        .targetMean(TargetMean(columns: .group(.text), smoothing: 10, foldCount: 5))
      ),
      (
        "target-mean: {columns: text, smoothing: 0.5, folds: 9}",
        .targetMean(TargetMean(columns: .group(.text), smoothing: 0.5, foldCount: 9))
      ),
      ("rare: {columns: [a]}", .rare(Rare(columns: a, rowsMin: 10, other: "other"))),
      (
        "impute: {columns: [a], method: constant, constant: 3}",
        .impute(Impute(columns: a, method: .constant, constant: .number(3), indicator: false))
      ),
      (
        "clip: {columns: [a], low: -2, high-quantile: 0.99}",
        .clip(Clip(columns: a, low: .value(-2), high: .quantile(0.99)))
      ),
      ("log: {columns: [a]}", .log(Logarithm(columns: a, offset: 1))),
      (
        "bins: {columns: [a], count: 4, edges: width}",
        .bins(Binning(columns: a, count: 4, edges: .width))
      ),
      (
        "ratio: {numerator: a, denominator: b}",
        .ratio(Ratio(numerator: "a", denominator: "b", result: "a / b"))
      ),
      (
        "product: {columns: [a, b], name: area}",
        .product(Product(factors: ["a", "b"], result: "area"))
      ),
      (
        "lag: {columns: [a], time: hour, group: shop, rows: [1, 24], keep: false}",
        .lag(Lag(columns: a, time: "hour", group: "shop", counts: [1, 24], keepsOrder: false))
      ),
      (
        "date-parts: {columns: dates}",
        .dateParts(DateParts(columns: .group(.dates), parts: nil, isCyclic: false))
      ),
      (
        "date-parts: {columns: [a], parts: [month, day-of-year, elapsed], cyclic: true}",
        .dateParts(DateParts(columns: a, parts: [.month, .dayOfYear, .elapsed], isCyclic: true))
      ),
    ])
  func settings(text: String, step: RecipeStep) throws {
    let read = try Self.read(text)
    #expect(read.problems.isEmpty)
    #expect(read.step == step)
  }

  @Test(
    "settings that do not go together are said at their place",
    arguments: [
      ("ordinal: {columns: [a], levels: [x, y, x]}", "the level 'x' is listed twice"),
      (
        "clip: {columns: [a]}",
        "clip needs a limit: 'low', 'high', 'low-quantile' or 'high-quantile'"
      ),
      ("clip: {columns: [a], low: 1, low-quantile: 0}", "'low' and 'low-quantile' are both given"),
      ("clip: {columns: [a], low: 4, high: 1}", "the lower limit 4 is above the upper limit 1"),
      (
        "clip: {columns: [a], low-quantile: 0.9, high-quantile: 0.1}",
        "the lower limit 0.9 is above the upper limit 0.1"
      ),
      ("lag: {columns: [a], time: t, rows: [2, 2]}", "'rows' has a number twice"),
    ])
  func conflicts(text: String, headline: String) throws {
    let problems = try Self.read(text).problems
    #expect(problems.map(\.headline) == [headline])
    #expect(problems.first?.span?.line == 3)
  }
}

import Kernels
import Learning
import Tables
import TestSupport
import Testing
import Trees

@Suite("Boosted trees beside a real peer")
struct BoostingOracleTests {
  private struct Recorded: Decodable {
    let testMAE: Double
    let formulaMAE: Double
    let heldOutMAE: Double
  }

  private static var settings: TreeSettings {
    var settings = TreeSettings.presets[0].settings
    settings.rounds = 1000
    settings.learningRate = 0.01
    return settings
  }

  private static func model(_ rows: Table) throws -> Model {
    try Boosting.model(
      rows, recipe: OriginalRows.recipe, settings: settings,
      random: RandomStream(seed: 0))
  }

  @Test(
    "a thousand rounds err on held-out original rows as the recorded peer does, within 1 %",
    .enabled(if: OriginalRows.isPresent, "the original rows are not beside the repository"))
  func heldOut() async throws {
    let recorded = try OracleFile.json(Recorded.self, "boosted-original.json")
    let train = try OriginalRows.table("train.csv")
    let folds = Folds(assignment: try OracleFile.digits("folds-9000.txt"), count: 5)
    #expect(folds.assignment.count == train.rowCount)
    let errors = try await withThrowingTaskGroup(of: Double.self) { group in
      for fold in 0..<folds.count {
        group.addTask {
          let held = train.rows(folds.heldOutRows(fold))
          let model = try Self.model(train.rows(folds.trainingRows(fold)))
          return Metric.mae.value(
            targets: try model.recipe.target(of: held),
            predictions: try model.predictions(for: held).values ?? [])
        }
      }
      var errors: [Double] = []
      for try await error in group { errors.append(error) }
      return errors
    }
    let mean = errors.reduce(0, +) / Double(folds.count)
    #expect(abs(mean / recorded.heldOutMAE - 1) < 0.01)
  }

  @Test(
    "a thousand rounds err on the test rows within 1 % of the recorded peer, and against the formula within 2 %",
    .enabled(if: OriginalRows.isPresent, "the original rows are not beside the repository"))
  func testRows() throws {
    let recorded = try OracleFile.json(Recorded.self, "boosted-original.json")
    let test = try OriginalRows.table("test.csv")
    let model = try Self.model(try OriginalRows.table("train.csv"))
    let predictions = try model.predictions(for: test).values ?? []
    let testError = Metric.mae.value(
      targets: try model.recipe.target(of: test), predictions: predictions)
    let formulaError = Metric.mae.value(
      targets: OriginalRows.formula(test), predictions: predictions)
    #expect(abs(testError / recorded.testMAE - 1) < 0.01)
    #expect(abs(formulaError / recorded.formulaMAE - 1) < 0.02)
  }
}

import Analyses
import Kernels
import Learning
import Tables

/// The job of predicting rows whose values in one column are shuffled.
enum ShuffleColumn: JobKind {
  /// Which column, how rows are judged, and how often.
  struct Settings: Codable, Sendable {
    let column: String
    let loss: RowLoss
    let shuffles: Int
  }

  /// By how much the error grows.
  struct Growth: JSONArtifact, Hashable {
    static let format = "importance"

    let column: String
    /// The mean error of the rows as they are.
    let error: Double
    /// The mean growth over rows and shuffles.
    let mean: Double
    /// Of 95 %, over rows; a row's growth is its mean over shuffles.
    let interval: Bootstrap.Interval
  }

  typealias Output = Growth

  static let name = "shuffle-column"
  static let revision = 1

  static func run(_ settings: Settings, _ context: any JobContext) async throws -> Growth {
    let model = try context.input("model", as: Model.self)
    let rows = try context.input("rows", as: Table.self)
    guard let column = rows[settings.column] else {
      throw StageProblem("the rows lack the column '\(settings.column)'")
    }
    let count = rows.rowCount
    let weights = try explained { () throws(LearningError) -> [Double]? in
      guard let weight = model.recipe.weight, rows[weight] != nil else { return nil }
      return try model.recipe.weights(of: rows)
    }
    return try explained {
      let before = try settings.loss.values(of: model, on: rows)
      var growth = [Double](repeating: 0, count: count)
      for shuffle in 0..<settings.shuffles {
        // The same order for all columns and models, so that they are compared on equal terms.
        var random = RandomStream(seed: context.seed).derived("shuffle", shuffle)
        let order = random.permutation(of: count)
        let after = try settings.loss.values(of: model, on: rows.with(column.rows(order)))
        for row in 0..<count {
          growth[row] += (after[row] - before[row]) / Double(settings.shuffles)
        }
      }
      let mean = Self.mean(growth, weights)
      let half = 1.959963984540054 * Self.error(growth, mean, weights)
      return Growth(
        column: settings.column, error: Self.mean(before, weights), mean: mean,
        interval: Bootstrap.Interval(low: mean - half, high: mean + half))
    }
  }

  private static func mean(_ values: [Double], _ weights: [Double]?) -> Double {
    guard let weights else { return Sum.mean(of: values) }
    return Sum.of(zip(values, weights).map { $0 * $1 }) / Sum.of(weights)
  }

  /// The standard error of the mean.
  private static func error(_ values: [Double], _ mean: Double, _ weights: [Double]?) -> Double {
    let weights = weights ?? [Double](repeating: 1, count: values.count)
    let total = Sum.of(weights)
    let squares = zip(values, weights).map { value, weight in
      let share = weight / total * (value - mean)
      return share * share
    }
    return (Sum.of(squares) * Double(values.count) / Double(values.count - 1)).squareRoot()
  }
}

import Analyses
import Attribution
import Kernels
import Learning
import Tables

/// The job of choosing the rows that stand for what is not known.
enum ChooseBackground: JobKind {
  /// How many rows are chosen, and how.
  struct Settings: Codable, Sendable {
    let count: Int
    let choice: BackgroundChoice
  }

  typealias Output = BackgroundRows

  static let name = "choose-background"
  static let revision = 1

  static func run(_ settings: Settings, _ context: any JobContext) async throws -> BackgroundRows {
    let rows = try context.input("rows", as: Table.self)
    guard rows.rowCount > 0 else {
      throw StageProblem("the background has no rows")
    }
    let random = RandomStream(seed: context.seed).derived("background")
    switch settings.choice {
    case .sampled:
      let places = Background.sampled(rows.rowCount, count: settings.count, random: random)
      return BackgroundRows(rows: rows.rows(places), weights: places.map { _ in 1 })
    case .kMeans:
      let model = try context.input("model", as: Model.self)
      let chosen = Background.centres(
        try explained { try model.recipe.features(of: rows) }, count: settings.count,
        random: random)
      return BackgroundRows(rows: rows.rows(chosen.rows), weights: chosen.weights)
    }
  }
}

/// How the rows of a background are chosen.
enum BackgroundChoice: String, Codable, Hashable, Sendable, CaseIterable {
  /// Drawn at random, each counting the same.
  case sampled
  /// Rows amid others, counted by how many they stand for.
  case kMeans = "k-means"
}

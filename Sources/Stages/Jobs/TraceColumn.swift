import Analyses
import Kernels
import Learning
import Tables

/// The job of asking a model what it predicts as one column takes value after value.
enum TraceColumn: JobKind {
  /// Which column, and of classes which one.
  struct Settings: Codable, Sendable {
    let column: String
    /// The label of the class whose probability is meant; nil for the standard one, and for values.
    let label: String?
  }

  typealias Output = PartialCurve

  static let name = "trace-column"
  static let revision = 1
  /// How many places a column of numbers or dates is traced at.
  private static let placesMax = 40
  private static let levelsMax = 12
  /// How many rows keep a curve of their own.
  private static let rowsMax = 15

  static func run(_ settings: Settings, _ context: any JobContext) async throws -> PartialCurve {
    let model = try context.input("model", as: Model.self)
    let background = try context.input("background", as: BackgroundRows.self)
    guard let column = background.rows[settings.column] else {
      throw StageProblem("the background lacks the column '\(settings.column)'")
    }
    let (places, values) = places(of: column)
    let rowCount = background.rows.rowCount
    let all = Array(0..<rowCount)
    let mixed = background.rows.rows((0..<values.count).flatMap { _ in all }).with(
      values.rows((0..<values.count).flatMap { place in all.map { _ in place } }))
    let predictions = try explained { try model.numbers(for: mixed, label: settings.label) }
    let curves = (0..<values.count).map { place in
      Array(predictions[place * rowCount..<(place + 1) * rowCount])
    }
    let total = Sum.of(background.weights)
    return PartialCurve(
      column: settings.column, places: places,
      means: curves.map { curve in
        Sum.of(zip(curve, background.weights).map { $0 * $1 }) / total
      },
      rows: (0..<min(rowCount, rowsMax)).map { row in curves.map { $0[row] } },
      lows: curves.map { Quantiles.of(sorted: $0.sorted(), at: 0.1) },
      highs: curves.map { Quantiles.of(sorted: $0.sorted(), at: 0.9) })
  }

  /// The places to trace a column at, and a column that holds each of them once.
  private static func places(of column: Column) -> (PartialCurve.Places, Column) {
    switch column.values {
    case .numbers(let numbers):
      let found = steps(numbers.filter(\.isFinite))
      return (.numbers(found), Column(column.name, numbers: found))
    case .dates(let dates):
      // Places are dates of rows, so that what a date is made of stays a date.
      let rows = spread(
        dates.seconds.indices.filter { dates.seconds[$0].isFinite }.sorted {
          (dates.seconds[$0], $0) < (dates.seconds[$1], $1)
        })
      return (.dates(rows.map { dates.seconds[$0] }), column.rows(rows))
    case .texts(let texts):
      return levels((0..<column.count).map { texts[$0] }, column)
    case .flags(let flags):
      return levels(flags.map { $0.map { "\($0)" } }, column)
    }
  }

  /// All values where they are few, and otherwise equal steps from the least to the greatest.
  private static func steps(_ numbers: [Double]) -> [Double] {
    let distinct = Set(numbers).sorted()
    guard distinct.count > placesMax, let low = distinct.first, let high = distinct.last else {
      return distinct
    }
    return (0...placesMax).map { step in
      let share = Double(step) / Double(placesMax)
      return low * (1 - share) + high * share
    }
  }

  private static func spread(_ rows: [Int]) -> [Int] {
    guard rows.count > placesMax else { return rows }
    return (0...placesMax).map { rows[(rows.count - 1) * $0 / placesMax] }
  }

  /// The most common levels, each through a row that holds it.
  private static func levels(
    _ texts: [String?], _ column: Column
  ) -> (PartialCurve.Places, Column) {
    var counts: [String: (count: Int, row: Int)] = [:]
    for (row, text) in texts.enumerated() {
      if let text { counts[text, default: (0, row)].count += 1 }
    }
    let chosen = counts.sorted { ($1.value.count, $0.value.row) < ($0.value.count, $1.value.row) }
      .prefix(levelsMax)
    return (.levels(chosen.map(\.key)), column.rows(chosen.map(\.value.row)))
  }
}

extension Model {
  /// Predicts values, or of classes the probability of one.
  func numbers(for rows: Table, label: String?) throws -> [Double] {
    switch try predictions(for: rows) {
    case .values(let values): return values
    case .classes(let found):
      return found.probabilities(class: try explainedClass(label) ?? 0)
    }
  }
}

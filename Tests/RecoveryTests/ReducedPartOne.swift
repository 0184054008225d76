import Foundation
import GRDB
import TestSupport

/// A workspace with the first analysis on fewer rows, rounds, epochs and candidates.
struct ReducedPartOne {
  static let rowCount = 1500
  static let rounds = 60
  /// Six models of six jobs each, a search of four candidates and three folds, five folds and
  /// three repeats of a network, and five models of classes with two folds.
  static let jobCount = 6 * 6 + 4 * 3 + 5 + 3 + 5 * 3

  let folder: TemporaryFolder
  /// The number of stages of the analysis.
  let stageCount: Int

  private static let text = """
    workbench: 1
    title: Predicting Y from ten features, in short
    seed: 42
    test-set: open
    stages:
      - {id: train-rows, kind: read-csv, with: {path: data/part1/train.csv}}
      - {id: test-rows, kind: read-csv, with: {path: data/part1/test.csv, part: test}}
      - {id: profile, kind: profile, from: {rows: train-rows, against: test-rows}, with: {target: Y}}
      - id: features
        kind: recipe
        from: train-rows
        with: {target: Y, steps: [{min-max: {columns: numeric}}, {one-hot: {columns: [X10], unseen: zeros}}]}
      - {id: mean, kind: train, from: {rows: train-rows, recipe: features}, with: {learner: mean}}
      - {id: linear, kind: train, from: {rows: train-rows, recipe: features}, with: {learner: linear}}
      - id: boosted
        kind: train
        from: {rows: train-rows, recipe: features}
        with: {learner: trees, preset: xgboost, rounds: \(rounds), learning-rate: 0.01}
      - {id: forest, kind: train, from: {rows: train-rows, recipe: features}, with: {learner: forest, trees: 8, loss: absolute}}
      - id: leafy
        kind: train
        from: {rows: train-rows, recipe: features}
        with: {learner: trees, preset: lightgbm, rounds: 20, leaf: linear, row-share: 0.5, column-share: 0.6, early-stopping: 0.2}
      - {id: additive, kind: train, from: {rows: train-rows, recipe: features}, with: {learner: additive}}
      - id: net-search
        kind: search
        from: {rows: train-rows, recipe: features}
        with:
          learner: net
          preset: keras
          layers: [16, 8]
          loss: absolute
          grid: {learning-rate: [0.005, 0.01], epochs: [2, 4]}
          folds: 3
      - id: net
        kind: train
        from: {rows: train-rows, recipe: features, settings: net-search.settings}
        with: {repeats: 3, validation: 0.2}
      - id: class-rows
        kind: sql
        from: {rows: train-rows}
        with:
          query: |
            SELECT *, CASE WHEN Y < 800 THEN 'low' WHEN Y < 900 THEN 'middle' ELSE 'high' END AS size,
              CASE WHEN Y < 875 THEN 1 ELSE 0 END AS small FROM rows
      - {id: sizes, kind: recipe, from: class-rows, with: {target: size, ignore: [Y, small], steps: [{one-hot: {columns: [X10]}}]}}
      - {id: smalls, kind: recipe, from: class-rows, with: {target: small, task: classes, ignore: [Y, size], steps: [{one-hot: {columns: [X10]}}]}}
      - {id: odds, kind: train, from: {rows: class-rows, recipe: sizes}, with: {learner: logistic, folds: 2}}
      - {id: odds-of-two, kind: train, from: {rows: class-rows, recipe: smalls}, with: {learner: logistic, folds: 2}}
      - {id: boosted-sizes, kind: train, from: {rows: class-rows, recipe: sizes}, with: {learner: trees, rounds: 15, folds: 2}}
      - {id: forest-sizes, kind: train, from: {rows: class-rows, recipe: sizes}, with: {learner: forest, trees: 20, folds: 2}}
      - {id: net-sizes, kind: train, from: {rows: class-rows, recipe: sizes}, with: {learner: net, layers: [8], epochs: 3, dropout: 0.1, folds: 2}}
      - id: evaluation
        kind: evaluate
        from: {models: [mean, linear, boosted, forest, leafy, additive, net], rows: test-rows}
        with: {metrics: [mae, rmse, r2, mape]}
      - {id: predictions, kind: predict, from: {model: boosted, rows: test-rows}, with: {path: test_pred.csv}}
    """

  init() throws {
    folder = try TemporaryFolder()
    let source = SharedMaterial.root.appending(path: "analyses")
    stageCount = Self.text.split(separator: "\n").count {
      $0.hasPrefix("  - id: ") || $0.hasPrefix("  - {id: ")
    }
    try folder.write("analyses/part1.yaml", Self.text)
    for (name, count) in [("train", Self.rowCount), ("test", 300)] {
      let rows = try String(
        contentsOf: source.appending(path: "data/part1/\(name).csv"), encoding: .utf8)
      let lines = rows.split(separator: "\n", maxSplits: count + 1)
      try folder.write(
        "analyses/data/part1/\(name).csv",
        lines.prefix(count + 1).joined(separator: "\n") + "\n")
    }
  }

  /// The cache's file.
  var cache: URL { folder.url.appending(path: ".workbench/cache.sqlite") }

  /// Starts `run` on the analysis.
  func start(
    _ arguments: [String] = [], in workingFolder: URL? = nil, environment: [String: String] = [:]
  ) throws -> ProgramRun {
    let path = folder.url.appending(path: "analyses/part1.yaml").path
    return try ProgramRun(
      ["run", workingFolder == nil ? "analyses/part1.yaml" : path] + arguments,
      in: workingFolder ?? folder.url, environment: environment)
  }

  /// Runs to the end.
  func run(
    _ arguments: [String] = [], in workingFolder: URL? = nil, environment: [String: String] = [:]
  ) async throws -> ProgramRun.Ended {
    try await start(arguments, in: workingFolder, environment: environment).end()
  }

  /// Gives every stored output as its key, name and digest.
  func digests() throws -> Set<String> {
    try texts(
      """
      SELECT lower(hex(result.key)) || ' ' || output.name || ' ' || lower(hex(output.digest))
      FROM output JOIN result ON result.id = output.result_id
      """)
  }

  /// Gives every finished job as its key and the time of its commit.
  func finishedJobs() throws -> Set<String> {
    try texts("SELECT lower(hex(key)) || ' ' || committed_at FROM result WHERE is_job")
  }

  /// Counts the jobs that are committed; 0 before there is a cache.
  func jobCount() -> Int { (try? finishedJobs().count) ?? 0 }

  /// Reads the first column of a query as texts.
  func texts(_ sql: String) throws -> Set<String> {
    guard FileManager.default.fileExists(atPath: cache.path) else { return [] }
    let queue = try DatabaseQueue(path: cache.path)
    defer { try? queue.close() }
    return Set(try queue.read { try String.fetchAll($0, sql: sql) })
  }

  /// Changes the cache as another program would.
  func execute(_ sql: String) throws {
    let queue = try DatabaseQueue(path: cache.path)
    try queue.write { try $0.execute(sql: sql) }
    try queue.close()
  }
}

/// The lines that `run --json` wrote.
struct RunLines {
  private struct Line: Decodable {
    struct Jobs: Decodable {
      let computed: Int
      let reused: Int
    }

    struct Planned: Decodable {
      let stage: String
      let state: String
    }

    let event: String
    let stage: String?
    let outcome: String?
    let jobs: Jobs?
  }

  private let lines: [Line]

  init(_ ended: ProgramRun.Ended) throws {
    lines = try ended.output.split(separator: "\n").map {
      try JSONDecoder().decode(Line.self, from: Data($0.utf8))
    }
  }

  /// The number of jobs that were done.
  var jobsComputed: Int { lines.compactMap(\.jobs?.computed).reduce(0, +) }

  /// The number of jobs that were answered from the cache.
  var jobsReused: Int { lines.compactMap(\.jobs?.reused).reduce(0, +) }

  /// The stages that were computed.
  var computed: [String] {
    lines.filter { $0.event == "stage-end" && $0.outcome == "computed" }.compactMap(\.stage)
      .sorted()
  }

  /// How the run ended.
  var outcome: String? { lines.last { $0.event == "run-end" }?.outcome }
}

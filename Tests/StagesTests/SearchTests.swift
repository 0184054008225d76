import Analyses
import Engine
import Learning
import Stages
import Synchronization
import Tables
import Testing
import WorkbenchKit

@Suite("Searches among settings", .timeLimit(.minutes(4)))
struct SearchTests {
  /// Rows of a curve, and a search that the tests change.
  private static func text(_ with: String, recipes: String = "plain", more: String = "") -> String {
    """
    workbench: 1
    title: A search
    seed: 3
    stages:
      - id: drawn
        kind: draw
        with: {rows: 120, columns: {x: {uniform: [0, 6]}, n: {normal: [0, 0.1]}}}
      - id: rows
        kind: sql
        from: drawn
        with: {query: "SELECT x, x * x / 6 + n AS y, CASE WHEN x + 10 * n > 3 THEN 'a' ELSE 'b' END AS c FROM drawn"}
      - {id: plain, kind: recipe, from: rows, with: {target: y, ignore: [c]}}
      - {id: binned, kind: recipe, from: rows, with: {target: y, ignore: [c], steps: [{bins: {columns: [x], count: 3}}]}}
      - {id: classes, kind: recipe, from: rows, with: {target: c, ignore: [y]}}
      - id: choice
        kind: search
        from: {rows: rows, recipe: \(recipes)}
        with: \(with)
    \(more)
    """
  }

  private static let grid =
    "{learner: trees, learning-rate: 0.3, grid: {depth: [1, 2, 3], rounds: [2, 10, 30]}, folds: 4}"

  @Test("scores are those that the fits would have one by one, and the best mean is chosen")
  func sameAsTrain() async throws {
    let train = { (depth: Int, rounds: Int) in
      """
        - id: d\(depth)r\(rounds)
          kind: train
          from: {rows: rows, recipe: plain}
          with: {learner: trees, learning-rate: 0.3, depth: \(depth), rounds: \(rounds), folds: 4}

      """
    }
    let cells = [1, 2, 3].flatMap { depth in [2, 10, 30].map { (depth, $0) } }
    let analysed = try Analysed(
      Self.text(Self.grid, more: cells.map { train($0.0, $0.1) }.joined()))
    let result = try await analysed.run()
    #expect(result.outcome.problems.isEmpty)
    let trials = try #require(try analysed.table("choice.trials"))
    #expect(trials["depth"]?.numbers == cells.map { Double($0.0) })
    #expect(trials["rounds"]?.numbers == cells.map { Double($0.1) })
    var means: [Double] = []
    for cell in cells {
      let held = try #require(try analysed.table("d\(cell.0)r\(cell.1).held-out"))
      let (fold, target, prediction) = (
        held["fold"]?.numbers ?? [], held["target"]?.numbers ?? [],
        held["prediction"]?.numbers ?? []
      )
      let scores = (1...4).map { number in
        let rows = fold.indices.filter { fold[$0] == Double(number) }
        return Metric.mae.value(
          targets: rows.map { target[$0] }, predictions: rows.map { prediction[$0] })
      }
      means.append(scores.reduce(0, +) / 4)
    }
    #expect(trials["mean"]?.numbers == means)
    let best = means.indices.min { means[$0] < means[$1] }
    #expect(
      trials["chosen"]?.flags.map { flags in flags.indices.filter { flags[$0] == true } }
        == best.map { [$0] })
    let chosen = try analysed.artifact("choice.settings", as: ChosenSettings.self)
    #expect(chosen.candidate == (best ?? -1) + 1)
  }

  @Test("a larger grid, another division and another metric compute exactly the new fits")
  func grows() async throws {
    let analysed = try Analysed(Self.text(Self.grid))
    func jobs(_ text: String) async throws -> (computed: Int, reused: Int) {
      try analysed.rewrite(text)
      let tally = JobTally()
      let session = try RunSession(try analysed.opened(), RunSession.Options())
      let result = try await session.run { tally.note($0) }
      #expect(result.outcome.problems.isEmpty)
      return tally.counts
    }
    #expect(try await jobs(Self.text(Self.grid)) == (36, 0))
    let wider = Self.grid.replacing("[1, 2, 3]", with: "[1, 2, 3, 4]")
    #expect(try await jobs(Self.text(wider)) == (12, 36))
    let longer = Self.grid.replacing("[2, 10, 30]", with: "[2, 10, 30, 31]")
    #expect(try await jobs(Self.text(longer)) == (12, 36))
    let again = Self.grid.replacing("folds: 4", with: "folds: 4, repeats: 2")
    #expect(try await jobs(Self.text(again)) == (36, 36))
    let other = Self.grid.replacing("folds: 4", with: "folds: 4, metric: rmse")
    #expect(try await jobs(Self.text(other)) == (0, 36))
  }

  @Test(
    "the fits of the chosen candidate are not fitted again by train",
    arguments: [
      grid,
      "{learner: net, layers: [3], activation: tanh, grid: {epochs: [1, 2, 3]}, folds: 4}",
      "{learner: forest, trees: 3, grid: {rows-per-leaf: [2, 9]}, folds: 4}",
    ])
  func spared(with: String) async throws {
    let chosen = { (more: String) in
      Self.text(
        with,
        more: """
            - id: chosen
              kind: train
              from: {rows: rows, recipe: plain, settings: choice.settings}
              \(more)
          """)
    }
    let analysed = try Analysed(Self.text(with))
    func jobs(_ text: String) async throws -> (computed: Int, reused: Int) {
      try analysed.rewrite(text)
      let tally = JobTally(of: "chosen")
      let session = try RunSession(try analysed.opened(), RunSession.Options())
      let result = try await session.run { tally.note($0) }
      #expect(result.outcome.problems.isEmpty)
      return tally.counts
    }
    #expect(try await analysed.run().outcome.problems.isEmpty)
    #expect(
      try await jobs(chosen("with: {folds: 4}")) == (1, 4), "four fits of five are spared")
    let held = try #require(try analysed.table("chosen.held-out"))
    let scores = try #require(try analysed.table("choice.fits"))
    let place = try analysed.artifact("choice.settings", as: ChosenSettings.self).candidate
    let own = (scores["candidate"]?.numbers ?? []).indices.filter {
      scores["candidate"]?.numbers?[$0] == Double(place)
    }
    for fit in own {
      let fold = try #require(scores["fold"]?.numbers?[fit])
      let rows = (held["fold"]?.numbers ?? []).indices.filter {
        held["fold"]?.numbers?[$0] == fold
      }
      let score = Metric.mae.value(
        targets: rows.compactMap { held["target"]?.numbers?[$0] },
        predictions: rows.compactMap { held["prediction"]?.numbers?[$0] })
      #expect(scores["score"]?.numbers?[fit] == score)
    }
    #expect(try await jobs(chosen("with: {folds: 3}")) == (3, 1), "other folds are other fits")
    // The stage's own seed: fits without random numbers are the same all the same.
    let other = try await jobs(chosen("seed: 9\n    with: {folds: 4}"))
    #expect(other == (with == Self.grid ? (0, 5) : (5, 0)))
  }

  @Test("what is chosen goes into train, where the file's own settings go before it")
  func handsOn() async throws {
    let analysed = try Analysed(
      Self.text(
        Self.grid,
        more: """
            - {id: chosen, kind: train, from: {rows: rows, recipe: choice.recipe, settings: choice.settings}}
            - id: own
              kind: train
              from: {rows: rows, recipe: plain, settings: choice.settings}
              with: {rounds: 1}
          """))
    #expect(try await analysed.run().outcome.problems.isEmpty)
    let trials = try #require(try analysed.table("choice.trials"))
    let place = try #require(
      trials["chosen"]?.flags?.indices.first { trials["chosen"]?.flags?[$0] == true })
    let rounds = try #require(trials["rounds"]?.numbers?[place])
    let model = try analysed.artifact("chosen.model", as: Model.self)
    let own = try analysed.artifact("own.model", as: Model.self)
    #expect(model.predictor.parameterCount > own.predictor.parameterCount)
    #expect(rounds > 1)
  }

  @Test("fits that fail are outcomes: they are told, come last, and are not tried again")
  func failures() async throws {
    let with =
      "{learner: net, layers: [4], activation: linear, optimiser: sgd, schedule: constant, epochs: 6, "
      + "standardise-target: false, grid: {learning-rate: [0.01, 100]}, folds: 3}"
    let analysed = try Analysed(Self.text(with))
    #expect(try await analysed.run().outcome.problems.isEmpty)
    let trials = try #require(try analysed.table("choice.trials"))
    #expect(trials["failed"]?.numbers == [0, 3])
    #expect(trials["mean"]?.numbers?[1].isNaN == true)
    #expect(trials["rank"]?.numbers == [1, 2])
    #expect(trials["problem"]?.texts?[1]?.contains("epoch") == true)
  }

  @Test("equal candidates share a rank, and the first of them is chosen")
  func ties() async throws {
    let with =
      "{learner: trees, rounds: 3, depth: 1, grid: {minimum-gain: [0, 1.0e-300]}, folds: 3}"
    let analysed = try Analysed(Self.text(with))
    #expect(try await analysed.run().outcome.problems.isEmpty)
    let trials = try #require(try analysed.table("choice.trials"))
    #expect(trials["rank"]?.numbers == [1, 1])
    #expect(trials["chosen"]?.flags.map { [$0[0], $0[1]] } == [true, false])
    #expect(trials["as-good"]?.flags.map { [$0[0], $0[1]] } == [true, true])
  }

  @Test("one standard error chooses the first candidate that is within it")
  func oneStandardError() async throws {
    let with = Self.grid.replacing("folds: 4", with: "folds: 4, choose: one-standard-error")
    let analysed = try Analysed(Self.text(with))
    #expect(try await analysed.run().outcome.problems.isEmpty)
    let trials = try #require(try analysed.table("choice.trials"))
    let means = try #require(trials["mean"]?.numbers)
    let deviations = try #require(trials["deviation"]?.numbers)
    let best = try #require(means.indices.min { means[$0] < means[$1] })
    let limit = means[best] + deviations[best] / 2
    let first = means.indices.first { means[$0] <= limit }
    #expect(
      trials["chosen"]?.flags.flatMap { flags in flags.indices.first { flags[$0] == true } }
        == first)
  }

  @Test("several learners and recipes are compared, and classes by their log loss")
  func several() async throws {
    let candidates =
      "{candidates: [{learner: mean}, {learner: trees, rounds: 5, grid: {l2: [0.1, 1]}}], folds: 3}"
    let analysed = try Analysed(Self.text(candidates, recipes: "[plain, binned]"))
    #expect(try await analysed.run().outcome.problems.isEmpty)
    let trials = try #require(try analysed.table("choice.trials"))
    #expect(trials.rowCount == 6)
    #expect(trials["recipe"]?.texts.map { [$0[0], $0[5]] } == ["plain", "binned"])
    #expect(trials["learner"]?.texts.map { [$0[0], $0[1]] } == ["mean", "trees"])
    let classes = try Analysed(
      Self.text("{learner: logistic, grid: {l2: [0.1, 10]}, folds: 3}", recipes: "classes"))
    #expect(try await classes.run().outcome.problems.isEmpty)
    let scores = try #require(try classes.table("choice.trials")?["mean"]?.numbers)
    let areLosses = scores.allSatisfy { $0 > 0 && $0 < 0.8 }
    #expect(areLosses)
  }

  @Test("drawn candidates stay the same when more are drawn, and halving keeps the better ones")
  func drawn() async throws {
    func trials(_ tries: Int, _ method: String) async throws -> Table {
      let analysed = try Analysed(
        Self.text(
          "{learner: trees, rounds: 5, grid: {learning-rate: {log-uniform: [0.01, 0.9]}, "
            + "depth: {integer: [1, 4]}}, method: \(method), tries: \(tries), rows-min: 8, folds: 3}"
        ))
      #expect(try await analysed.run().outcome.problems.isEmpty)
      return try #require(try analysed.table("choice.trials"))
    }
    let few = try await trials(4, "random")
    let more = try await trials(9, "random")
    #expect(
      few["learning-rate"]?.numbers == more["learning-rate"]?.numbers.map { Array($0.prefix(4)) })
    let halved = try await trials(9, "halving")
    let shares = try #require(halved["rows-share"]?.numbers)
    #expect(shares.count { $0 == 1 } == 3)
    #expect(shares.count { $0 < 1 } == 6)
    let ranks = try #require(halved["rank"]?.numbers)
    let lastAreAhead = shares.indices.allSatisfy { (shares[$0] == 1) == (ranks[$0] <= 3) }
    #expect(lastAreAhead)
  }
}

/// Counts the jobs that a run tells of.
private final class JobTally: Sendable {
  private let state = Mutex((computed: 0, reused: 0))
  private let stage: String

  init(of stage: String = "choice") { self.stage = stage }

  var counts: (computed: Int, reused: Int) { state.withLock { $0 } }

  func note(_ event: RunEvent) {
    guard case .stageEnd(let end) = event, end.stage == stage else { return }
    state.withLock { $0 = (end.jobsComputed, end.jobsReused) }
  }
}

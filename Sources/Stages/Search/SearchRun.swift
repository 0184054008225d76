import Analyses
import Diagnostics
import Kernels
import Learning
import Synchronization
import Tables

/// The fits of one search, and what is made of them.
struct SearchRun {
  let settings: Search.Settings
  let context: any StageContext
  let rows: Given<Table>
  let recipes: [Given<Recipe>]
  /// The candidates of each recipe, one recipe after the other.
  let candidates: [TrialCandidate]
  let judge: TrialJudge

  init(_ settings: Search.Settings, _ context: any StageContext) throws {
    self.settings = settings
    self.context = context
    rows = try context.input("rows", as: Table.self)
    recipes = try context.inputs("recipe", as: Recipe.self)
    for recipe in recipes {
      try TrainingCheck.requireTargets(rows.value, recipe.value.target, of: rows.stage)
    }
    try TrainingCheck.requireFolds(settings.foldCount, rows: rows.value.rowCount)
    judge = try TrialJudge(
      settings, rows: rows.value, recipes: recipes.map(\.value), seed: context.analysisSeed)
    candidates = try Self.candidates(settings, context, recipes)
  }

  /// Makes the cells and reads them, and loads the files that learners need.
  private static func candidates(
    _ settings: Search.Settings, _ context: any StageContext, _ recipes: [Given<Recipe>]
  ) throws -> [TrialCandidate] {
    let random = RandomStream(seed: context.seed).derived("tries")
    var read: [SearchCandidate] = []
    var seen: Set<[SettingValue.Pair]> = []
    for (place, space) in settings.spaces.enumerated() {
      let stream = random.derived("space", place)
      let share = settings.tries.map { tries in
        tries / settings.spaces.count + (place < tries % settings.spaces.count ? 1 : 0)
      }
      let count = share ?? space.cellCount ?? 0
      for index in 0..<count {
        let cell = share == nil ? space.cell(index) : space.cell(drawn: index, stream)
        let (candidate, problems) = space.candidate(cell)
        guard let candidate else { throw DiagnosticError(problems) }
        // Draws from short lists repeat; the same settings are fitted once.
        guard seen.insert(candidate.pairs).inserted else { continue }
        read.append(candidate)
      }
    }
    let loaded = try read.map { candidate in
      SearchCandidate(
        values: candidate.values, pairs: candidate.pairs,
        learner: try candidate.learner.loaded { try context.file($0).bytes })
    }
    return recipes.indices.flatMap { recipe in
      loaded.map { TrialCandidate(recipe: recipe, candidate: $0) }
    }
  }

  /// Does the fits, and gives the outcome of each candidate.
  func outcomes() async throws -> [TrialOutcome] {
    let all = Array(candidates.indices)
    guard settings.method == .halving else {
      return try await round(all, share: nil, number: 1)
    }
    let shares = shares()
    var outcomes: [TrialOutcome?] = Array(repeating: nil, count: candidates.count)
    var left = all
    for (number, share) in shares.enumerated() {
      let found = try await round(left, share: share == 1 ? nil : share, number: number + 1)
      for (place, outcome) in zip(left, found) { outcomes[place] = outcome }
      guard number + 1 < shares.count else { break }
      let kept = (left.count + settings.factor - 1) / settings.factor
      let order = left.indices.sorted { judge.isBefore(found[$0], $0, found[$1], $1) }
      left = order.prefix(kept).map { left[$0] }.sorted()
    }
    return outcomes.compactMap { $0 }
  }

  /// The shares of the training rows, from few for all candidates to all rows for the last few.
  private func shares() -> [Double] {
    let training = rows.value.rowCount * (settings.foldCount - 1) / settings.foldCount
    var shares = [1.0]
    var left = candidates.count
    while left > settings.factor {
      let next = (shares.last ?? 1) / Double(settings.factor)
      guard next * Double(training) >= Double(settings.rowsMin) else { break }
      shares.append(next)
      left = (left + settings.factor - 1) / settings.factor
    }
    return shares.reversed()
  }

  private func round(
    _ places: [Int], share: Double?, number: Int
  ) async throws -> [TrialOutcome] {
    let fits = settings.divisions * settings.foldCount
    let jobs = places.flatMap { place in
      (0..<fits).map { fit in job(candidates[place], fit: fit, share: share, of: place) }
    }
    let watch = Mutex(SearchWatch(places: places.count, fits: fits, judge: judge))
    let judge = self.judge
    let recipes = places.map { candidates[$0].recipe }
    let results = try await context.results(of: jobs) { place, output in
      let score = judge.score(output, recipe: recipes[place / fits], fit: place % fits)
      return watch.withLock { $0.note(score.value, of: place / fits) }
    }
    return places.indices.map { index in
      let scores = (0..<fits).map { fit in
        judge.score(results[index * fits + fit].output, recipe: recipes[index], fit: fit)
      }
      return TrialOutcome(
        round: number, share: share ?? 1, scores: scores, foldCount: settings.foldCount)
    }
  }

  private func job(
    _ candidate: TrialCandidate, fit: Int, share: Double?, of place: Int
  ) -> Job<FitFold> {
    let recipe = recipes[candidate.recipe]
    let learner = candidate.candidate.learner
    let division = fit / settings.foldCount
    let isRandom = learner.usesRandomness || recipe.value.usesRandomness
    return Job(
      FitFold.self,
      settings: FitFold.Settings(
        learner: learner, fold: fit % settings.foldCount, foldCount: settings.foldCount,
        foldSeed: context.analysisSeed, division: division == 0 ? nil : division, share: share,
        classWeights: settings.classWeights),
      inputs: ["rows": rows.digest, "recipe": recipe.digest],
      seed: isRandom ? context.sharedSeed : nil,
      label: "candidate \(place + 1), fit \(fit + 1) of \(settings.divisions * settings.foldCount)")
  }
}

/// A candidate together with the recipe that it is fitted with.
struct TrialCandidate {
  let recipe: Int
  let candidate: SearchCandidate
}

/// What is told while a search goes on: the best mean of the candidates that are done.
private struct SearchWatch {
  private var scores: [[Double]]
  private let fits: Int
  private let judge: TrialJudge
  private var best: Double?

  init(places: Int, fits: Int, judge: TrialJudge) {
    scores = Array(repeating: [], count: places)
    self.fits = fits
    self.judge = judge
  }

  mutating func note(_ score: Double, of place: Int) -> String? {
    scores[place].append(score)
    if scores[place].count == fits {
      let mean = scores[place].reduce(0, +) / Double(fits)
      if best.map({ judge.metric.isBetter(mean, than: $0) }) ?? !mean.isNaN { best = mean }
    }
    return best.map {
      "best \(MetricWords.inSentence(judge.metric)) \(MetricWords.value($0, of: judge.metric))"
    }
  }
}

import Analyses
import Learning
import Tables

/// The candidates of a search with their scores: which is chosen, their ranks, and tables of both.
struct Trials {
  /// The names of columns that are not settings.
  static let columnNames: Set<String> = [
    "candidate", "recipe", "rows-share", "fits", "failed", "mean", "deviation", "low", "high",
    "rank", "as-good", "chosen", "problem",
  ]
  /// The level of the intervals.
  static let level = 0.95

  let candidates: [TrialCandidate]
  let outcomes: [TrialOutcome]
  let judge: TrialJudge
  /// The places of the candidates from the best to the worst.
  let order: [Int]
  let chosen: Int

  /// Ranks and chooses; throws where no candidate has a score.
  init(
    _ candidates: [TrialCandidate], _ outcomes: [TrialOutcome], _ judge: TrialJudge,
    choice: SearchChoice
  ) throws(StageProblem) {
    self.candidates = candidates
    self.outcomes = outcomes
    self.judge = judge
    order = outcomes.indices.sorted { judge.isBefore(outcomes[$0], $0, outcomes[$1], $1) }
    guard let best = order.first, outcomes[best].mean.isFinite else {
      let reason = outcomes.lazy.compactMap(\.failures.first).first
      throw StageProblem(
        "no candidate of the search has a score for every fold",
        hints: reason.map { ["the first failure: \($0)"] } ?? [])
    }
    guard choice == .oneStandardError else {
      chosen = best
      return
    }
    let scores = outcomes[best].foldScores
    let limit = scores.deviation / Double(scores.values.count).squareRoot()
    chosen =
      outcomes.indices.first { place in
        outcomes[place].round == outcomes[best].round
          && abs(outcomes[place].mean - outcomes[best].mean) <= limit
      } ?? best
  }

  /// Whether a candidate's scores differ from the best one's, fit by fit, by no more than the error
  /// of that difference.
  private func isAsGood(_ place: Int) -> Bool {
    guard let best = order.first, outcomes[place].round == outcomes[best].round else {
      return false
    }
    let difference = outcomes[place].foldScores.differences(to: outcomes[best].foldScores)
    return abs(difference.mean) <= difference.standardError
  }

  /// Equal means share a rank; candidates without a mean come last and share one too.
  private var ranks: [Double] {
    var ranks = [Double](repeating: 0, count: outcomes.count)
    for (position, place) in order.enumerated() {
      let before = position > 0 ? order[position - 1] : nil
      let isTie = before.map { other in
        outcomes[other].round == outcomes[place].round
          && (outcomes[other].mean == outcomes[place].mean
            || outcomes[other].mean.isNaN && outcomes[place].mean.isNaN)
      }
      ranks[place] = isTie == true ? ranks[before ?? place] : Double(position + 1)
    }
    return ranks
  }

  /// Gives one row a candidate, in the order of the file.
  func table(recipes: [String], isHalving: Bool) -> Table {
    let places = outcomes.indices
    var columns = [Column("candidate", numbers: places.map { Double($0 + 1) })]
    if recipes.count > 1 {
      columns.append(Column("recipe", texts: candidates.map { recipes[$0.recipe] }))
    }
    columns += settingColumns
    if isHalving { columns.append(Column("rows-share", numbers: outcomes.map(\.share))) }
    let scores = outcomes.map(\.foldScores)
    let intervals = scores.map { $0.interval(level: Self.level) }
    columns += [
      Column("fits", numbers: outcomes.map { Double($0.scores.count) }),
      Column("failed", numbers: outcomes.map { Double($0.failures.count) }),
      Column("mean", numbers: scores.map(\.mean)),
      Column("deviation", numbers: scores.map { $0.mean.isNaN ? .nan : $0.deviation }),
      Column("low", numbers: intervals.map { $0?.lowerBound ?? .nan }),
      Column("high", numbers: intervals.map { $0?.upperBound ?? .nan }),
      Column("rank", numbers: ranks), Column("as-good", flags: places.map { isAsGood($0) }),
      Column("chosen", flags: places.map { $0 == chosen }),
    ]
    if outcomes.contains(where: { !$0.failures.isEmpty }) {
      columns.append(Column("problem", texts: outcomes.map(\.failures.first)))
    }
    return Table(columns)
  }

  /// One column a setting that is gone through: numbers where all values are, text elsewhere.
  private var settingColumns: [Column] {
    var names: [String] = []
    for candidate in candidates {
      let learner = candidates.contains { $0.candidate.learner.name != candidate.learnerName }
      let all = (learner ? ["learner"] : []) + candidate.candidate.values.map(\.name)
      for name in all where !names.contains(name) { names.append(name) }
    }
    return names.map { name in
      let values = candidates.map { candidate in
        candidate.candidate.pairs.first { $0.name == name }?.value
      }
      if values.allSatisfy({ $0 == nil || $0?.number != nil }) {
        return Column(name, numbers: values.map { $0?.number ?? .nan })
      }
      return Column(name, texts: values.map { $0?.text })
    }
  }

  /// Gives one row a fit.
  var fits: Table {
    var candidate: [Double] = []
    var division: [Double] = []
    var fold: [Double] = []
    var score: [Double] = []
    var isConstant: [Bool?] = []
    for (place, outcome) in outcomes.enumerated() {
      for (fit, value) in outcome.scores.enumerated() {
        candidate.append(Double(place + 1))
        division.append(Double(fit / outcome.foldCount + 1))
        fold.append(Double(fit % outcome.foldCount + 1))
        score.append(value.value)
        isConstant.append(value.isConstant)
      }
    }
    return Table([
      Column("candidate", numbers: candidate), Column("division", numbers: division),
      Column("fold", numbers: fold), Column("score", numbers: score),
      Column("one-number", flags: isConstant),
    ])
  }
}

extension TrialCandidate {
  fileprivate var learnerName: String { candidate.learner.name }
}

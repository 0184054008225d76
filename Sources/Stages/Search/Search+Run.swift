package import Analyses
import Learning

extension Search {
  package static func run(
    _ settings: Settings, _ context: any StageContext
  ) async throws -> StageResult {
    let run = try SearchRun(settings, context)
    let outcomes = try await run.outcomes()
    let trials = try Trials(run.candidates, outcomes, run.judge, choice: settings.choice)
    let chosen = run.candidates[trials.chosen]
    let isClasses = run.judge.metric.task == .classes
    let pairs = handedOn(chosen.candidate, settings, isClasses)
    let failed = outcomes.reduce(0) { $0 + $1.failures.count }
    if failed > 0 {
      let all = outcomes.reduce(0) { $0 + $1.scores.count }
      context.log("\(failed) of \(all) fits failed; the trials say why")
    }
    return StageResult([
      (
        "trials",
        trials.table(
          recipes: run.recipes.map(\.stage), isHalving: settings.method == .halving)
      ),
      (
        "settings",
        ChosenSettings(
          pairs: pairs, candidate: trials.chosen + 1,
          revisions: chosen.candidate.learner.revisions)
      ),
      ("recipe", run.recipes[chosen.recipe].value),
      ("fits", trials.fits),
    ])
  }
}

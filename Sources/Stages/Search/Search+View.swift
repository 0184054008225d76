package import Analyses
import Documents
import Learning
import Tables

extension Search {
  /// The most candidates that are listed before the details.
  private static let shownMax = 12

  package static func view(_ settings: Settings, _ context: any ViewContext) throws -> StageView {
    let trials = TrialTable(try context.output("trials", as: Table.self))
    let fits = try context.output("fits", as: Table.self)
    let recipe = try context.output("recipe", as: Recipe.self)
    let metric = metric(settings, recipe, context)
    var blocks: [Block] = [.paragraph(summary(settings, trials, fits, metric))]
    blocks += findings(settings, trials, fits, metric).map { .finding($0) }
    blocks.append(
      .table(
        table(
          "The best candidates", trials, places: Array(trials.order.prefix(shownMax)), metric)))
    if trials.count > shownMax {
      blocks.append(
        .details(
          "All \(Wording.count(trials.count, "candidate"))",
          [.table(table("All candidates, from the best", trials, places: trials.order, metric))]))
    }
    blocks += SearchFigures(trials: trials, metric: metric, stage: context.stage).all.map {
      .figure($0)
    }
    return StageView(blocks: blocks)
  }

  /// The metric that was compared; the settings chosen carry it where the target decided.
  private static func metric(
    _ settings: Settings, _ recipe: Recipe, _ context: any ViewContext
  ) -> Metric {
    let chosen = try? context.output("settings", as: ChosenSettings.self)
    let pair = chosen?.pairs.first { $0.name == "metric" }
    if case .text(let name)? = pair?.value, let metric = Metric(rawValue: name) { return metric }
    return settings.metric ?? .mae
  }

  private static func summary(
    _ settings: Settings, _ trials: TrialTable, _ fits: Table, _ metric: Metric
  ) -> Text {
    let all = Wording.count(fits.rowCount, "fit")
    let candidates = Wording.count(trials.count, "candidate")
    guard let chosen = trials.chosen else { return Text("\(candidates), \(all).") }
    let values = trials.settingNames.map { "\($0) \(trials.text($0, chosen))" }
    let score = MetricWords.value(trials.mean(chosen), of: metric)
    let way =
      settings.choice == .best
      ? "which has the best mean"
      : "the first within one standard error of the best mean"
    return Text(
      "\(candidates) were compared by \(all) on training rows. Candidate \(chosen + 1) was chosen, "
        + "\(way): \(values.isEmpty ? "" : Wording.list(values) + "; ")"
        + "\(MetricWords.inSentence(metric)) \(score) on rows that its fits had not seen.")
  }

  private static func findings(
    _ settings: Settings, _ trials: TrialTable, _ fits: Table, _ metric: Metric
  ) -> [Finding] {
    var findings: [Finding] = []
    let failed = trials.failedFits
    if failed > 0 {
      findings.append(
        Finding(
          .warning, Text("\(failed) of \(Wording.count(fits.rowCount, "fit")) failed"),
          explanation: Text(trials.firstProblem ?? "")))
    }
    if let constant = fits["one-number"]?.flags.map({ flags in
      flags.indices.count { flags[$0] == true }
    }),
      constant > 0
    {
      findings.append(
        Finding(
          .warning,
          Text(
            "\(constant) of \(Wording.count(fits.rowCount, "fit")) predict one number for every "
              + "held-out row"),
          explanation: Text(
            "They learned nothing that tells rows apart, and weigh on the mean of their candidate.")
        ))
    }
    let asGood = trials.asGoodCount - 1
    if asGood > 0 {
      let others =
        asGood == 1 ? "1 other candidate is" : "\(Wording.grouped(asGood)) other candidates are"
      findings.append(
        Finding(
          .note, Text("\(others) as good as the best within the error of the comparison"),
          explanation: Text(
            "The error is that of the differences fold by fold, with Nadeau and Bengio's "
              + "correction for the rows that folds share. The best of "
              + "\(Wording.count(trials.count, "mean")) is also a little better than the candidate "
              + "will be on other rows; the stage that trains it makes held-out predictions of its own."
          )))
    }
    return findings
  }

  private static func table(
    _ caption: String, _ trials: TrialTable, places: [Int], _ metric: Metric
  ) -> DataTable {
    DataTable(
      caption: caption,
      headings: [.init("Rank", .trailing), .init("Choice")] + trials.settingNames.map { .init($0) }
        + (trials.hasShares ? [.init("Rows", .trailing)] : [])
        + [
          .init(MetricWords.name(of: metric), .trailing), .init("95 % interval", .trailing),
        ],
      rows: places.map { place in
        let mark =
          place == trials.chosen
          ? Text.strong("chosen") : Text(trials.isAsGood(place) ? "as good" : "")
        return [Text(trials.rankText(place)), mark]
          + trials.settingNames.map { Text(trials.text($0, place)) }
          + (trials.hasShares ? [Text(Wording.percent(trials.share(place)))] : [])
          + [
            Text(MetricWords.value(trials.mean(place), of: metric)),
            Text(trials.interval(place, of: metric)),
          ]
      })
  }
}

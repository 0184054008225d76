import Analyses
import Attribution
import Documents

/// What is said about explained models.
struct ExplanationWords {
  private let summary: AttributionSummary

  init(_ summary: AttributionSummary) {
    self.summary = summary
  }

  /// What was explained, how, and how well sums agree with predictions.
  func introduction(background: String?) -> Text {
    let rows =
      summary.explainedCount < summary.rowCount
      ? "\(Wording.grouped(summary.explainedCount)) of \(Wording.count(summary.rowCount, "row"))"
      : Wording.count(summary.rowCount, "row")
    var text =
      Text(
        "What each column adds to the predictions of \(rows): Shapley values, which share out a "
          + "prediction less the base by how much it changes when a column becomes known, over all "
          + "orders of becoming known. ")
    text = text + Text(methods) + Text(" ")
    let counts = Set(summary.entries.filter(Self.usesBackground).map(\.backgroundCount)).sorted()
    if let count = counts.first {
      text =
        text
        + Text("A column that is not known takes the values of \(Wording.count(count, "row")) of ")
      text = text + (background.map { .code($0) } ?? Text("the same table")) + Text(". ")
    }
    let error = summary.entries.map(\.additivityError).max() ?? 0
    return text
      + Text(
        error == 0
          ? "In every row base and values sum to the prediction."
          : "In every row base and values sum to the prediction, with an error of at most "
            + "\(Wording.number(error, digits: 2)) of it.")
  }

  private static func usesBackground(_ entry: AttributionSummary.Entry) -> Bool {
    entry.method != AttributionMethod.pathDependent.rawValue
  }

  /// Which method explains which model.
  private var methods: String {
    var groups: [(method: String, models: [String])] = []
    for entry in summary.entries {
      if let place = groups.firstIndex(where: { $0.method == entry.method }) {
        groups[place].models.append(entry.model)
      } else {
        groups.append((entry.method, [entry.model]))
      }
    }
    return groups.map { group in
      "\(Wording.list(group.models)): \(Self.words(group.method))."
    }.joined(separator: " ")
  }

  private static func words(_ method: String) -> String {
    switch AttributionMethod(rawValue: method) {
    case .exact: "exact, from every coalition of columns"
    case .sampled: "sampled, from columns in random orders, with a standard error for each value"
    case .closedForm: "exact, read off the sum of functions that the model is"
    case .pathDependent:
      "exact for trees, where a column that is not known goes both ways at a split, as the training "
        + "rows did"
    case .interventional: "exact for trees, leaf by leaf against the background"
    case .expectedGradients:
      "from the slopes of the network along straight lines from background rows, with the error that "
        + "the sums of values leave"
    case .auto, nil: method
    }
  }

  /// One row a model: what it starts from, its range, and what is left to know of its values.
  var models: DataTable {
    let hasErrors = summary.entries.contains { $0.sizes.contains { $0.errorMax != nil } }
    return DataTable(
      caption: "Models, and what their values are parts of",
      headings: [.init("Model"), .init("Explained"), .init("Base", .trailing)]
        + [.init("Lowest prediction", .trailing), .init("Highest", .trailing)]
        + (hasErrors ? [.init("Greatest standard error", .trailing)] : []),
      rows: summary.entries.map { entry in
        let errors = entry.sizes.compactMap(\.errorMax).max()
        return [
          .code(entry.model), Text(scale(entry)), Text(Wording.number(entry.base)),
          Text(Wording.number(entry.low)), Text(Wording.number(entry.high)),
        ] + (hasErrors ? [Text(errors.map { Wording.number($0) } ?? "exact")] : [])
      })
  }

  private func scale(_ entry: AttributionSummary.Entry) -> String {
    let label = entry.label.map { " of '\($0)'" } ?? ""
    return switch Attributions.Scale(rawValue: entry.scale) {
    case .logOdds: "log odds" + label
    case .probability: "probability" + label
    case .logarithm: "logarithm of \(summary.target)"
    default: summary.target
    }
  }

  /// How far models agree; nil for one model.
  var agreement: DataTable? {
    guard !summary.agreements.isEmpty else { return nil }
    return DataTable(
      caption: "How far models agree",
      headings: [
        .init("Model"), .init("With"), .init("Ranks of columns", .trailing),
        .init("All values", .trailing),
      ],
      rows: summary.agreements.map { pair in
        [.code(pair.first), .code(pair.second)]
          + [pair.ranks, pair.values].map {
            Text($0.map { Wording.decimals($0, 3) } ?? "not defined")
          }
      })
  }

  /// Mean sizes by group; nil without groups.
  var groups: DataTable? {
    guard let by = summary.by, !summary.groups.isEmpty else { return nil }
    return DataTable(
      caption: "The mean size of what each column adds, by \(by)",
      headings: [.init("Model"), .init("Column")]
        + zip(summary.groups, summary.groupCounts).map {
          .init("\($0) (\(Wording.grouped($1)))", .trailing)
        },
      rows: summary.entries.flatMap { entry in
        summary.order.compactMap { name in entry.sizes.first { $0.player == name } }.map { size in
          [.code(entry.model), Text(size.player)] + size.groups.map { Text(Wording.number($0)) }
        }
      })
  }

  /// What sums alone do not tell.
  static let caution: Text =
    "These values explain the models, and not the world: where columns go together, a model may lean "
    + "on either of them, and a column that adds much need not be a cause."
}

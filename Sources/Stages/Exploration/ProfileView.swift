import Analyses
import Documents

/// Shows the description of a table.
struct ProfileView {
  private static let alertsShown = 12

  private let profile: TableProfile
  private let stage: String
  private let rows: String
  private let against: String?

  init(_ profile: TableProfile, stage: String, rows: String, against: String?) {
    self.profile = profile
    self.stage = stage
    self.rows = rows
    self.against = against
  }

  /// The blocks, with suspects of giving the target away as findings for the first screen.
  var view: StageView {
    var blocks: [Block] = [.paragraph(Text(size) + ignoredWords)]
    blocks += findings.map { .finding($0) }
    blocks += alertBlocks
    if !profile.columns.isEmpty { blocks.append(.table(columnTable)) }
    let numbers = profile.columns.filter { $0.numbers != nil }
    if !numbers.isEmpty { blocks.append(.details("All quantiles", [.table(quantiles(numbers))])) }
    let figures = ProfileFigures(profile, stage: stage, rows: rows)
    blocks += targetBlocks(figures)
    blocks += figures.correlations.map { [.figure($0)] } ?? []
    if let drift = profile.drift, let against {
      blocks += DriftView(drift, here: rows, there: against).blocks
    }
    return StageView(blocks: blocks, findings: findings)
  }

  private var size: String {
    let all =
      "\(Wording.count(profile.rowCount, "row")) and "
      + "\(Wording.count(profile.columnCount, "column"))"
    let shown = profile.columns.count
    let ignoredCount = profile.ignored?.count ?? 0
    let part =
      shown + ignoredCount < profile.columnCount ? "; \(shown) of them are described" : ""
    let missing = profile.columns.reduce(0) { $0 + $1.missingCount }
    let cells = profile.rowCount * shown
    guard cells > 0 else { return all + part + "." }
    let share =
      missing == 0
      ? "No value is missing."
      : "\(ProfileWords.percent(Double(missing) / Double(cells))) of the values are missing."
    return "\(all)\(part). \(share)"
  }

  /// The columns that are not described as nothing is learned from them.
  private var ignoredWords: Text {
    guard let ignored = profile.ignored, !ignored.isEmpty else { return "" }
    let shown = ignored.prefix(30).map { Text.code($0) }
    let more = ignored.count > shown.count ? " and \(ignored.count - shown.count) more" : ""
    return Text(" Ignored by the recipe, and so not described: ")
      + Text.joined(shown) + Text(more + ".")
  }

  private var target: String { profile.target?.name ?? "" }

  private var findings: [Finding] {
    let leaks = profile.alerts.filter(ProfileWords.isLeak)
    guard !leaks.isEmpty else { return [] }
    let sentences = leaks.prefix(4).map { ProfileWords.sentence($0, target: target) }
    let more = leaks.count > 4 ? Text(" There are \(leaks.count - 4) more such columns.") : Text([])
    var explanation = Text([])
    for sentence in sentences { explanation = explanation + sentence + " " }
    return [
      Finding(
        .warning,
        leaks.count == 1
          ? "A column gives \(target) away, it seems"
          : "Columns give \(target) away, it seems",
        explanation: explanation + more + " "
          + Text("If so, leave them out with ") + .code("ignore") + Text(" in the recipe."))
    ]
  }

  private var alertBlocks: [Block] {
    let alerts = profile.alerts.filter { !ProfileWords.isLeak($0) }
    guard !alerts.isEmpty else {
      return profile.rowCount == 0 ? [] : [.paragraph("Nothing about the columns looks odd.")]
    }
    let sentences = alerts.map { ProfileWords.sentence($0, target: target) }
    let rest = Array(sentences.dropFirst(Self.alertsShown))
    let blocks: [Block] = [.list(Array(sentences.prefix(Self.alertsShown)))]
    return rest.isEmpty ? blocks : blocks + [.details("\(rest.count) more remarks", [.list(rest)])]
  }

  private var columnTable: DataTable {
    DataTable(
      caption:
        "The columns of \(rows); a shape shows how often values lie where, from the smallest "
        + "to the largest, or for texts from the most frequent on",
      headings: [
        .init("Column"), .init("Holds"), .init("Missing", .trailing), .init("Distinct", .trailing),
        .init("Shape"), .init("Values"),
      ],
      rows: profile.columns.map { column in
        [
          .code(column.name), Text("\(column.kind)s"), Text(missing(column)),
          Text(Wording.grouped(column.distinctCount)), .code(Self.shape(column)),
          Text(ProfileWords.summary(column)),
        ]
      })
  }

  private func missing(_ column: TableProfile.Column) -> String {
    column.missingCount == 0
      ? "0" : ProfileWords.percent(Double(column.missingCount) / Double(max(profile.rowCount, 1)))
  }

  /// How the values of a column lie, as a line of text.
  static func shape(_ column: TableProfile.Column) -> String {
    guard column.distinctCount > 1 else { return "" }
    let counts = column.numbers?.shape ?? column.levels.map(\.count)
    // A page would join plain spaces into one.
    return Sparkline.text(counts: counts).replacing(" ", with: "\u{a0}")
  }

  private func quantiles(_ columns: [TableProfile.Column]) -> DataTable {
    let names = ["Least", "5 %", "25 %", "Median", "75 %", "95 %", "Most", "Mean", "Deviation"]
    return DataTable(
      caption: "Quantiles, mean and standard deviation of the columns of numbers",
      headings: [.init("Column")] + names.map { .init($0, .trailing) },
      rows: columns.compactMap { column in
        column.numbers.map { numbers -> [Text] in
          if let dates = column.dates {
            return [.code(column.name)]
              + (numbers.quantiles + [numbers.mean]).map { Text(dates.text($0)) }
              + [Text(DateForm.duration(numbers.deviation))]
          }
          return [.code(column.name)]
            + (numbers.quantiles + [numbers.mean, numbers.deviation]).map {
              Text(ProfileWords.plain($0))
            }
        }
      })
  }

  private func targetBlocks(_ figures: ProfileFigures) -> [Block] {
    guard let target = profile.target else { return [] }
    var blocks: [Block] = figures.target.map { [.figure($0)] } ?? []
    if target.relations.isEmpty { return blocks }
    let hasRanks = target.relations.contains { $0.rank != nil }
    blocks.append(
      .details(
        "What each column alone tells of \(target.name)",
        [
          .table(
            DataTable(
              caption: "The share of \(target.name) that one column tells, each row told from the "
                + "others; 0 % is no more than without it",
              headings: [.init("Column"), .init("Share told", .trailing)]
                + (hasRanks ? [.init("Rank correlation", .trailing)] : []),
              rows: target.relations.map { relation in
                [.code(relation.column), Text(ProfileWords.percent(relation.share))]
                  + (hasRanks
                    ? [Text(relation.rank.map { Wording.fixed($0, decimals: 2) } ?? "")] : [])
              }))
        ]))
    return blocks
  }
}

import Documents

/// The pictures of a table's description.
struct ProfileFigures {
  private let profile: TableProfile
  private let stage: String
  private let rows: String

  init(_ profile: TableProfile, stage: String, rows: String) {
    self.profile = profile
    self.stage = stage
    self.rows = rows
  }

  /// Rank correlations of all pairs of number columns.
  var correlations: Figure? {
    guard let found = profile.correlations, found.names.count > 1 else { return nil }
    let left = found.leftOutCount
    let rest = left > 0 ? " \(Wording.count(left, "more column")) of numbers are not in it." : ""
    let part =
      found.rowCount < profile.rowCount
      ? " It is worked out from \(Wording.grouped(found.rowCount)) rows." : ""
    return Figure(
      id: "\(stage)-correlations", title: "How the columns of numbers go together",
      caption: Text(
        "Rank correlations: 1 where one column always rises with the other, \u{2212}1 where it "
          + "always falls, about 0 where neither is so. \(strongest(found))\(rest)\(part)"),
      x: Figure.Axis("Column"), y: Figure.Axis(""),
      chart: .heatMap(
        .init(
          columns: found.names, rows: found.names, values: withoutDiagonal(found.values),
          label: "rank correlation", isDiverging: true, range: -1...1)),
      table: DataTable(
        caption: "Rank correlations of the columns of \(rows)",
        headings: [.init("Column")] + found.names.map { .init($0, .trailing) },
        rows: zip(found.names, found.values).map { name, values in
          [.code(name)] + values.map { Text($0.isFinite ? Wording.fixed($0, decimals: 2) : "") }
        }))
  }

  /// A column's correlation with itself says nothing, and its colour would hide the others.
  private func withoutDiagonal(_ values: [[Double]]) -> [[Double]] {
    values.enumerated().map { row, line in
      line.enumerated().map { column, value in row == column ? .nan : value }
    }
  }

  private func strongest(_ found: TableProfile.Correlations) -> String {
    var best: (Double, String, String)?
    for i in found.names.indices {
      for j in 0..<i where abs(found.values[i][j]) > abs(best?.0 ?? 0) {
        best = (found.values[i][j], found.names[j], found.names[i])
      }
    }
    guard let best else { return "" }
    return "The strongest is \(Wording.fixed(best.0, decimals: 2)), of \(best.1) and \(best.2)."
  }

  /// The target against the columns that tell most of it.
  var target: Figure? {
    guard let target = profile.target else { return nil }
    let shown = target.relations.compactMap { relation in
      relation.chart.map { (relation, panel(relation, $0, target)) }
    }
    guard !shown.isEmpty else { return nil }
    let names = Wording.list(shown.map(\.0.column))
    return Figure(
      id: "\(stage)-target",
      title: "\(target.name) against the columns that tell most of it",
      caption: Text(
        "The most telling first: \(names). Points are rows, at most 300 of them; boxes hold the "
          + "middle half of their rows, and of many texts the eight most frequent are shown."),
      x: Figure.Axis(""), y: Figure.Axis(target.name),
      chart: .panels(shown.map(\.1), commonAxes: false), table: table(shown.map(\.0), target))
  }

  private func dates(_ column: String) -> DateForm? {
    profile.columns.first { $0.name == column }?.dates
  }

  private func panel(
    _ relation: TableProfile.Relation, _ chart: Figure.Chart, _ target: TableProfile.Target
  ) -> Figure.Panel {
    let isNumber = target.kind == "number"
    let (x, y): (Figure.Axis, Figure.Axis) =
      switch chart {
      case .boxes(let boxes) where !isNumber:
        (
          .init(target.name),
          dates(relation.column)?.axis(
            relation.column, covering: boxes.flatMap { [$0.low, $0.high] + $0.outliers }, about: 3)
            ?? .init(relation.column)
        )
      case .heatMap: (.init(target.name), .init(""))
      case .points(let series) where dates(relation.column) != nil:
        (
          dates(relation.column)?.axis(
            relation.column, covering: series.flatMap(\.x), about: 3) ?? .init(relation.column),
          .init(target.name)
        )
      default: (.init(relation.column), .init(target.name))
      }
    return Figure.Panel(title: relation.column, x: x, y: y, chart: chart)
  }

  private func table(
    _ relations: [TableProfile.Relation], _ target: TableProfile.Target
  ) -> DataTable {
    DataTable(
      caption: "How much of \(target.name) each of these columns tells alone",
      headings: [.init("Column"), .init("Share told", .trailing)],
      rows: relations.map { [.code($0.column), Text(ProfileWords.percent($0.share))] })
  }
}

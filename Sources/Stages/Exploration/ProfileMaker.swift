import Learning
import Tables

/// Works out the description of a table.
struct ProfileMaker {
  private static let correlatedMax = 24
  private static let correlatedRowsMax = 20_000

  let profile: TableProfile

  /// Describes a table, beside another one whose target is left unread where it is sealed.
  ///
  /// Columns that a recipe ignores are left out of all but the names of the table.
  init(
    _ settings: Profile.Settings, _ table: Table, recipe: Recipe? = nil, against other: Table?,
    isSealed: Bool
  ) {
    let target = settings.target ?? recipe?.target
    let ignored = recipe.map { Self.ignored(by: $0, table.names) } ?? []
    let kept = Table(
      table.columns.filter { !ignored.contains($0.name) }, rowCount: table.rowCount)
    let columns = Self.described(target, settings.columnsMax, kept)
    let summaries = columns.map(ColumnSummary.init)
    // Only how moments are ordered matters to what columns tell of one another.
    let comparable = columns.map(\.withDatesAsNumbers)
    let relations = target.flatMap { kept[$0] }.flatMap {
      TargetRelations(comparable, to: $0.withDatesAsNumbers)
    }
    var alerts = relations?.alerts ?? []
    let copies = RowCopies.count(table)
    // Rows that are equal are of one group, and with a group that decides the folds in one fold.
    if copies > 0, recipe?.group == nil { alerts.append(.duplicates(rows: copies)) }
    alerts += RowCopies.equalColumns(columns).map { .equal(columns: $0) }
    alerts += summaries.flatMap(\.alerts).filter { alert in
      if case .manyLevels(let column, _) = alert { column != recipe?.group } else { true }
    }
    var profile = TableProfile(
      rowCount: table.rowCount, columnCount: table.columns.count,
      columns: summaries.map(\.column), alerts: alerts,
      correlations: Self.correlations(comparable, summaries), target: relations?.target,
      drift: other.map { other in
        Self.drift(columns.map(\.name), table, other, target, isSealed: isSealed)
      })
    profile.ignored = ignored.isEmpty ? nil : ignored
    self.profile = profile
  }

  /// The columns that nothing is learned from, and that decide neither rows nor folds.
  private static func ignored(by recipe: Recipe, _ names: [String]) -> [String] {
    let used = [recipe.target, recipe.weight, recipe.group, recipe.time]
    return names.filter { !recipe.isFeature($0) && !used.contains($0) }
  }

  /// The first columns, with the target among them wherever it stands.
  private static func described(_ target: String?, _ most: Int, _ table: Table) -> [Column] {
    let first = Array(table.columns.prefix(most))
    guard let target = target.flatMap({ table[$0] }),
      !first.contains(where: { $0.name == target.name })
    else { return first }
    return first.dropLast() + [target]
  }

  private static func drift(
    _ names: [String], _ table: Table, _ other: Table, _ target: String?, isSealed: Bool
  ) -> Drift {
    guard isSealed else { return Drift(names, of: table, with: other, sealed: nil) }
    guard let target else { return Drift(sealed: table.rowCount, other.rowCount) }
    return Drift(names, of: table, with: other, sealed: target)
  }

  private static func correlations(
    _ columns: [Column], _ summaries: [ColumnSummary]
  ) -> TableProfile.Correlations? {
    let varied = zip(columns, summaries).filter { $1.column.distinctCount > 2 }.compactMap {
      column, _ in column.numbers.map { (name: column.name, values: $0) }
    }
    guard varied.count > 1, let rowCount = varied.first?.values.count else { return nil }
    let rows = TargetRelations.spread(rowCount, most: correlatedRowsMax)
    let chosen = varied.prefix(correlatedMax).map { name, values in
      let kept = rows.map { values[$0] }
      let isWhole = kept.allSatisfy(\.isFinite)
      return (name: name, values: kept, ranks: isWhole ? Association.ranks(kept) : nil)
    }
    var values = chosen.map { _ in [Double](repeating: 1, count: chosen.count) }
    for i in chosen.indices {
      for j in 0..<i {
        // Ranks of columns without a gap are the same beside every such column.
        let value =
          if let a = chosen[i].ranks, let b = chosen[j].ranks {
            rows.count > 2 ? Association.correlation(a, b) : nil
          } else {
            Association.rankCorrelation(chosen[i].values, chosen[j].values)
          }
        values[i][j] = value ?? .nan
        values[j][i] = value ?? .nan
      }
    }
    return TableProfile.Correlations(
      names: chosen.map(\.name), values: values, rowCount: rows.count,
      leftOutCount: varied.count - chosen.count)
  }
}

import Tables

/// Works out the description of a table.
struct ProfileMaker {
  private static let correlatedMax = 24
  private static let correlatedRowsMax = 20_000

  let profile: TableProfile

  /// Describes a table, beside another one whose target is left unread where it is sealed.
  init(_ settings: Profile.Settings, _ table: Table, against other: Table?, isSealed: Bool) {
    let columns = Self.described(settings, table)
    let summaries = columns.map(ColumnSummary.init)
    // Only how moments are ordered matters to what columns tell of one another.
    let comparable = columns.map(\.withDatesAsNumbers)
    let relations = settings.target.flatMap { table[$0] }.flatMap {
      TargetRelations(comparable, to: $0.withDatesAsNumbers)
    }
    var alerts = relations?.alerts ?? []
    let copies = RowCopies.count(table)
    if copies > 0 { alerts.append(.duplicates(rows: copies)) }
    alerts += RowCopies.equalColumns(columns).map { .equal(columns: $0) }
    alerts += summaries.flatMap(\.alerts)
    profile = TableProfile(
      rowCount: table.rowCount, columnCount: table.columns.count,
      columns: summaries.map(\.column), alerts: alerts,
      correlations: Self.correlations(comparable, summaries), target: relations?.target,
      drift: other.map { other in
        Self.drift(columns.map(\.name), table, other, settings.target, isSealed: isSealed)
      })
  }

  /// The first columns, with the target among them wherever it stands.
  private static func described(_ settings: Profile.Settings, _ table: Table) -> [Column] {
    let first = Array(table.columns.prefix(settings.columnsMax))
    guard let target = settings.target.flatMap({ table[$0] }),
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

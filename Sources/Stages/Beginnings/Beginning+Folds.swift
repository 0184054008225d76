import Tables

extension Beginning {
  /// The folds that a model has where nothing is said.
  private static let foldCount = 5

  /// The column by which the recipe makes folds; nil where rows go into folds at random.
  ///
  /// They do so where there are too few times or groups, and where the first fold could not learn every
  /// class.
  var foldColumn: (verdict: ColumnVerdict, isTime: Bool)? {
    guard let verdict = verdicts.first(where: { $0.name == (time ?? group) }) else { return nil }
    let isTime = time != nil
    if isTime, !target.hasAllClasses(first: firstFitShare, by: verdict.facts.column) { return nil }
    let counts = Self.counts(of: verdict.facts.column)
    let needed = isTime ? Self.foldCount + 1 : Self.foldCount
    guard testSource == nil else {
      return counts.count >= needed ? (verdict, isTime) : nil
    }
    // Of groups a fifth of the rows is taken away, which may be any of them.
    guard isTime else { return counts.count >= 2 * Self.foldCount ? (verdict, isTime) : nil }
    let rows = counts.values.reduce(0, +)
    let training = Double(rows) * (1 - testShare)
    var (seen, times) = (0, 0)
    for time in counts.keys.sorted() {
      seen += counts[time] ?? 0
      if Double(seen) <= training { times += 1 }
    }
    return times >= needed ? (verdict, isTime) : nil
  }

  /// The share of all rows that the first of the folds that go forward learns from.
  var firstFitShare: Double {
    (testSource == nil ? 1 - testShare : 1) / Double(Self.foldCount + 1)
  }

  /// The share of the rows that a split by time takes: a fifth, or the last time where that is more.
  var testShare: Double {
    guard let facts = verdicts.first(where: { $0.name == time })?.facts else { return 0.2 }
    let last = RoleGuess.lastShare(facts)
    return last < 0.2 ? 0.2 : min(last + 0.01, 0.999)
  }

  /// How often each value is there, by a number that orders them.
  private static func counts(of column: Column) -> [Double: Int] {
    var counts: [Double: Int] = [:]
    let codes = column.texts?.canonical.codes.map { $0 < 0 ? Double.nan : Double($0) }
    let values: [Double] = column.dates?.seconds ?? column.numbers ?? codes ?? []
    for value in values where !value.isNaN { counts[value, default: 0] += 1 }
    return counts
  }
}

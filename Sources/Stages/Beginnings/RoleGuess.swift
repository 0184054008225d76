import Tables

/// Guesses what each column is for, from its name and its values.
struct RoleGuess {
  /// Up to so many levels become columns of 0 and 1.
  static let fewLevelsMax = 20
  /// From so many levels a number with the name of a group is one.
  private static let groupsMin = 20

  private let target: BeginningTarget
  private let wishes: BeginningWishes
  private let columns: [ColumnFacts]
  private let leaks: [String: Leak]
  private let copies: [String: String]

  /// The column that orders the rows in time, if there is one.
  let time: String?
  /// The column whose rows belong together, if there is one.
  let group: String?
  /// A column of dates by which rows are not split, and why not; nil where nothing is left to ask.
  let untimed: (name: String, reason: String)?

  /// Takes the columns other than the target, and what was found in them.
  init(
    _ columns: [ColumnFacts], target: BeginningTarget, wishes: BeginningWishes,
    leaks: [String: Leak]
  ) {
    self.target = target
    self.wishes = wishes
    self.columns = columns
    self.leaks = leaks
    var copies: [String: String] = [:]
    for names in RowCopies.equalColumns(columns.filter { $0.kind != .date }.map(\.column)) {
      for name in names.dropFirst() { copies[name] = names[0] }
    }
    self.copies = copies
    let free = columns.filter { leaks[$0.name] == nil && !wishes.ids.contains($0.name) }
    let time = wishes.time ?? (wishes.group == nil ? Self.time(among: free, target) : nil)
    self.time = time
    group = wishes.group ?? (time == nil ? Self.group(among: free) : nil)
    let isOpen = time == nil && wishes.group == nil
    untimed = isOpen ? Self.untimed(among: free, target) : nil
  }

  /// The verdicts in the order of the columns.
  var verdicts: [ColumnVerdict] {
    columns.map { facts in
      let (role, reason) = verdict(on: facts)
      return ColumnVerdict(facts: facts, role: role, reason: reason)
    }
  }

  private func verdict(on facts: ColumnFacts) -> (ColumnRole, String) {
    let name = facts.name
    if wishes.ids.contains(name) { return (.id, "named by --id") }
    if name == time { return (.time, timeReason(facts)) }
    if name == group { return (.group, groupReason(facts)) }
    if facts.knownCount == 0 { return (.useless, "no row has a value") }
    if let leak = leaks[name] { return (.leak, leak.reason(target: target.name)) }
    if facts.distinctCount == 1, facts.missingCount == 0 {
      return (.useless, "one value only: it tells nothing")
    }
    if facts.knownCount < 20 && facts.missingShare > 0.5 || facts.missingShare > 0.98 {
      return (
        .useless,
        "missing in \(Wording.grouped(facts.missingCount)) of "
          + "\(Wording.count(facts.rowCount, "row"))"
      )
    }
    if let original = copies[name] { return (.useless, "the same values as \(original)") }
    if let reason = Self.idReason(facts) { return (.id, reason) }
    if Self.isWeight(facts) { return (.weight, "its name says how often a row counts") }
    return feature(facts)
  }

  private func feature(_ facts: ColumnFacts) -> (ColumnRole, String) {
    switch facts.kind {
    case .number, .flag:
      return (.number, "")
    case .date:
      return (.date, "")
    case .text:
      let count = Wording.grouped(facts.distinctCount)
      if facts.meanLength > 60, facts.distinctCount * 2 > facts.knownCount {
        return (.useless, "free text, \(count) different ones: no step makes numbers of it yet")
      }
      if facts.distinctCount > facts.knownCount / 2, facts.distinctCount > Self.fewLevelsMax {
        return (
          .useless,
          "\(count) different texts in \(Wording.count(facts.knownCount, "row")): "
            + "most are there once, so nothing can be learned of them"
        )
      }
      return facts.distinctCount <= Self.fewLevelsMax
        ? (.fewLevels, "") : (.manyLevels, "text column with \(count) levels")
    }
  }

  // MARK: Ids and weights

  /// Why a column names rows; nil where it does not.
  private static func idReason(_ facts: ColumnFacts) -> String? {
    guard facts.kind == .text || (facts.kind == .number && facts.isWhole) else { return nil }
    let isNamed = hasIDName(facts)
    let isUnique = facts.distinctCount == facts.knownCount && facts.knownCount > 1
    let isNearlyUnique = facts.distinctCount * 100 >= facts.knownCount * 95
    guard facts.isIdentifier || (isNamed && isNearlyUnique && facts.knownCount > 1) else {
      return nil
    }
    return isUnique && facts.missingCount == 0
      ? "different in all \(Wording.grouped(facts.rowCount)) rows: it names rows"
      : "\(Wording.grouped(facts.distinctCount)) different values in "
        + "\(Wording.grouped(facts.rowCount)) rows: it names rows"
  }

  private static let nouns = [
    "group", "patient", "subject", "person", "participant", "user", "customer", "client",
    "household", "family", "student", "driver", "device", "machine", "sensor", "session",
    "player", "animal", "account", "member", "employee",
  ]

  /// Whether the name ends as those of rows do.
  private static func hasIDName(_ facts: ColumnFacts) -> Bool {
    let words = facts.words
    let endings = ["key", "index", "rownames", "rownum", "no", "nr"]
    return isNamedID(words) || words.last.map { endings.contains($0) } ?? false
      || words.contains("unnamed") || words == ["name"]
  }

  private static func isNamedID(_ words: [String]) -> Bool {
    guard let last = words.last else { return false }
    return ["id", "ids", "uuid", "guid"].contains(last) || nouns.contains { last == $0 + "id" }
  }

  private static func isWeight(_ facts: ColumnFacts) -> Bool {
    guard facts.kind == .number, facts.missingCount == 0, let numbers = facts.numbers,
      numbers.least > 0
    else { return false }
    let name = facts.words.joined()
    return [
      "sampleweight", "caseweight", "instanceweight", "rowweight", "fnlwgt", "pweight",
      "surveyweight", "wgt",
    ].contains(name)
  }

  // MARK: Time

  /// The column of times: the rows are in its order, or its name says so.
  ///
  /// A class that is there only among the last rows could not be learned, so such a time is none.
  private static func time(among columns: [ColumnFacts], _ target: BeginningTarget) -> String? {
    columns.filter { column in
      isTime(column, among: columns) && target.hasAllClasses(first: 0.75, by: column.column)
    }.max { score($0) < score($1) }?.name
  }

  private static func score(_ facts: ColumnFacts) -> Int {
    (facts.isSorted ? 4 : 0) + (facts.kind == .date ? 2 : 0)
      + (facts.distinctCount * 2 > facts.rowCount ? 1 : 0)
  }

  private static func isTime(_ facts: ColumnFacts, among columns: [ColumnFacts]) -> Bool {
    guard facts.missingCount == 0, facts.distinctCount >= 5, lastShare(facts) < 0.5 else {
      return false
    }
    guard !isOtherDate(facts) else { return false }
    let words = Set(facts.words)
    let names: Set<String> = [
      "date", "time", "timestamp", "datetime", "day", "month", "week", "hour", "created", "when",
      "ts", "period", "sold", "ordered", "datum", "zeit",
    ]
    if facts.kind == .date {
      return facts.isSorted || !words.isDisjoint(with: names)
        || facts.words.joined().hasSuffix("date")
    }
    guard facts.kind == .number, facts.isWhole else { return false }
    let clocks: Set<String> = ["year", "yr", "date", "timestamp", "time", "epoch", "datetime"]
    guard !words.isDisjoint(with: clocks) else { return false }
    return facts.isSorted || isPanelTime(facts, among: columns)
  }

  /// The fullest column of dates that is none of birth and the like, and why it is not the time.
  private static func untimed(
    among columns: [ColumnFacts], _ target: BeginningTarget
  ) -> (name: String, reason: String)? {
    let dates = columns.filter { $0.kind == .date && $0.distinctCount > 1 && !isOtherDate($0) }
    guard let facts = dates.min(by: { $0.missingCount < $1.missingCount }) else { return nil }
    let reason =
      if facts.missingCount > 0 {
        "\(Wording.count(facts.missingCount, "row")) \(facts.missingCount == 1 ? "has" : "have") none"
      } else if facts.distinctCount < 5 || lastShare(facts) >= 0.5 {
        "it has too few different dates"
      } else if !target.hasAllClasses(first: 0.75, by: facts.column) {
        "not every class is there in the first three quarters of it"
      } else {
        "rows are not in its order, nor does its name say that it is when a row was made"
      }
    return (facts.name, reason)
  }

  /// Whether the name says that a date is not when something happened to the row.
  private static func isOtherDate(_ facts: ColumnFacts) -> Bool {
    let others: Set<String> = [
      "birth", "born", "dob", "birthday", "birthdate", "expiry", "expires", "geburt",
      "geburtsdatum", "geburtstag",
    ]
    return !others.isDisjoint(with: facts.words)
  }

  /// Whether each level of some text column is there once at each time: a panel.
  private static func isPanelTime(_ facts: ColumnFacts, among columns: [ColumnFacts]) -> Bool {
    guard let times = facts.column.numbers else { return false }
    return columns.contains { other in
      guard other.distinctCount > 1, other.distinctCount < other.rowCount,
        other.missingCount == 0,
        other.distinctCount * facts.distinctCount >= facts.rowCount,
        other.distinctCount * facts.distinctCount < 2 * facts.rowCount,
        let codes = other.column.texts?.codes
      else { return false }
      var seen: Set<[Double]> = []
      return codes.indices.allSatisfy { seen.insert([Double(codes[$0]), times[$0]]).inserted }
    }
  }

  /// The share of the rows that have the last time.
  static func lastShare(_ facts: ColumnFacts) -> Double {
    let times = facts.column.dates?.seconds ?? facts.column.numbers ?? []
    guard let last = times.max(), !times.isEmpty else { return 1 }
    return Double(times.count { $0 == last }) / Double(times.count)
  }

  private func timeReason(_ facts: ColumnFacts) -> String {
    let why =
      wishes.time == facts.name
      ? "named by --time"
      : facts.isSorted ? "the rows are in its order" : "its name says that it is a time"
    return "the time by which rows are split (\(why)); test rows lie outside of what was learned"
  }

  // MARK: Groups

  /// The column of groups: the name of something that has rows, repeated.
  private static func group(among columns: [ColumnFacts]) -> String? {
    columns.filter { facts in
      guard facts.kind == .text || (facts.kind == .number && facts.isWhole),
        facts.missingCount == 0, facts.distinctCount >= groupsMin,
        facts.distinctCount * 2 <= facts.rowCount
      else { return false }
      let words = facts.words
      return isNamedID(words) || (words.count == 1 && nouns.contains(words[0]))
    }.max { $0.distinctCount < $1.distinctCount }?.name
  }

  private func groupReason(_ facts: ColumnFacts) -> String {
    let each = Double(facts.rowCount) / Double(max(facts.distinctCount, 1))
    return
      "\(Wording.grouped(facts.distinctCount)) groups with \(Wording.fixed(each, decimals: 1)) "
      + "rows each, kept together by the split"
  }
}

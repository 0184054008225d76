package import Diagnostics
package import Tables

/// An analysis of a table that nobody has looked at yet: what was found, and the file to begin with.
///
/// All rows are looked at, also those that become test rows: to read the file, to find what columns
/// are for, and to find columns that give the target away. No model learns from them.
package struct Beginning: Sendable {
  /// What the person who begins is told.
  package struct Remark: Hashable, Sendable {
    /// Whether it is about something that would make scores look too good.
    package let isWarning: Bool
    package let subject: String
    package let text: String
  }

  package let source: BeginningSource
  package let testSource: BeginningSource?
  package let wishes: BeginningWishes
  package let rowCount: Int
  package let columnCount: Int
  let target: BeginningTarget
  let verdicts: [ColumnVerdict]
  let time: String?
  let group: String?
  /// A column of dates by which rows are not split, and why not.
  let untimed: (name: String, reason: String)?
  /// How many rows repeat a row above them.
  let copyCount: Int
  /// Whether copies of a row cannot lie in different parts, as rows of one group stay together.
  var keepsCopiesTogether: Bool { group != nil && testSource == nil }
  /// The other table, with the rows to be tested on.
  let testRows: Table?

  /// Looks at a table; throws where what is wished for is not in it or cannot be predicted.
  package init(
    _ table: Table, source: BeginningSource, test: (table: Table, source: BeginningSource)? = nil,
    wishes: BeginningWishes
  ) throws(DiagnosticError) {
    self.source = source
    self.wishes = wishes
    testSource = test?.source
    testRows = test?.table
    rowCount = table.rowCount
    columnCount = table.columns.count
    for wish in wishes.named where table[wish.column] == nil {
      throw DiagnosticError(Self.unknown(wish.column, wish.flag, table.names))
    }
    let facts = ColumnFacts.all(of: table)
    guard let targetFacts = facts.first(where: { $0.name == wishes.target }) else {
      throw DiagnosticError(Self.unknown(wishes.target, "--target", table.names))
    }
    let target = BeginningTarget(targetFacts, task: try Self.task(of: targetFacts, wishes.task))
    try Self.requireVariety(target)
    let others = facts.filter { $0.name != wishes.target }
    let leaks = Self.leaks(in: others, target, wishes)
    let roles = RoleGuess(others, target: target, wishes: wishes, leaks: leaks)
    self.target = target
    verdicts = roles.verdicts
    time = roles.time
    group = roles.group
    untimed = testSource == nil ? roles.untimed : nil
    copyCount = RowCopies.count(table)
    if needsFilter, let pair = Self.alikeNames(table.names) {
      throw DiagnosticError(Self.alike(pair, neededColumns.first ?? target.name))
    }
    guard !BeginningFeatures(self).isEmpty else {
      throw DiagnosticError(Self.nothingLeft(verdicts, target.name))
    }
  }

  /// The leaks of single columns and, among the others, of columns together.
  private static func leaks(
    in columns: [ColumnFacts], _ target: BeginningTarget, _ wishes: BeginningWishes
  ) -> [String: Leak] {
    let named = Set(wishes.ids + [wishes.time, wishes.group].compactMap { $0 })
    let candidates = columns.filter { !named.contains($0.name) }
    var leaks = LeakSearch(target).leaks(in: candidates)
    // A column that is the target itself would make it with any other that is nearly nothing.
    let rest = candidates.filter { leaks[$0.name]?.isExact != true }
    for found in LeakFormulas(target, rest)?.leaks ?? [] {
      for column in found.columns { leaks[column] = found.leak }
    }
    return leaks
  }

  // MARK: The target

  private static func task(
    of facts: ColumnFacts, _ wish: BeginningTask?
  ) throws(DiagnosticError) -> BeginningTask {
    switch (facts.kind, wish) {
    case (.date, _):
      throw DiagnosticError(
        Diagnostic(
          .wrongColumnKind, "'\(facts.name)' holds dates, and a date cannot be predicted",
          hints: ["make a number of it first, such as the days until it, with an `sql` stage"]))
    case (.text, .values?):
      throw DiagnosticError(
        Diagnostic(
          .wrongColumnKind, "'\(facts.name)' holds texts; `--task values` needs numbers",
          hints: ["leave `--task` out, or say `--task classes`"]))
    case (.text, _), (_, .classes?):
      return .classes
    case (.flag, nil): return .classes
    case (.number, nil): return facts.distinctCount == 2 ? .classes : .values
    case (_, let wish?): return wish
    }
  }

  private static func requireVariety(_ target: BeginningTarget) throws(DiagnosticError) {
    let name = target.name
    let count = target.facts.distinctCount
    if count < 2 {
      throw DiagnosticError(
        Diagnostic(
          .valueRefused,
          count == 0
            ? "'\(name)' has no value in any row, so there is nothing to predict"
            : "'\(name)' has the same value in every row, so there is nothing to predict"))
    }
    if target.task == .classes, count > BeginningTarget.classesMax {
      throw DiagnosticError(
        Diagnostic(
          .valueRefused,
          "'\(name)' has \(Wording.grouped(count)) different values; at most "
            + "\(BeginningTarget.classesMax) are taken for classes",
          hints: ["name a column of numbers, or one with fewer levels"]))
    }
    if target.task == .classes, target.classes.count < 2 {
      throw DiagnosticError(few(target))
    }
    guard target.knownRows.count >= 10 else {
      throw DiagnosticError(
        Diagnostic(
          .valueRefused,
          "only \(Wording.count(target.knownRows.count, "row")) of the table "
            + "\(target.knownRows.count == 1 ? "has" : "have") a value of '\(name)'; ten are the "
            + "least to learn from"))
    }
  }

  // MARK: Problems

  private static func few(_ target: BeginningTarget) -> Diagnostic {
    let least = BeginningTarget.classRowsMin
    return Diagnostic(
      .valueRefused,
      "\(target.classes.isEmpty ? "no class" : "only one class") of '\(target.name)' has "
        + "\(least) rows; two classes of so many are the least to learn from",
      hints: ["join rare classes first, or name a column whose values are there more often"])
  }

  private static func unknown(_ column: String, _ flag: String, _ names: [String]) -> Diagnostic {
    let nearest = Suggestion.nearest(to: column, among: names)
    let shown = names.count > 30 ? Array(names.prefix(30)) + ["…"] : names
    return Diagnostic(
      .unknownColumn, "`\(flag) \(column)`: the table has no column '\(column)'",
      hints: [
        nearest.map { "did you mean '\($0)'?" } ?? "it has \(Wording.list(shown))"
      ])
  }

  /// Two names that SQL takes for one.
  private static func alikeNames(_ names: [String]) -> (String, String)? {
    var seen: [String: String] = [:]
    for name in names {
      if let first = seen.updateValue(name, forKey: name.lowercased()) { return (first, name) }
    }
    return nil
  }

  private static func alike(_ pair: (String, String), _ column: String) -> Diagnostic {
    Diagnostic(
      .duplicateColumn,
      "'\(pair.0)' and '\(pair.1)' are one name in SQL, which must leave out rows by '\(column)'",
      hints: ["rename one of them in the first line of the file"])
  }

  private static func nothingLeft(_ verdicts: [ColumnVerdict], _ target: String) -> Diagnostic {
    Diagnostic(
      .valueRefused, "no column is left to predict '\(target)' from",
      notes: verdicts.prefix(20).map { .init("\($0.name): \($0.reason)") },
      hints: ["add columns that are known before '\(target)' is"])
  }
}

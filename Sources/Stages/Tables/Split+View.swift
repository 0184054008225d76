package import Analyses
import Documents
import Tables

extension Split {
  private static let shownCountMax = 12

  package static func view(_ settings: Settings, _ context: any ViewContext) throws -> StageView {
    let train = try context.output("train", as: Table.self)
    let test = try context.output("test", as: Table.self)
    let total = train.rowCount + test.rowCount
    let share = Wording.percent(Double(test.rowCount) / Double(max(1, total)))
    let sizes =
      "\(Wording.count(train.rowCount, "training row")) and "
      + "\(Wording.count(test.rowCount, "test row")) (\(share)), \(rule(settings, train, test))."
    let isSealed = context.isSealed("test")
    var rows: [[Text]] = []
    for (name, words) in [("column", settings.column), ("stratify", settings.stratify)] {
      guard let words, let a = train[words], let b = test[words] else { continue }
      rows += particulars(of: name, settings.rule, a, isSealed && name == "stratify" ? nil : b)
    }
    rows += means(train, isSealed ? nil : test)
    let numeric = train.columns.count { $0.kind == .number }
    let table = DataTable(
      caption: "The two parts of \(context.stage) side by side",
      headings: [.init("Column"), .init("Training", .trailing), .init("Test", .trailing)],
      rows: rows)
    let copies = copies(train, test)
    let news = newLevels(settings, train, test, isSealed: isSealed)
    // A column of few levels may be the target, and then rows cannot be scored.
    let findings = copies + news.filter { $0.count <= 20 }.map(\.finding)
    var blocks: [Block] =
      [.paragraph(Text(sizes))] + (copies + news.map(\.finding)).map { .finding($0) }
    if !rows.isEmpty { blocks.append(.table(table)) }
    if numeric > shownCountMax {
      let more = Wording.count(numeric - shownCountMax, "more column")
      blocks.append(.paragraph(Text("The means of \(more) of numbers are not shown.")))
    }
    return StageView(blocks: blocks, findings: findings)
  }

  /// Levels that only test rows have, of columns with few of them; as a class none can be predicted.
  private static func newLevels(
    _ settings: Settings, _ train: Table, _ test: Table, isSealed: Bool
  ) -> [(finding: Finding, count: Int)] {
    let found = train.columns.compactMap {
      column -> (name: String, count: Int, levels: [String])? in
      guard column.name != settings.column, let known = column.texts?.canonical.levels,
        let levels = test[column.name]?.texts?.canonical.levels, levels.count <= 100,
        // Names of rows are new in every row, and nothing is learned from them.
        known.count < train.rowCount / 2
      else { return nil }
      let new = levels.filter { !known.contains($0) }
      return new.isEmpty ? nil : (column.name, known.count, new.sorted())
    }
    return found.prefix(3).map { name, count, levels in
      let shown = levels.prefix(5).map { "'\($0)'" }
      let more = levels.count > shown.count ? " and \(levels.count - shown.count) more" : ""
      // Behind the seal no value of test rows is shown.
      let words =
        isSealed
        ? Wording.count(levels.count, "such level") : shown.joined(separator: ", ") + more
      let finding = Finding(
        .note,
        .code(name) + " has levels that only test rows have",
        explanation: Text(
          "No model can learn of \(words); such rows are predicted as those of unknown levels are. A "
            + "target with such levels cannot be scored on them: join levels, or "
            + (settings.rule == .random
              ? "split with `stratify: \(name)`." : "leave these rows out.")))
      return (finding, count)
    }
  }

  /// Test rows that a model may have learned by heart, as a training row is the same.
  private static func copies(_ train: Table, _ test: Table) -> [Finding] {
    let count = RowCopies.count(test, in: train, columns: train.names)
    guard count > 0 else { return [] }
    let share = ProfileWords.percent(Double(count) / Double(max(test.rowCount, 1)))
    return [
      Finding(
        .warning,
        Text("\(Wording.count(count, "test row")) (\(share)) \(count == 1 ? "equals" : "equal") ")
          + "a training row in every column",
        explanation: Text(
          "A model may know such rows by heart, so test scores are better than new rows will give. "
            + "If rows were entered twice, keep one of each before the split, in a stage of kind ")
          + .code("sql") + Text(": ") + .code("SELECT DISTINCT * FROM rows") + ".")
    ]
  }

  private static func rule(_ settings: Settings, _ train: Table, _ test: Table) -> String {
    let column = settings.column ?? ""
    switch settings.rule {
    case .random:
      return settings.stratify.map { "drawn at random with '\($0)' spread over both alike" }
        ?? "drawn at random"
    case .time:
      return "the last in the order of '\(column)'; rows of one time are together"
    case .group:
      let counts = [train, test].map { levelCount(of: $0[column]) }
      return "whole groups of '\(column)' drawn at random: \(Wording.grouped(counts[0])) and "
        + Wording.grouped(counts[1])
    }
  }

  /// What both parts have of the column that decided; without test rows they are sealed.
  private static func particulars(
    of setting: String, _ rule: Rule, _ train: Column, _ test: Column?
  ) -> [[Text]] {
    if rule == .time, let test {
      let (a, b) = (ends(train), ends(test))
      return [
        [.code(train.name) + ", first", Text(a.first), Text(b.first)],
        [.code(train.name) + ", last", Text(a.last), Text(b.last)],
      ]
    }
    guard setting == "stratify", let levels = train.texts?.canonical.levels else { return [] }
    let sorted = levels.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return sorted.prefix(shownCountMax).map { level in
      [
        .code(train.name) + Text(" is \(level)"), Text(share(of: level, train)),
        Text(test.map { share(of: level, $0) } ?? "sealed"),
      ]
    }
  }

  /// The means of the last columns of numbers, among which targets mostly stand; nil is sealed.
  private static func means(_ train: Table, _ test: Table?) -> [[Text]] {
    train.columns.filter { $0.kind == .number }.suffix(shownCountMax).map { column in
      [
        Text("Mean of ") + .code(column.name), Text(mean(column)),
        Text(test.map { $0[column.name].map(mean) ?? "" } ?? "sealed"),
      ]
    }
  }

  private static func mean(_ column: Column) -> String {
    let known = (column.numbers ?? []).filter { !$0.isNaN }
    guard !known.isEmpty else { return "" }
    return Wording.number(known.reduce(0) { $0 + $1 / Double(known.count) })
  }

  private static func ends(_ column: Column) -> (first: String, last: String) {
    switch column.values {
    case .numbers(let numbers):
      guard let low = numbers.min(), let high = numbers.max() else { return ("", "") }
      return (ValueText.number(low), ValueText.number(high))
    case .texts(let texts):
      let used = texts.canonical.levels
      return (used.min() ?? "", used.max() ?? "")
    case .flags, .dates:
      // Both are written so that they sort as texts.
      let used = Set((0..<column.count).compactMap { Self.text(column, $0) })
      return (used.min() ?? "", used.max() ?? "")
    }
  }

  private static func text(_ column: Column, _ row: Int) -> String? {
    column.dates?.text(row) ?? column.flags?[row].map { "\($0)" }
  }

  private static func share(of level: String, _ column: Column) -> String {
    guard let texts = column.texts, let code = texts.levels.firstIndex(of: level) else {
      return "0 %"
    }
    let count = texts.codes.count { $0 == Int32(code) }
    return Wording.percent(Double(count) / Double(max(1, column.count)))
  }

  private static func levelCount(of column: Column?) -> Int {
    switch column?.values {
    case .numbers(let numbers)?: Set(numbers).count
    case .texts(let texts)?: texts.canonical.levels.count
    case .flags(let flags)?: Set(flags).count
    case .dates(let dates)?: Set(dates.seconds).count
    case nil: 0
    }
  }
}

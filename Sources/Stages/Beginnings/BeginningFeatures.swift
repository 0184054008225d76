import Analyses
import Learning
import Tables

/// The recipe of an analysis that is begun: what is left out and how features are made, with reasons.
struct BeginningFeatures {
  private static let listedMax = 40

  private let beginning: Beginning

  init(_ beginning: Beginning) {
    self.beginning = beginning
  }

  /// The settings of the recipe.
  var lines: [BeginningLine] {
    let target = beginning.target
    var lines = [BeginningLine("target: \(YAMLText.scalar(target.name))", comment: target.summary)]
    if target.tailRatio != nil {
      lines.append(
        BeginningLine(
          "",
          comment: "With such a long tail, `target-scale: logarithm` here is worth a try: errors "
            + "then count as shares of \(target.name). Compare by `mae` or `mape`."))
    }
    if target.task == .classes, target.column.kind == .number {
      lines.append(
        BeginningLine("task: classes", comment: "its numbers are names of classes"))
    }
    if let positive = target.positive {
      lines.append(
        BeginningLine("positive: \(YAMLText.scalar(positive.name))", comment: positive.reason))
    }
    lines += weight
    lines += folds
    lines += ignored
    let steps = self.steps
    if steps.isEmpty {
      lines.append(
        BeginningLine(
          "",
          comment: "No steps: all columns are numbers and none is missing. "
            + "`workbench kinds recipe` lists what there is."))
    } else {
      lines.append(BeginningLine("steps:"))
      lines += steps.map { BeginningLine("  " + $0.text, comment: $0.comment) }
    }
    return lines
  }

  private var weight: [BeginningLine] {
    beginning.verdicts.filter { $0.role == .weight }.prefix(1).map { verdict in
      BeginningLine("weight: \(YAMLText.scalar(verdict.name))", comment: verdict.reason)
    }
  }

  /// What decides the folds, as it decides the split.
  private var folds: [BeginningLine] {
    beginning.foldColumn.map { column in
      let name = YAMLText.scalar(column.verdict.name)
      return column.isTime
        ? BeginningLine(
          "time: \(name)",
          comment: "folds go forward too: each is held out from fits on earlier rows alone")
        : BeginningLine(
          "group: \(name)",
          comment: "\(column.verdict.reason) and by the folds; it is no feature")
    }.map { [$0] } ?? []
  }

  // MARK: Columns that are left out

  private var ignored: [BeginningLine] {
    let weight = beginning.verdicts.first { $0.role == .weight }?.name
    let left = beginning.verdicts.filter { verdict in
      verdict.name != weight && !isLearnedFrom(verdict) && !isGroupOfFolds(verdict)
    }
    return listed("leaks", left.filter { $0.role == .leak })
      + listed("ignore", left.filter { $0.role != .leak })
  }

  private func listed(_ setting: String, _ columns: [ColumnVerdict]) -> [BeginningLine] {
    guard !columns.isEmpty else { return [] }
    return [BeginningLine("\(setting):")]
      + columns.map { verdict in
        let reason =
          verdict.facts.kind == .date && !isUsable(verdict) ? Self.dateReason : verdict.reason
        return BeginningLine("  - \(YAMLText.scalar(verdict.name))", comment: reason)
      }
  }

  /// Whether the recipe names the column as its group, so that it is left out anyway.
  private func isGroupOfFolds(_ verdict: ColumnVerdict) -> Bool {
    verdict.role == .group && beginning.foldColumn != nil
  }

  private static let dateReason = "a date whose parts would have names that are taken"

  /// Whether there is a step that makes numbers of the column.
  private func isUsable(_ verdict: ColumnVerdict) -> Bool {
    guard verdict.facts.kind == .date else { return true }
    return !beginning.verdicts.contains { $0.name.hasPrefix(verdict.name + ".") }
      && beginning.target.name.hasPrefix(verdict.name + ".") == false
  }

  /// Whether features are made of the column; of a time its seasons, where it is a date.
  private func isLearnedFrom(_ verdict: ColumnVerdict) -> Bool {
    (verdict.role.isFeature || (verdict.role == .time && verdict.facts.kind == .date))
      && isUsable(verdict)
  }

  /// Whether anything is learned from at all.
  var isEmpty: Bool { !beginning.verdicts.contains(where: isLearnedFrom) }

  // MARK: Steps

  private func features(_ role: ColumnRole) -> [ColumnVerdict] {
    beginning.verdicts.filter { $0.role == role }
  }

  private var steps: [BeginningLine] {
    dates + imputing + fewLevels + manyLevels
  }

  /// Numbers read off dates; of the time of a split the days gone by and what comes round again.
  private var dates: [BeginningLine] {
    let used = beginning.verdicts.filter { $0.facts.kind == .date && isLearnedFrom($0) }
    let others = used.filter { $0.role != .time }.map(\.name)
    let times = used.filter { $0.role == .time }
    var lines: [BeginningLine] = []
    for (parts, columns) in Self.grouped(used.filter { others.contains($0.name) }) {
      lines.append(
        BeginningLine(
          "- date-parts: {columns: \(YAMLText.list(columns)), "
            + "parts: [\(parts.words.joined(separator: ", "))]}",
          comment: parts.reason))
    }
    for verdict in times {
      let hasTimes = (verdict.facts.column.dates?.precision ?? .day) > .day
      let parts = ["elapsed", "month", "day", "weekday"] + (hasTimes ? ["hour"] : [])
      lines.append(
        BeginningLine(
          "- date-parts: {columns: \(YAMLText.list([verdict.name])), "
            + "parts: [\(parts.joined(separator: ", "))]}",
          comment:
            "elapsed are days from the first row on; beyond the last training day trees stay level")
      )
    }
    return lines
  }

  /// Columns whose parts are the same, in the order of the table.
  private static func grouped(
    _ dates: [ColumnVerdict]
  ) -> [(parts: BeginningDateParts, columns: [String])] {
    var groups: [(parts: BeginningDateParts, columns: [String])] = []
    for verdict in dates {
      guard let values = verdict.facts.column.dates else { continue }
      let parts = BeginningDateParts(values)
      if let place = groups.firstIndex(where: { $0.parts == parts }) {
        groups[place].columns.append(verdict.name)
      } else {
        groups.append((parts, [verdict.name]))
      }
    }
    return groups
  }

  /// Fills gaps, also those that only the other table has.
  private var imputing: [BeginningLine] {
    let gaps = features(.number).filter { verdict in
      verdict.facts.missingCount > 0
        || (beginning.testRows?[verdict.name]?.missingCount ?? 0) > 0
    }
    let hasDateGaps = features(.date).contains { $0.facts.missingCount > 0 && isUsable($0) }
    if hasDateGaps {
      return [
        BeginningLine(
          "- impute: {columns: numeric, method: median}", comment: "numbers and dates have gaps")
      ]
    }
    guard !gaps.isEmpty else { return [] }
    let worst = gaps.max { $0.facts.missingShare < $1.facts.missingShare } ?? gaps[0]
    let share = ProfileWords.percent(worst.facts.missingShare)
    let comment =
      gaps.count == 1
      ? "missing in \(share) of the rows"
      : "\(gaps.count) columns have gaps, most of all \(worst.name): \(share)"
    let names = Set(beginning.verdicts.map(\.name))
    let hasRoom = gaps.allSatisfy { !names.contains("\($0.name) missing") }
    let isFew = gaps.count <= Self.listedMax
    let columns = isFew ? YAMLText.list(gaps.map(\.name)) : ColumnGroup.numeric.rawValue
    let indicator =
      worst.facts.missingShare >= 0.02 && hasRoom && isFew ? ", indicator: true" : ""
    return [
      BeginningLine(
        "- impute: {columns: \(columns), method: median\(indicator)}", comment: comment)
    ]
  }

  /// Columns of 0 and 1, or where their names are taken, numbers of the levels.
  private var fewLevels: [BeginningLine] {
    let few = features(.fewLevels)
    guard !few.isEmpty else { return [] }
    let names = beginning.verdicts.map(\.name)
    let taken = few.filter { verdict in names.contains { $0.hasPrefix("\(verdict.name)=") } }
    let free = few.filter { verdict in !taken.contains { $0.name == verdict.name } }
    var lines: [BeginningLine] = []
    if !free.isEmpty {
      let comment =
        free.count > 4
        ? "\(free.count) text columns with up to \(free.map(\.facts.distinctCount).max() ?? 0) levels"
        : free.map { "\($0.name): \(Self.levels($0.facts))" }.joined(separator: "; ")
      lines.append(
        BeginningLine("- one-hot: {columns: \(YAMLText.list(free.map(\.name)))}", comment: comment))
    }
    if !taken.isEmpty {
      lines.append(
        BeginningLine(
          "- ordinal: {columns: \(YAMLText.list(taken.map(\.name)))}",
          comment: "the names that columns of 0 and 1 would have are taken"))
    }
    return lines
  }

  private static func levels(_ facts: ColumnFacts) -> String {
    let shown = facts.levels.prefix(3).map { ProfileWords.shortened($0.text) }
    let rest = facts.distinctCount - shown.count
    return shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }

  /// The mean target of levels; with several classes there is none, and frequent levels are kept.
  private var manyLevels: [BeginningLine] {
    let many = features(.manyLevels)
    guard !many.isEmpty else { return [] }
    let columns = YAMLText.list(many.map(\.name))
    let counts = many.map { "\($0.name) has \(Wording.grouped($0.facts.distinctCount)) levels" }
    let comment = counts.prefix(3).joined(separator: ", ") + (counts.count > 3 ? ", …" : "")
    if beginning.target.classes.count > 2 {
      let least = max(2, beginning.rowCount / 50)
      return [
        BeginningLine("- rare: {columns: \(columns), rows-min: \(least)}", comment: comment),
        BeginningLine("- one-hot: {columns: \(columns)}"),
      ]
    }
    return [
      BeginningLine(
        "- target-mean: {columns: \(columns)}",
        comment: comment + ": the mean target of each, made inside the folds")
    ]
  }
}

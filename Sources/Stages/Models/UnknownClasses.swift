import Analyses
import Learning
import Tables

/// Classes of scored rows that no training row had, so that no model can predict them.
struct UnknownClasses {
  private static let shownMax = 5

  private let target: String
  /// The labels, and how many rows each has; the most frequent first.
  private let counts: [(label: String, count: Int)]

  /// Looks for labels that are none of the classes; nil where there is none.
  init?(_ rows: Table, target: String, _ known: ClassLabels) {
    guard let column = rows[target], column.kind == known.kind, column.kind != .date else {
      return nil
    }
    self.target = target
    var counts: [String: Int] = [:]
    for row in 0..<column.count {
      guard let label = column.flags?[row].map({ "\($0)" }) ?? Self.label(column, row) else {
        continue
      }
      counts[label, default: 0] += 1
    }
    self.counts = counts.filter { known.place(named: $0.key) == nil }
      .map { (label: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.label) < ($0.count, $1.label) }
    if self.counts.isEmpty { return nil }
  }

  private static func label(_ column: Column, _ row: Int) -> String? {
    if let texts = column.texts { return texts[row] }
    guard let number = column.numbers?[row], number.isFinite else { return nil }
    return number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
  }

  /// The problem, with all such classes and how such rows come to be.
  func problem(stage: String) -> StageProblem {
    let rows = counts.reduce(0) { $0 + $1.count }
    let shown = counts.prefix(Self.shownMax).map { "'\($0.label)' (\($0.count))" }
    let more = counts.count - shown.count
    let names = more > 0 ? shown.joined(separator: ", ") + " and \(more) more" : Wording.list(shown)
    return StageProblem(
      "\(Wording.count(rows, "row")) of '\(stage)' \(rows == 1 ? "has" : "have") a class of "
        + "'\(target)' that no training row had, so that no model can be right there: \(names)",
      hints: [
        "a `split` with `stratify: \(target)` puts rows of every class into both parts",
        "or leave out or join such classes with an `sql` stage before the split",
      ])
  }
}

import Analyses
import Learning
import Tables

/// The stored trials of a search, read for showing.
struct TrialTable {
  private let table: Table
  /// The settings that were gone through, and the recipe where there are several.
  let settingNames: [String]

  init(_ table: Table) {
    self.table = table
    settingNames = table.names.filter { $0 == "recipe" || !Trials.columnNames.contains($0) }
  }

  /// The number of candidates.
  var count: Int { table.rowCount }
  /// Whether candidates were fitted to different shares of the rows.
  var hasShares: Bool { table["rows-share"] != nil }

  /// The places from the best to the worst.
  var order: [Int] {
    let ranks = column("rank")
    return (0..<count).sorted { (ranks[$0], $0) < (ranks[$1], $1) }
  }

  /// The place of the chosen candidate.
  var chosen: Int? {
    table["chosen"]?.flags.flatMap { flags in (0..<count).first { flags[$0] == true } }
  }

  /// How many candidates cannot be told from the best, the best among them.
  var asGoodCount: Int { (0..<count).count { isAsGood($0) } }
  /// The number of fits that failed.
  var failedFits: Int { Int(column("failed").reduce(0, +)) }
  /// What went wrong first, in the order of the candidates.
  var firstProblem: String? {
    table["problem"]?.texts.flatMap { texts in
      (0..<count).lazy.compactMap { texts[$0] }.first
    }
  }

  /// Whether a candidate cannot be told from the best.
  func isAsGood(_ place: Int) -> Bool { table["as-good"]?.flags?[place] == true }
  /// The mean of a candidate's scores.
  func mean(_ place: Int) -> Double { column("mean")[place] }
  /// The share of the training rows that a candidate was fitted to.
  func share(_ place: Int) -> Double { column("rows-share")[place] }
  /// A candidate's rank in words.
  func rankText(_ place: Int) -> String { Wording.grouped(Int(column("rank")[place])) }

  /// The interval of a candidate's mean in words.
  func interval(_ place: Int, of metric: Metric) -> String {
    let (low, high) = (column("low")[place], column("high")[place])
    return low.isNaN || high.isNaN ? "–" : MetricWords.interval(low, high, of: metric)
  }

  /// A setting's value of a candidate; a dash where the candidate has none.
  func text(_ name: String, _ place: Int) -> String {
    guard let column = table[name] else { return "–" }
    if let texts = column.texts { return texts[place] ?? "–" }
    let value = column.numbers?[place] ?? .nan
    return value.isNaN ? "–" : SettingValue.text(of: value)
  }

  /// The different values of a setting, in the order of the candidates.
  func values(_ name: String) -> [String] {
    var seen: Set<String> = []
    return (0..<count).map { text(name, $0) }.filter { seen.insert($0).inserted }
  }

  /// The values of a setting that is a number for all candidates that have it, or nil.
  func numbers(_ name: String) -> [Double]? { table[name]?.numbers }

  private func column(_ name: String) -> [Double] {
    table[name]?.numbers ?? [Double](repeating: .nan, count: count)
  }
}

import Analyses
import Diagnostics
import Foundation
import Kernels
import Tables

extension Draw {
  /// Which rows are drawn.
  package enum Design: String, Sendable, CaseIterable {
    case random, subsets, saltelli
    case oneAtATime = "one-at-a-time"
  }
}

/// Rows that are drawn for a question: in every combination of flags, at ends, or mixed.
enum DrawDesign {
  private static let rowCountMax = 20_000_000
  private static let flagCountMax = 16

  /// Reports settings that do not fit the design.
  static func check(_ settings: Draw.Settings, _ reader: inout SettingReader) {
    let isSubsets = settings.design == .subsets
    if isSubsets == settings.flags.isEmpty {
      reader.report(
        .conflict,
        isSubsets
          ? "the design `subsets` needs `flags`, the columns that are 0 or 1"
          : "`flags` belong to the design `subsets`", at: isSubsets ? "design" : "flags")
    }
    if settings.flags.count > flagCountMax {
      reader.report(
        .outOfRange, "there are \(settings.flags.count) flags; there can be \(flagCountMax)",
        at: "flags")
      return
    }
    let names = types(settings).map(\.name) + settings.columns.map(\.name)
    if let twice = Dictionary(grouping: names, by: { $0 }).first(where: { $0.value.count > 1 }) {
      reader.report(.duplicateColumn, "there are two columns '\(twice.key)'", at: "design")
    }
    let rows = settings.rowCount.multipliedReportingOverflow(by: rowsPerDraw(settings))
    if settings.design != .random, rows.overflow || rows.partialValue > rowCountMax {
      reader.report(
        .outOfRange,
        "the design makes \(rowsPerDraw(settings)) rows of each draw; there can be "
          + "\(rowCountMax) in all", at: "rows")
    }
    guard settings.design == .oneAtATime else { return }
    if settings.ends.count != 2 || settings.ends[0] >= settings.ends[1] {
      reader.report(.outOfRange, "`ends` are two shares, such as [0.1, 0.9]", at: "ends")
    }
    for column in settings.columns {
      if case .choice = column.distribution {
        reader.report(
          .conflict, "'\(column.name)' holds texts, which have no low and high end", at: "columns")
      }
    }
  }

  private static func rowsPerDraw(_ settings: Draw.Settings) -> Int {
    switch settings.design {
    case .random: 1
    case .subsets: 1 << min(settings.flags.count, flagCountMax)
    case .saltelli: settings.columns.count + 2
    case .oneAtATime: 0
    }
  }

  /// Gives the columns of a design besides those that are drawn.
  static func types(_ settings: Draw.Settings) -> [ColumnType] {
    func column(_ name: String, _ kind: ColumnKind) -> ColumnType {
      ColumnType(name, kind: kind.rawValue)
    }
    return switch settings.design {
    case .random: []
    case .subsets: [column("draw", .number)] + settings.flags.map { column($0, .number) }
    case .saltelli: [column("sample", .text), column("draw", .number)]
    case .oneAtATime: [column("input", .text), column("end", .text)]
    }
  }

  /// Gives the rows of a design other than random ones.
  static func table(_ settings: Draw.Settings, _ stream: RandomStream) -> Table {
    switch settings.design {
    case .random: Table([], rowCount: 0)
    case .subsets: subsets(settings, stream)
    case .saltelli: saltelli(settings, stream)
    case .oneAtATime: oneAtATime(settings)
    }
  }

  private static func drawn(
    _ settings: Draw.Settings, _ stream: RandomStream, _ suffix: String = ""
  ) -> [Column] {
    settings.columns.map { column in
      Draw.column(
        column.name, column.distribution, settings.rowCount,
        stream.derived("column \(column.name)\(suffix)"))
    }
  }

  /// Each draw with every combination of the flags, the first flag changing fastest.
  private static func subsets(_ settings: Draw.Settings, _ stream: RandomStream) -> Table {
    let count = 1 << settings.flags.count
    let rows = (0..<settings.rowCount).flatMap { draw in (0..<count).map { _ in draw } }
    let flags = settings.flags.enumerated().map { place, name in
      Column(name, numbers: rows.indices.map { Double(($0 % count) >> place & 1) })
    }
    return Table(
      [Column("draw", numbers: rows.map { Double($0 + 1) })] + flags
        + drawn(settings, stream).map { $0.rows(rows) }, rowCount: rows.count)
  }

  /// Two independent samples A and B, and for each input A with that input of B.
  private static func saltelli(_ settings: Draw.Settings, _ stream: RandomStream) -> Table {
    let count = settings.rowCount
    let (a, b) = (drawn(settings, stream), drawn(settings, stream, " B"))
    let names = settings.columns.map(\.name)
    let samples = ["A", "B"] + names
    let columns = names.indices.map { place in
      // The rows of B stand behind those of A.
      let both = joined(a[place], b[place])
      return both.rows(
        samples.flatMap { sample in
          (0..<count).map { sample == "B" || sample == names[place] ? count + $0 : $0 }
        })
    }
    return Table(
      [
        Column("sample", texts: samples.flatMap { sample in (0..<count).map { _ in sample } }),
        Column("draw", numbers: samples.flatMap { _ in (0..<count).map { Double($0 + 1) } }),
      ] + columns, rowCount: samples.count * count)
  }

  private static func joined(_ first: Column, _ second: Column) -> Column {
    if let a = first.numbers, let b = second.numbers { return Column(first.name, numbers: a + b) }
    guard case .texts(let a) = first.values, case .texts(let b) = second.values else {
      return first
    }
    return Column(
      first.name, texts: a.codes.indices.map { a[$0] } + b.codes.indices.map { b[$0] })
  }

  /// The middle of all inputs, and each at its low and its high end while the others stay.
  private static func oneAtATime(_ settings: Draw.Settings) -> Table {
    let names = settings.columns.map(\.name)
    let rows: [(input: String?, end: String)] =
      [(nil, "base")] + names.flatMap { [($0, "low"), ($0, "high")] }
    let columns = settings.columns.map { column in
      Column(
        column.name,
        numbers: rows.map { row in
          let share =
            row.input != column.name ? 0.5 : row.end == "low" ? settings.ends[0] : settings.ends[1]
          return quantile(share, of: column.distribution)
        })
    }
    return Table(
      [Column("input", texts: rows.map(\.input)), Column("end", texts: rows.map(\.end))] + columns)
  }

  /// Gives a number of a distribution that has no simpler way than its quantiles or its logarithm.
  static func drawn(_ distribution: Draw.Distribution, _ stream: inout RandomStream) -> Double {
    if case .logNormal(let mean, let deviation) = distribution {
      return exp(mean + deviation * stream.normal())
    }
    return quantile(stream.uniform(), of: distribution)
  }

  /// Gives the value that a share of a distribution stays below; not a number for texts.
  static func quantile(_ share: Double, of distribution: Draw.Distribution) -> Double {
    switch distribution {
    case .uniform(let low, let high): return low + (high - low) * share
    case .normal(let mean, let deviation): return mean + deviation * normalQuantile(share)
    case .logNormal(let mean, let deviation): return exp(mean + deviation * normalQuantile(share))
    case .integer(let low, let high):
      return Double(min(high, low + Int(Double(high - low + 1) * share)))
    case .triangular(let low, let mode, let high):
      guard high > low else { return low }
      let turn = (mode - low) / (high - low)
      return share < turn
        ? low + (share * (high - low) * (mode - low)).squareRoot()
        : high - ((1 - share) * (high - low) * (high - mode)).squareRoot()
    case .choice: return .nan
    }
  }

  /// Bisection on the distribution function; the ends of the whole line are cut at 38 deviations.
  private static func normalQuantile(_ share: Double) -> Double {
    var (low, high) = (-38.0, 38.0)
    for _ in 0..<100 {
      let middle = (low + high) / 2
      if erfc(-middle / 2.0.squareRoot()) / 2 < share { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}

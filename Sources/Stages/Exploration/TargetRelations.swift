import Documents
import Learning
import Tables

/// What single columns tell of a target: how much, in what shape, and whether it is too much.
struct TargetRelations {
  /// Above this share a column is suspected to have been made of the target.
  static let leakShare = 0.97
  private static let rowsMax = 20_000
  private static let classesMax = 50
  private static let chartsMax = 6

  let target: TableProfile.Target
  let alerts: [TableProfile.Alert]

  /// Relates each column to the target; nil where the target holds too little to relate.
  init?(_ columns: [Column], to target: Column) {
    let table = Table(columns.filter { $0.name != target.name } + [target])
    let rows = Self.spread(table.rowCount, most: Self.rowsMax).filter { Self.isKnown(target, $0) }
    guard rows.count >= 20, let kept = table.rows(rows)[target.name] else { return nil }
    let features = table.rows(rows).columns.filter { $0.name != target.name }
    let classes = kept.texts?.canonical
    guard (classes?.levels.count ?? 0) <= Self.classesMax else { return nil }
    let ranks = kept.numbers.map(Association.ranks)
    var alerts: [TableProfile.Alert] = []
    var relations: [TableProfile.Relation] = []
    for feature in features {
      let groups = Self.groups(feature)
      var rank: Double?
      var share = 0.0
      var isLeak: Bool?
      if let ranks, let numbers = kept.numbers {
        share = Association.share(of: ranks, by: groups)
        rank = feature.numbers.flatMap { Association.rankCorrelation($0, numbers) }
        let known = feature.count - feature.missingCount
        if let rank, known * 2 > feature.count { share = max(share, rank * rank) }
      } else if let classes {
        let codes = classes.codes.map(Int.init)
        share = Association.spreadShare(ofClasses: codes, by: groups)
        isLeak = Association.share(ofClasses: codes, by: groups) >= Self.leakShare
      }
      relations.append(
        .init(column: feature.name, share: share, rank: rank, chart: nil))
      if isLeak ?? (share >= Self.leakShare) {
        alerts.append(.leak(column: feature.name, share: share))
      }
    }
    alerts += Self.formulas(features, kept)
    relations.sort { ($1.share, $0.column) < ($0.share, $1.column) }
    self.alerts = alerts
    self.target = TableProfile.Target(
      name: target.name, kind: target.kind.rawValue,
      relations: relations.enumerated().map { place, relation in
        .init(
          column: relation.column, share: relation.share, rank: relation.rank,
          chart: place < Self.chartsMax && relation.share >= (ranks == nil ? 0.002 : 0.01)
            ? features.first { $0.name == relation.column }.flatMap { Self.chart($0, kept) } : nil)
      })
  }

  private static func isKnown(_ column: Column, _ row: Int) -> Bool {
    column.numbers.map { $0[row].isFinite } ?? ((column.texts?.codes[row] ?? -1) >= 0)
  }

  /// Evenly spread places of so many, at most so many of them.
  static func spread(_ count: Int, most: Int) -> [Int] {
    count <= most ? Array(0..<count) : (0..<most).map { $0 * count / most }
  }

  /// The groups of a column's rows: its texts, its few numbers, or up to 50 bins of them.
  private static func groups(_ column: Column) -> [Int] {
    if let numbers = column.numbers {
      return Association.bins(numbers, count: max(2, min(50, numbers.count / 10)))
    }
    return column.texts?.codes.map(Int.init) ?? []
  }

  /// Pairs of columns whose sum, difference or product is the target in every row.
  private static func formulas(_ features: [Column], _ target: Column) -> [TableProfile.Alert] {
    guard let goal = target.numbers, Set(goal.prefix(1000)).count > 10 else { return [] }
    let rows = spread(goal.count, most: 500)
    let signs: [(String, (Double, Double) -> Double)] = [
      ("+", { $0 + $1 }), ("-", { $0 - $1 }), ("×", { $0 * $1 }),
    ]
    let columns = features.compactMap { column -> (name: String, values: [Double])? in
      guard let values = column.numbers, rows.allSatisfy({ values[$0].isFinite }),
        Set(rows.map { values[$0] }).count > 1
      else { return nil }
      return (column.name, values)
    }
    var alerts: [TableProfile.Alert] = []
    for (i, first) in columns.enumerated() {
      for (j, second) in columns.enumerated() where i != j {
        for (sign, operation) in signs where sign == "-" || i < j {
          let fits = rows.allSatisfy { row in
            let value = operation(first.values[row], second.values[row])
            return abs(value - goal[row]) <= 1e-9 * max(abs(goal[row]), abs(first.values[row]), 1)
          }
          guard fits else { continue }
          alerts.append(
            .formula(target: target.name, first: first.name, sign: sign, second: second.name))
        }
      }
    }
    return alerts
  }

  /// The feature and the target as points, boxes or a heat map, whichever suits their kinds.
  private static func chart(_ feature: Column, _ target: Column) -> Figure.Chart? {
    if let x = feature.numbers, let y = target.numbers {
      let rows = x.indices.filter { x[$0].isFinite && y[$0].isFinite }
      let kept = spread(rows.count, most: 300).map { rows[$0] }
      return .points([.init(name: "", x: kept.map { x[$0] }, y: kept.map { y[$0] })])
    }
    if let y = target.numbers { return boxes(of: y, by: feature) }
    if let x = feature.numbers { return boxes(of: x, by: target) }
    let all = ColumnParts(target, most: 8, banding: .equalCounts(4))
    let own = ColumnParts(feature, most: 8, banding: .equalCounts(4))
    var counts = own.names.map { _ in [Double](repeating: 0, count: all.names.count) }
    for (row, code) in own.codes.enumerated() where code >= 0 && all.codes[row] >= 0 {
      counts[code][all.codes[row]] += 1
    }
    let shares = counts.map { line in
      let sum = line.reduce(0, +)
      return line.map { sum > 0 ? 100 * $0 / sum : .nan }
    }
    return .heatMap(
      .init(
        columns: all.names, rows: own.names, values: shares, label: "% of the row",
        isDiverging: false))
  }

  private static func boxes(of values: [Double], by column: Column) -> Figure.Chart? {
    let parts = ColumnParts(column, most: 8, banding: .equalCounts(4))
    var groups = [[Double]](repeating: [], count: parts.names.count)
    for (row, code) in parts.codes.enumerated() where code >= 0 && values[row].isFinite {
      groups[code].append(values[row])
    }
    return .boxes(
      zip(parts.names, groups).compactMap { name, own in
        TukeyBox.box(group: name, series: "", sorted: own.sorted(), outliersMax: 12)?.box
      })
  }
}

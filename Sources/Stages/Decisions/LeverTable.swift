import Analyses
import Fleet
import Tables

/// What levers save, over the draws.
struct LeverTable {
  static let numberColumns =
    ["alone", "last", "shapley"].flatMap {
      [$0, "\($0)_low", "\($0)_high"]
    } + ["first_share"]
  static let summaryColumns = [
    "base", "full", "saved", "saved_low", "saved_high", "draws",
  ]

  let levers: [String]
  /// The shares of each draw.
  let shares: [LeverShares]

  /// Gives for each draw the totals of all subsets, in the order of their bits.
  static func totals(_ table: Table, _ settings: Levers.Settings) throws -> [[Double]] {
    let flags = try settings.levers.map { lever in
      let values = try DecisionColumns.numbers(lever, of: table)
      if let row = values.firstIndex(where: { $0 != 0 && $0 != 1 }) {
        throw StageProblem(
          "the lever '\(lever)' is \(FleetError.text(values[row])) in row \(row + 1); it is 0 or 1",
          setting: "levers")
      }
      return values
    }
    let found = try DecisionColumns.numbers(settings.total, of: table)
    let draws = try settings.by.map { try DecisionColumns.texts($0, of: table) }
    var places: [String: Int] = [:]
    var totals: [[Double]] = []
    for row in 0..<table.rowCount {
      let draw = draws?[row] ?? ""
      let place = places[draw] ?? totals.count
      if place == totals.count {
        places[draw] = place
        totals.append([Double](repeating: .nan, count: 1 << settings.levers.count))
      }
      let subset = flags.enumerated().reduce(0) {
        $0 | ($1.element[row] == 1 ? 1 << $1.offset : 0)
      }
      guard totals[place][subset].isNaN else {
        throw StageProblem(
          "row \(row + 1) is the second of the subset \(name(of: subset, settings.levers))"
            + (draws == nil ? "" : " in draw \(draw)"),
          hints: draws == nil ? ["name the column that tells draws apart as `by`"] : [])
      }
      totals[place][subset] = found[row]
    }
    guard !totals.isEmpty else { throw StageProblem("there are no rows") }
    for draw in totals {
      if let subset = draw.firstIndex(where: \.isNaN) {
        throw StageProblem(
          "there is no row of the subset \(name(of: subset, settings.levers))",
          hints: ["`draw` with `design: subsets` makes them all"])
      }
    }
    return totals
  }

  private static func name(of subset: Int, _ levers: [String]) -> String {
    let inside = levers.indices.filter { subset & 1 << $0 != 0 }.map { levers[$0] }
    return inside.isEmpty ? "without any lever" : "of \(Wording.list(inside))"
  }

  /// A row for each lever, the greatest Shapley value first.
  var table: Table {
    let parts: [(String, (LeverShares, Int) -> Double)] = [
      ("alone", { $0.alone[$1] }), ("last", { $0.last[$1] }), ("shapley", { $0.shapley[$1] }),
    ]
    let means = levers.indices.map { lever in
      DecisionColumns.spread(shares.map { $0.shapley[lever] }).mean
    }
    let order = levers.indices.sorted { (-means[$0], $0) < (-means[$1], $1) }
    var columns = [Column("lever", texts: order.map { levers[$0] })]
    for (name, value) in parts {
      let spreads = order.map { lever in
        DecisionColumns.spread(shares.map { value($0, lever) })
      }
      columns.append(Column(name, numbers: spreads.map(\.mean)))
      columns.append(Column("\(name)_low", numbers: spreads.map(\.low)))
      columns.append(Column("\(name)_high", numbers: spreads.map(\.high)))
    }
    columns.append(
      Column("first_share", numbers: order.map { firstShare(of: $0) }))
    return Table(columns)
  }

  /// The share of draws in which a lever saves most alone, ties to the one named first.
  private func firstShare(of lever: Int) -> Double {
    let count = shares.count { draw in
      draw.alone.indices.allSatisfy {
        draw.alone[$0] < draw.alone[lever] || ($0 >= lever && draw.alone[$0] == draw.alone[lever])
      }
    }
    return Double(count) / Double(shares.count)
  }

  /// One row: totals, and the lever that most often saves most alone.
  var summary: Table {
    let saved = DecisionColumns.spread(shares.map(\.saved))
    let counts = levers.indices.map { firstShare(of: $0) }
    let first = levers.indices.max { (counts[$0], $1) < (counts[$1], $0) } ?? 0
    let values = [
      DecisionColumns.spread(shares.map(\.base)).mean,
      DecisionColumns.spread(shares.map(\.full)).mean, saved.mean, saved.low, saved.high,
      Double(shares.count),
    ]
    return Table(
      [Column("first_lever", texts: [levers[first]])]
        + zip(Self.summaryColumns, values).map { Column($0, numbers: [$1]) })
  }
}

import Analyses
import Fleet
import Tables

/// What inputs do to a result, from rows of a design.
enum SensitivityTable {
  static let swingColumns = ["low", "base", "high", "width", "crossing"]
  static let varianceColumns = ["first", "first_error", "total", "total_error"]

  /// Gives the swings of all inputs, the widest first.
  static func swings(_ table: Table, _ settings: Sensitivity.Settings) throws -> Table {
    let results = try DecisionColumns.numbers(settings.result, of: table)
    let inputs = try DecisionColumns.texts("input", of: table)
    let ends = try DecisionColumns.texts("end", of: table)
    guard let baseRow = ends.firstIndex(of: "base") else {
      throw StageProblem("no row has the end 'base'", hints: [hint("one-at-a-time")])
    }
    var names: [String] = []
    var found: [String: [String: Double]] = [:]
    for row in results.indices {
      guard let input = inputs[row], let end = ends[row], end != "base" else { continue }
      if found[input] == nil { names.append(input) }
      if found[input, default: [:]].updateValue(results[row], forKey: end) != nil {
        throw StageProblem("the input '\(input)' has two rows of the end '\(end)'")
      }
    }
    let swings = try names.map { name in
      guard let low = found[name]?["low"], let high = found[name]?["high"] else {
        throw StageProblem(
          "the input '\(name)' needs a row of the end 'low' and one of 'high'",
          hints: [hint("one-at-a-time")])
      }
      return try Swing(low: low, high: high, base: results[baseRow])
    }
    let order = names.indices.sorted { (-swings[$0].width, $0) < (-swings[$1].width, $1) }
    func numbers(_ value: (Swing) -> Double) -> [Double] { order.map { value(swings[$0]) } }
    return Table([
      Column("input", texts: order.map { names[$0] }), Column("low", numbers: numbers(\.low)),
      Column("base", numbers: numbers(\.base)), Column("high", numbers: numbers(\.high)),
      Column("width", numbers: numbers(\.width)),
      Column(
        "crossing",
        numbers: numbers { swing in settings.breakEven.flatMap { swing.crossing(of: $0) } ?? .nan }),
    ])
  }

  /// Gives the indices of all inputs, the greatest total first.
  static func variance(_ table: Table, _ settings: Sensitivity.Settings) throws -> Table {
    let results = try DecisionColumns.numbers(settings.result, of: table)
    let samples = try DecisionColumns.texts("sample", of: table)
    let draws = try DecisionColumns.texts("draw", of: table)
    var names: [String] = []
    var rows: [String: [(draw: String, result: Double)]] = [:]
    for row in results.indices {
      guard let sample = samples[row], let draw = draws[row] else {
        throw StageProblem("row \(row + 1) has no sample or no draw", hints: [hint("saltelli")])
      }
      if rows[sample] == nil { names.append(sample) }
      rows[sample, default: []].append((draw, results[row]))
    }
    guard let a = rows["A"], let b = rows["B"] else {
      throw StageProblem("there are no rows of the samples 'A' and 'B'", hints: [hint("saltelli")])
    }
    let inputs = names.filter { $0 != "A" && $0 != "B" }
    for name in ["B"] + inputs where rows[name]?.map(\.draw) != a.map(\.draw) {
      throw StageProblem(
        "the sample '\(name)' has other draws than 'A', or in another order",
        hints: ["keep the rows of `draw` in their order"])
    }
    let indices = try SaltelliDesign.indices(
      a: a.map(\.result), b: b.map(\.result),
      mixed: inputs.map { rows[$0, default: []].map(\.result) })
    let order = inputs.indices.sorted { (-indices[$0].total, $0) < (-indices[$1].total, $1) }
    func numbers(_ value: (SaltelliDesign.Indices) -> Double) -> [Double] {
      order.map { value(indices[$0]) }
    }
    return Table([
      Column("input", texts: order.map { inputs[$0] }),
      Column("first", numbers: numbers(\.first)),
      Column("first_error", numbers: numbers(\.firstError)),
      Column("total", numbers: numbers(\.total)),
      Column("total_error", numbers: numbers(\.totalError)),
    ])
  }

  private static func hint(_ design: String) -> String {
    "`draw` with `design: \(design)` makes them"
  }
}

import Analyses
import Diagnostics
import Fleet
import Tables

/// The columns that kinds of decisions read, with errors that name column and row.
enum DecisionColumns {
  /// Gives the numbers of a column, refusing what is missing.
  static func numbers(_ name: String, of table: Table) throws -> [Double] {
    guard let column = table[name] else {
      throw StageProblem(
        "there is no column '\(name)'", hints: ["the columns are \(Wording.list(table.names))"])
    }
    guard let numbers = column.numbers else {
      throw StageProblem("column '\(name)' holds \(column.kind.rawValue)s; numbers are needed")
    }
    if let row = numbers.firstIndex(where: { !$0.isFinite }) {
      throw StageProblem(
        "column '\(name)' has no number in row \(row + 1)",
        hints: ["leave such rows out in a query, or say there what they count as"])
    }
    return numbers
  }

  /// Gives the texts of a column, numbers as texts, nil where missing.
  static func texts(_ name: String, of table: Table) throws -> [String?] {
    guard let column = table[name] else {
      throw StageProblem(
        "there is no column '\(name)'", hints: ["the columns are \(Wording.list(table.names))"])
    }
    switch column.values {
    case .texts(let texts): return (0..<table.rowCount).map { texts[$0] }
    case .numbers(let numbers):
      return numbers.map { $0.isNaN ? nil : FleetError.text($0) }
    case .flags(let flags): return flags.map { $0.map { $0 ? "true" : "false" } }
    case .dates(let dates): return (0..<table.rowCount).map { dates.text($0) }
    }
  }

  /// Checks at check time that columns are there, and hold numbers where these are needed.
  static func check(
    _ names: [String], setting: String, isNumeric: Bool = true, port: String = "rows",
    _ check: inout TypeCheck
  ) {
    let columns = check.input(port)?.table?.columns
    let stage = check.stages[port]?.first ?? ""
    for (place, name) in names.enumerated() {
      let path = names.count > 1 ? "\(setting)[\(place)]" : setting
      guard check.requireColumn(name, in: columns, of: stage, setting: path) else { continue }
      let kind = columns?.first { $0.name == name }?.kind
      if isNumeric, let kind, ColumnKind(rawValue: kind).map({ !$0.isNumeric }) ?? false {
        check.report(
          .wrongColumnKind, "column '\(name)' of '\(stage)' holds \(kind)s; numbers are needed",
          setting: path)
      }
    }
  }

  /// Does work of the library of decisions, saying its errors in the words of a stage.
  static func explained<Value>(_ work: () throws -> Value) throws -> Value {
    do { return try work() } catch let problem as FleetError {
      throw StageProblem(problem.description)
    }
  }

  /// Gives the means and the tenth and ninetieth of a hundred of some values.
  static func spread(_ values: [Double]) -> (mean: Double, low: Double, high: Double) {
    let sorted = values.sorted()
    func quantile(_ share: Double) -> Double {
      let place = Double(sorted.count - 1) * share
      let below = Int(place.rounded(.down))
      let (a, b) = (sorted[below], sorted[min(below + 1, sorted.count - 1)])
      return a + (b - a) * (place - Double(below))
    }
    guard !sorted.isEmpty else { return (.nan, .nan, .nan) }
    let mean = sorted.reduce(0, +) / Double(sorted.count)
    guard sorted.count > 1 else { return (mean, .nan, .nan) }
    return (mean, quantile(0.1), quantile(0.9))
  }
}

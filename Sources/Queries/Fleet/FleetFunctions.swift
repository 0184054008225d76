import Fleet
import GRDB

/// The formulas of queues, sampling, purchase and storage as functions of queries.
///
/// A missing argument makes the value missing. An argument that a formula cannot take ends the query
/// with a message that names the function, the argument, its value and what it may be.
package enum FleetFunctions {
  /// Every function, by subject.
  package static let all: [QueryFunction] =
    QueueFunctions.all + ScalingFunctions.all + SamplingFunctions.all + PurchaseFunctions.all
    + StorageFunctions.all

  /// Adds the functions to a connection.
  static func add(to database: Database) {
    for function in all where !function.isOfGroup {
      database.add(
        function: DatabaseFunction(
          function.name, argumentCount: function.arguments.count, pure: true
        ) { values in
          guard let row = try numbers(values, of: function) else { return nil }
          return try value(of: function, row.map { [$0] })
        })
    }
    let groups = [
      DatabaseFunction("commitment", argumentCount: 4, pure: true, aggregate: BestCommitment.self),
      DatabaseFunction(
        "commitment_cost", argumentCount: 5, pure: true, aggregate: CommitmentCost.self),
      DatabaseFunction(
        "miss_empirical", argumentCount: 4, pure: true, aggregate: EmpiricalMisses.self),
      DatabaseFunction(
        "interval_empirical", argumentCount: 5, pure: true, aggregate: EmpiricalInterval.self),
    ]
    for function in groups { database.add(function: function) }
  }

  /// Gives the function of a name.
  static func function(_ name: String) -> QueryFunction? { all.first { $0.name == name } }

  /// Gives the arguments of a call as numbers, nil where one is missing.
  fileprivate static func numbers(
    _ values: [DatabaseValue], of function: QueryFunction
  ) throws -> [Double]? {
    var numbers: [Double] = []
    for (value, argument) in zip(values, function.arguments) {
      switch value.storage {
      case .null: return nil
      case .int64(let whole): numbers.append(Double(whole))
      case .double(let number): numbers.append(number)
      case .string(let text):
        throw DatabaseError(
          message: "\(function.signature): the \(argument.name) is the text '\(text)'; it is a "
            + "number, \(argument.summary)")
      case .blob:
        throw DatabaseError(
          message: "\(function.signature): the \(argument.name) is bytes; it is a number")
      }
    }
    return numbers
  }

  /// Gives the value of a call, missing where it is infinite.
  fileprivate static func value(
    of function: QueryFunction, _ columns: [[Double]]
  ) throws -> Double? {
    do throws(FleetError) {
      let value = try function.value(
        FunctionValues(names: function.arguments.map(\.name), columns: columns))
      return value.isFinite ? value : nil
    } catch {
      throw DatabaseError(message: "\(function.signature): \(error.description)")
    }
  }
}

/// The rows of a group, for functions that need all of them.
private struct GroupRows {
  private var columns: [[Double]] = []

  mutating func append(_ values: [DatabaseValue], of name: String) throws {
    guard let function = FleetFunctions.function(name),
      let row = try FleetFunctions.numbers(values, of: function)
    else { return }
    if columns.isEmpty { columns = row.map { _ in [] } }
    for (place, number) in row.enumerated() { columns[place].append(number) }
  }

  func value(of name: String) throws -> (any DatabaseValueConvertible)? {
    guard let function = FleetFunctions.function(name), !columns.isEmpty else { return nil }
    return try FleetFunctions.value(of: function, columns)
  }
}

private struct BestCommitment: DatabaseAggregate {
  private var rows = GroupRows()

  init() {}

  mutating func step(_ values: [DatabaseValue]) throws {
    try rows.append(values, of: "commitment")
  }

  func finalize() throws -> (any DatabaseValueConvertible)? { try rows.value(of: "commitment") }
}

private struct CommitmentCost: DatabaseAggregate {
  private var rows = GroupRows()

  init() {}

  mutating func step(_ values: [DatabaseValue]) throws {
    try rows.append(values, of: "commitment_cost")
  }

  func finalize() throws -> (any DatabaseValueConvertible)? {
    try rows.value(of: "commitment_cost")
  }
}

private struct EmpiricalMisses: DatabaseAggregate {
  private var rows = GroupRows()

  init() {}

  mutating func step(_ values: [DatabaseValue]) throws {
    try rows.append(values, of: "miss_empirical")
  }

  func finalize() throws -> (any DatabaseValueConvertible)? {
    try rows.value(of: "miss_empirical")
  }
}

private struct EmpiricalInterval: DatabaseAggregate {
  private var rows = GroupRows()

  init() {}

  mutating func step(_ values: [DatabaseValue]) throws {
    try rows.append(values, of: "interval_empirical")
  }

  func finalize() throws -> (any DatabaseValueConvertible)? {
    try rows.value(of: "interval_empirical")
  }
}

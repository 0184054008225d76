import Tables

extension Table {
  /// Gives the target of each row, all of them finite numbers.
  ///
  /// With classes a number is the place of the row's class.
  package func target(named name: String, classes: ClassLabels?) throws(LearningError) -> [Double] {
    if let classes {
      guard let column = self[name] else { throw .unknownColumn(name: name, known: names) }
      return try classes.places(of: column).map { Double($0) }
    }
    let values = try numbers(of: name, purpose: "the target")
    if let row = values.firstIndex(where: \.isNaN) {
      throw .missingTargets(column: name, firstRow: row, count: values.count(where: \.isNaN))
    }
    if let row = values.firstIndex(where: \.isInfinite) {
      throw .infiniteTarget(column: name, row: row)
    }
    return values
  }

  /// Gives the weight of each row: finite, at least 0, and not all 0.
  package func weights(named name: String) throws(LearningError) -> [Double] {
    let values = try numbers(of: name, purpose: "the weight")
    if let row = values.firstIndex(where: { !($0.isFinite && $0 >= 0) }) {
      throw .refusedWeight(column: name, row: row, value: values[row])
    }
    if !values.isEmpty, values.allSatisfy({ $0 == 0 }) {
      throw .refusedWeight(column: name, row: 0, value: 0)
    }
    return values
  }

  /// Gives the table with one more column at the end, whose name must be new.
  func adding(_ column: Column) throws(LearningError) -> Table {
    guard self[column.name] == nil else { throw .duplicateColumn(name: column.name) }
    return with(column)
  }
}

package import Kernels
package import Tables

extension Recipe {
  /// Divides rows into folds, as the recipe's group, time and target ask for.
  ///
  /// Rows of one group stay together; with times, folds go forward; classes are spread over all
  /// folds; otherwise rows are dealt out at random. Throws where a group or a time is missing, and
  /// where there are too few of them.
  package func folds(
    of rows: Table, classes: ClassLabels?, count: Int, random: RandomStream
  ) throws(LearningError) -> Folds {
    if let group {
      let places = try Self.groupPlaces(of: rows.column(group))
      try Self.requireEnough(places, count, purpose: "as many groups in '\(group)' as folds")
      return Folds(groups: places, count: count, random: random)
    }
    if let time {
      let times = try Self.times(of: rows.column(time))
      try Self.requireEnough(times, count + 1, purpose: "more times in '\(time)' than folds")
      return Folds(times: times, count: count)
    }
    if let classes, let target = rows[target] {
      return Folds(classes: try classes.places(of: target), count: count, random: random)
    }
    return Folds(rowCount: rows.rowCount, count: count, random: random)
  }

  /// Gives what makes rows belong together, or what is wrong with it; nil where nothing does.
  func kinship(of rows: Table) -> Result<RowKinship?, LearningError> {
    do throws(LearningError) {
      if let group { return .success(.groups(try Self.groupPlaces(of: rows.column(group)))) }
      if let time { return .success(.times(try Self.times(of: rows.column(time)))) }
      return .success(nil)
    } catch {
      return .failure(error)
    }
  }

  private static func requireEnough<Value: Hashable>(
    _ values: [Value], _ needed: Int, purpose: String
  ) throws(LearningError) {
    let found = Set(values).count
    if found < needed { throw .tooFewValues(count: found, needed: needed, purpose: purpose) }
  }

  /// A number for each different value, in the order in which values first appear.
  private static func groupPlaces(of column: Column) throws(LearningError) -> [Int] {
    if let row = (0..<column.count).first(where: { column.isMissing($0) }) {
      throw .missingRole(column: column.name, row: row, role: "group")
    }
    if let texts = column.texts { return texts.codes.map { Int($0) } }
    var places: [Double: Int] = [:]
    return (column.numbers ?? column.dates?.seconds ?? []).map { value in
      let place = places[value] ?? places.count
      places[value] = place
      return place
    }
  }

  private static func times(of column: Column) throws(LearningError) -> [Double] {
    guard let times = column.dates?.seconds ?? column.numbers else {
      throw .wrongKind(
        column: column.name, found: column.kind, needed: .date, purpose: "`time`")
    }
    if let row = times.firstIndex(where: \.isNaN) {
      throw .missingRole(column: column.name, row: row, role: "time")
    }
    return times
  }
}

extension Table {
  /// Gives the column of a name, or throws with the names there are.
  fileprivate func column(_ name: String) throws(LearningError) -> Column {
    guard let column = self[name] else { throw .unknownColumn(name: name, known: names) }
    return column
  }
}

import Tables

/// What an analysis is to predict.
package enum BeginningTask: String, Sendable, CaseIterable {
  case values
  case classes
}

/// The target of an analysis that is begun.
struct BeginningTarget: Sendable {
  /// Texts with more levels than this are no classes.
  static let classesMax = 100

  let facts: ColumnFacts
  let task: BeginningTask
  /// The rows with a target.
  let knownRows: [Int]
  /// The numbers of the rows, where values are predicted.
  let values: [Double]?
  /// The class of each row, -1 where it is missing, where classes are predicted.
  let classCodes: [Int]?
  /// The classes and how many rows each has, the most frequent first.
  let classes: [TableProfile.Level]
  private let classNames: [String]

  /// The column with its values.
  var column: Column { facts.column }
  var name: String { facts.name }

  init(_ facts: ColumnFacts, task: BeginningTask) {
    self.facts = facts
    self.task = task
    let column = facts.column
    knownRows = (0..<column.count).filter { row in
      column.numbers.map { $0[row].isFinite } ?? !column.isMissing(row)
    }
    guard task == .classes else {
      values = column.numbers ?? [Double](repeating: .nan, count: column.count)
      (classCodes, classes, classNames) = (nil, [], [])
      return
    }
    values = nil
    var names: [String] = []
    let codes: [Int]
    if let texts = column.texts?.canonical {
      names = texts.levels
      codes = texts.codes.map(Int.init)
    } else {
      var known: [Double: Int] = [:]
      codes = (column.numbers ?? []).map { number in
        guard number.isFinite else { return -1 }
        if let code = known[number] { return code }
        names.append(column.kind == .flag ? "\(number != 0)" : Self.label(number))
        known[number] = known.count
        return known.count - 1
      }
    }
    var counts = [Int](repeating: 0, count: names.count)
    for code in codes where code >= 0 { counts[code] += 1 }
    classNames = names
    classCodes = codes
    classes = zip(names, counts).map { TableProfile.Level(text: $0, count: $1) }
      .sorted { ($1.count, $0.text) < ($0.count, $1.text) }
  }

  /// A value of the target as it is shown: a number, or the name of the class with that code.
  func text(of value: Double) -> String {
    guard task == .classes else { return ProfileWords.plain(value) }
    let code = Int(value)
    return classNames.indices.contains(code) ? "'\(classNames[code])'" : ProfileWords.plain(value)
  }

  /// A number as the name of a class.
  private static func label(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : "\(number)"
  }

  /// The class to be found among two: the rarer one where it is clearly rarer.
  var positive: TableProfile.Level? {
    guard classes.count == 2, rarestShare < 0.4 else { return nil }
    return classes.last
  }

  /// The share of the rarest class.
  var rarestShare: Double {
    Double(classes.last?.count ?? 0) / Double(max(knownRows.count, 1))
  }

  /// What it holds, in a line.
  var summary: String {
    let gaps = facts.rowCount - knownRows.count
    let missing = gaps == 0 ? "" : "; \(Wording.count(gaps, "row")) without one left out"
    if task == .classes {
      let shown = classes.prefix(4).map { level in
        let share = Double(level.count) / Double(max(knownRows.count, 1))
        return "\(ProfileWords.shortened(level.text)) \(ProfileWords.percent(share))"
      }
      let more = classes.count > 4 ? ", …" : ""
      return "\(classes.count) classes: \(shown.joined(separator: ", "))\(more)\(missing)"
    }
    guard let numbers = facts.numbers else { return "no numbers" + missing }
    return "numbers from \(ProfileWords.plain(numbers.least)) to "
      + "\(ProfileWords.plain(numbers.most)), median \(ProfileWords.plain(numbers.median))\(missing)"
  }
}

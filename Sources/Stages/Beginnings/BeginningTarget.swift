import Learning
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
  /// A class with fewer rows cannot be in each fold and among the test rows.
  static let classRowsMin = 6
  /// The rows with a target of a class that is not too rare.
  let knownRows: [Int]
  /// How many rows have no target.
  let gapCount: Int
  /// The numbers of the rows, where values are predicted.
  let values: [Double]?
  /// The class of each row, -1 where it is missing, where classes are predicted.
  let classCodes: [Int]?
  /// The classes and how many rows each has, the most frequent first.
  let classes: [TableProfile.Level]
  /// The classes with too few rows, which are left out.
  let rareClasses: [TableProfile.Level]
  private let classNames: [String]

  /// The column with its values.
  var column: Column { facts.column }
  var name: String { facts.name }

  init(_ facts: ColumnFacts, task: BeginningTask) {
    self.facts = facts
    self.task = task
    let column = facts.column
    let known = (0..<column.count).filter { row in
      column.numbers.map { $0[row].isFinite } ?? !column.isMissing(row)
    }
    gapCount = column.count - known.count
    guard task == .classes else {
      values = column.numbers ?? [Double](repeating: .nan, count: column.count)
      knownRows = known
      (classCodes, classes, rareClasses, classNames) = (nil, [], [], [])
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
    let all = zip(names, counts).map { TableProfile.Level(text: $0, count: $1) }
      .sorted { ($1.count, $0.text) < ($0.count, $1.text) }
    classes = all.filter { $0.count >= Self.classRowsMin }
    rareClasses = all.filter { $0.count < Self.classRowsMin }
    knownRows = known.filter { counts[codes[$0]] >= Self.classRowsMin }
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

  /// The class to be found among two, with the reason: the rarer one, or the second in order.
  var positive: (name: String, reason: String)? {
    guard classes.count == 2, let rarest = classes.last else { return nil }
    let about = "what `auc` and `average-precision` are about"
    if rarestShare < 0.4 { return (rarest.text, "the rarer class: \(about)") }
    let names = classes.map(\.text).sorted { first, second in
      guard let a = Double(first), let b = Double(second) else {
        return first.unicodeScalars.lexicographicallyPrecedes(second.unicodeScalars)
      }
      return a < b
    }
    return (names[1], "\(about): the second in order, name '\(names[0])' if it is to be found")
  }

  /// The share of the rarest class.
  var rarestShare: Double {
    Double(classes.last?.count ?? 0) / Double(max(knownRows.count, 1))
  }

  /// How far a long tail reaches: the value that a hundredth of the rows is above, in medians.
  ///
  /// Nil where the target is not positive, or the tail is no longer than that of many a measure.
  var tailRatio: Double? {
    guard let values, let numbers = facts.numbers, numbers.least > 0, knownRows.count >= 50 else {
      return nil
    }
    let ratio =
      Quantiles.of(sorted: knownRows.map { values[$0] }.sorted(), at: 0.99) / numbers.median
    return ratio >= 5 ? ratio : nil
  }

  /// Whether the rarest class is so rare that being right says little.
  var isImbalanced: Bool {
    task == .classes && rarestShare < 0.1 && rarestShare * Double(classes.count) < 0.5
  }

  /// Whether the first rows in the order of a time have every class; the share of all rows is in 0...1.
  func hasAllClasses(first share: Double, by times: Column) -> Bool {
    guard let classCodes, let seconds = times.dates?.seconds ?? times.numbers else { return true }
    let sorted = knownRows.sorted { (seconds[$0], $0) < (seconds[$1], $1) }
    let first = sorted.prefix(Int(Double(sorted.count) * share))
    return Set(first.map { classCodes[$0] }).count == classes.count
  }

  // MARK: Rare classes

  /// What is said of the classes that are left out.
  var rareWords: String {
    let shown = rareClasses.prefix(3).map { "'\(ProfileWords.shortened($0.text))'" }
    let rest = rareClasses.count - shown.count
    let names = rest > 0 ? shown.joined(separator: ", ") + " and \(rest) more" : Wording.list(shown)
    let rows = rareClasses.reduce(0) { $0 + $1.count }
    return "\(Wording.count(rareClasses.count, "class", plural: "classes")) with fewer than "
      + "\(Self.classRowsMin) rows \(rareClasses.count == 1 ? "is" : "are") left out, \(names): "
      + "\(Wording.count(rows, "row")) cannot be in each fold and in the test"
  }

  /// The names of the classes that are left out, as SQL has them.
  var rareLiterals: [String] {
    rareClasses.map { level in
      facts.kind == .text ? "'\(level.text.replacing("'", with: "''"))'" : level.text
    }
  }

  /// What it holds, in a line.
  var summary: String {
    let missing =
      gapCount == 0 ? "" : "; \(Wording.count(gapCount, "row")) without one left out"
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

package import Tables

/// The classes that a target can have, in order; a class is known by its place from 0.
///
/// Numbers are ordered by size, flags false before true, texts by their Unicode scalars. Of two
/// classes the second is the positive one.
package struct ClassLabels: Hashable, Sendable {
  /// The labels as their column holds them.
  package enum Values: Hashable, Sendable {
    case numbers([Double])
    case flags([Bool])
    case texts([String])
  }

  /// How many classes there can be.
  package static let countRange = 2...1000

  package let values: Values

  /// Takes labels that differ, in order.
  init(_ values: Values) {
    self.values = values
  }

  /// Learns the classes from a target; with a positive label, that one of two comes last.
  ///
  /// Throws where a row has no target, where there are too few or too many different values, and
  /// where the positive label is none of two classes.
  package init(of column: Column, positive: String? = nil) throws(LearningError) {
    try Self.requireValues(column)
    let found = try Self.values(of: column)
    guard found.count >= Self.countRange.lowerBound else {
      throw found.count == 1
        ? .oneClass(column: column.name, label: found.names[0]) : .noRows
    }
    guard found.count <= Self.countRange.upperBound else {
      throw .tooManyClasses(column: column.name, kind: column.kind, count: found.count)
    }
    guard let positive else {
      self.init(found)
      return
    }
    guard found.count == 2 else { throw .positiveOfMany(column: column.name, count: found.count) }
    guard let place = ClassLabels(found).place(named: positive) else {
      throw .unknownLabel(setting: "positive", label: positive, known: found.names)
    }
    self.init(place == 0 ? found.reversed : found)
  }

  /// The number of classes.
  package var count: Int { values.count }

  /// What the column of the target holds.
  package var kind: ColumnKind { values.kind }

  /// The labels as a person reads them.
  package var names: [String] { values.names }

  /// The name of the positive class where there are two classes.
  package var positiveName: String? { count == 2 ? names[1] : nil }

  /// Gives the place of a label as a person writes it, nil where there is no such class.
  package func place(named name: String) -> Int? {
    switch values {
    case .numbers(let numbers): Double(name).flatMap { numbers.firstIndex(of: $0) }
    case .flags: names.firstIndex(of: name.lowercased())
    case .texts(let texts): texts.firstIndex { ExactText($0) == ExactText(name) }
    }
  }

  /// Gives the class of each row of a target column.
  ///
  /// Throws where a row has no target, or one that is none of the classes.
  package func places(of column: Column) throws(LearningError) -> [Int] {
    try Self.requireValues(column)
    func known(_ place: Int?, _ row: Int, _ label: String) throws(LearningError) -> Int {
      guard let place else {
        throw .unknownClass(column: column.name, label: label, row: row, known: names)
      }
      return place
    }
    var places: [Int] = []
    places.reserveCapacity(column.count)
    switch (values, column.values) {
    case (.numbers(let labels), .numbers(let numbers)):
      let index = Dictionary(labels.enumerated().map { ($1, $0) }, uniquingKeysWith: min)
      for (row, number) in numbers.enumerated() {
        places.append(try known(index[number], row, Values.name(of: number)))
      }
    case (.flags(let labels), .flags(let flags)):
      for (row, flag) in flags.enumerated() {
        places.append(try known(labels.firstIndex { $0 == flag }, row, "\(flag ?? false)"))
      }
    case (.texts(let labels), .texts(let texts)):
      let levels = texts.places(in: labels)
      for (row, code) in texts.codes.enumerated() {
        places.append(try known(levels[Int(code)], row, texts.levels[Int(code)]))
      }
    default:
      throw .wrongKind(column: column.name, found: column.kind, needed: kind, purpose: "the target")
    }
    return places
  }

  /// Gives a column with the label of each place.
  package func column(_ name: String, places: [Int]) -> Column {
    switch values {
    case .numbers(let labels): Column(name, numbers: places.map { labels[$0] })
    case .flags(let labels): Column(name, flags: places.map { labels[$0] })
    case .texts(let labels):
      Column(name, .texts(TextValues(levels: labels, codes: places.map { Int32($0) })))
    }
  }

  /// Gives a name for the column with the probabilities of each class: `p_LABEL`.
  ///
  /// Names differ from each other and from those to be avoided, also where small and capital
  /// letters are held to be the same; a name that is taken gets a number.
  package func probabilityNames(avoiding taken: [String] = []) -> [String] {
    var used = Set(taken.map { $0.lowercased() })
    return names.map { label in
      var name = "p_\(label)"
      var number = 2
      while !used.insert(name.lowercased()).inserted {
        name = "p_\(label)_\(number)"
        number += 1
      }
      return name
    }
  }

  private static func requireValues(_ column: Column) throws(LearningError) {
    if let row = (0..<column.count).first(where: { column.isMissing($0) }) {
      throw .missingTargets(column: column.name, firstRow: row, count: column.missingCount)
    }
  }

  private static func values(of column: Column) throws(LearningError) -> Values {
    switch column.values {
    case .numbers(let numbers):
      if let row = numbers.firstIndex(where: \.isInfinite) {
        throw .infiniteTarget(column: column.name, row: row)
      }
      // Minus zero is the same class as zero.
      return .numbers(Set(numbers.map { $0 + 0 }).sorted())
    case .flags(let flags):
      return .flags([false, true].filter { flags.contains($0) })
    case .texts(let texts):
      return .texts(texts.sortedLevels)
    case .dates:
      throw .wrongKind(column: column.name, found: .date, needed: .text, purpose: "the target")
    }
  }
}

extension ClassLabels.Values {
  /// The number of labels.
  var count: Int {
    switch self {
    case .numbers(let labels): labels.count
    case .flags(let labels): labels.count
    case .texts(let labels): labels.count
    }
  }

  /// What a column of such labels holds.
  var kind: ColumnKind {
    switch self {
    case .numbers: .number
    case .flags: .flag
    case .texts: .text
    }
  }

  /// The labels as a person reads them; whole numbers without a point.
  var names: [String] {
    switch self {
    case .numbers(let labels): labels.map { Self.name(of: $0) }
    case .flags(let labels): labels.map { "\($0)" }
    case .texts(let labels): labels
    }
  }

  /// The labels in the opposite order.
  var reversed: ClassLabels.Values {
    switch self {
    case .numbers(let labels): .numbers(labels.reversed())
    case .flags(let labels): .flags(labels.reversed())
    case .texts(let labels): .texts(labels.reversed())
    }
  }

  /// Gives a number as a person reads it.
  static func name(of number: Double) -> String {
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

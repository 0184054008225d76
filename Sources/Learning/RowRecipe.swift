import Foundation
import Tables

/// A recipe made ready for one row at a time: the same numbers, without tables.
///
/// Columns are places in two short arrays, and steps are a list of what is done with places. A row
/// that a step would refuse is left to the recipe itself, which says why.
struct RowRecipe: Sendable {
  /// What is done with a row.
  enum Operation: Sendable {
    case scale(Int, origin: Double, width: Double)
    case fill(Int, Double)
    case fillText(Int, String)
    case tellMissing(of: Int, to: Int)
    case tellMissingText(of: Int, to: Int)
    case clip(Int, low: Double, high: Double)
    case logarithm(Int, offset: Double)
    case bin(Int, FittedBinning.ColumnEdges)
    case product([Int], to: Int)
    case ratio(Int, Int, to: Int)
    case datePart(of: Int, DatePart, first: Double, isCyclic: Bool, to: Int)
    case indicate(Int, [String: Int], refusesOthers: Bool)
    case code(Int, [ExactText: Double], missing: Double, other: Double?, to: Int)
    case join(Int, Set<ExactText>, other: String)
  }

  /// The numbers of a row before any step, and zeros for what steps add.
  let numbers: [Double]
  /// How many texts a row has.
  let textCount: Int
  /// The place of each input, among texts for texts and else among numbers.
  let inputs: [Int]
  private let operations: [Operation]
  /// The places of the features.
  private let features: [Int]

  /// Follows the steps of a recipe; nil where one cannot be taken by a single row.
  init?(_ recipe: FittedRecipe) {
    var layout = RowLayout(recipe.inputs)
    for step in recipe.steps {
      guard let step = step as? any RowStep, step.follow(&layout) else { return nil }
    }
    guard let features = layout.features else { return nil }
    self.features = features
    operations = layout.operations
    inputs = layout.inputs
    numbers = [Double](repeating: 0, count: layout.numberCount)
    textCount = layout.textCount
  }

  /// Gives the features of a row; nil where the recipe must look at it.
  func features(numbers: [Double], texts: [String?]) -> [Double]? {
    var (numbers, texts) = (numbers, texts)
    for operation in operations {
      guard Self.apply(operation, &numbers, &texts) else { return nil }
    }
    return features.map { numbers[$0] }
  }

  private static func apply(
    _ operation: Operation, _ numbers: inout [Double], _ texts: inout [String?]
  ) -> Bool {
    switch operation {
    case .scale(let place, let origin, let width):
      numbers[place] = (numbers[place] - origin) / width
    case .fill(let place, let value):
      if numbers[place].isNaN { numbers[place] = value }
    case .fillText(let place, let value):
      if texts[place] == nil { texts[place] = value }
    case .tellMissing(let place, let result): numbers[result] = numbers[place].isNaN ? 1 : 0
    case .tellMissingText(let place, let result): numbers[result] = texts[place] == nil ? 1 : 0
    case .clip(let place, let low, let high):
      let value = numbers[place]
      numbers[place] = value < low ? low : value > high ? high : value
    case .logarithm(let place, let offset):
      let value = numbers[place]
      if value + offset <= 0 { return false }
      numbers[place] = offset == 1 ? log1p(value) : log(value + offset)
    case .bin(let place, let known):
      if !numbers[place].isNaN {
        numbers[place] = Double(FittedBinning.bin(of: numbers[place], known.edges))
      }
    case .product(let factors, let result):
      numbers[result] = factors.reduce(1) { $0 * numbers[$1] }
    case .ratio(let above, let below, let result):
      numbers[result] = numbers[below] == 0 ? .nan : numbers[above] / numbers[below]
    case .datePart(let place, let part, let first, let isCyclic, let result):
      let seconds = [numbers[place]]
      if isCyclic {
        let turn = part.turns(of: seconds)[0]
        numbers[result] = sin(2 * .pi * turn)
        numbers[result + 1] = cos(2 * .pi * turn)
      } else {
        numbers[result] = part.values(of: seconds, since: first)[0]
      }
    case .indicate(let place, let places, let refusesOthers):
      guard let text = texts[place] else { return true }
      guard let result = places[text] else { return !refusesOthers }
      numbers[result] = 1
    case .code(let place, let values, let missing, let other, let result):
      guard let text = texts[place] else {
        numbers[result] = missing
        return true
      }
      guard let value = values[ExactText(text)] ?? other else { return false }
      numbers[result] = value
    case .join(let place, let kept, let other):
      if let text = texts[place], !kept.contains(ExactText(text)) { texts[place] = other }
    }
    return true
  }
}

/// Where the columns of a row are while steps are followed.
struct RowLayout {
  /// A column: a place among numbers or among texts.
  enum Place: Hashable {
    case number(Int)
    case text(Int)
    /// Seconds, among numbers.
    case date(Int)
  }

  private(set) var columns: [(name: String, place: Place)] = []
  private(set) var inputs: [Int] = []
  private(set) var numberCount = 0
  private(set) var textCount = 0
  private(set) var operations: [RowRecipe.Operation] = []

  init(_ inputs: [FittedRecipe.Input]) {
    for input in inputs {
      let place: Place
      switch input.kind {
      case .number, .flag: place = .number(newNumber())
      case .date: place = .date(newNumber())
      case .text:
        place = .text(textCount)
        textCount += 1
      }
      columns.append((input.name, place))
      switch place {
      case .number(let index), .text(let index), .date(let index): self.inputs.append(index)
      }
    }
  }

  /// The places of all columns where they are all numbers.
  var features: [Int]? {
    let places = columns.compactMap { column in
      if case .number(let index) = column.place { index } else { nil }
    }
    return places.count == columns.count ? places : nil
  }

  /// Gives the place of a column of numbers, nil where there is none.
  func number(_ name: String) -> Int? {
    guard case .number(let index)? = place(name) else { return nil }
    return index
  }

  /// Gives the place of a column of texts, nil where there is none.
  func text(_ name: String) -> Int? {
    guard case .text(let index)? = place(name) else { return nil }
    return index
  }

  /// Gives the place of a column of dates, nil where there is none.
  func date(_ name: String) -> Int? {
    guard case .date(let index)? = place(name) else { return nil }
    return index
  }

  private func place(_ name: String) -> Place? { columns.first { $0.name == name }?.place }

  /// Adds something that is done.
  mutating func append(_ operation: RowRecipe.Operation) { operations.append(operation) }

  /// Makes a place for a number.
  mutating func newNumber() -> Int {
    numberCount += 1
    return numberCount - 1
  }

  /// Adds a column of numbers at the end and gives its place; nil where the name is taken.
  mutating func addNumber(_ name: String) -> Int? {
    guard place(name) == nil else { return nil }
    let index = newNumber()
    columns.append((name, .number(index)))
    return index
  }

  /// Puts columns of numbers in the place of a column; false where a name is taken.
  mutating func replace(_ name: String, by numbers: [(name: String, place: Int)]) -> Bool {
    guard let index = columns.firstIndex(where: { $0.name == name }) else { return false }
    columns.replaceSubrange(index...index, with: numbers.map { ($0.name, .number($0.place)) })
    return Set(columns.map(\.name)).count == columns.count
  }
}

/// A fitted step that a single row can take.
protocol RowStep: FittedTableStep {
  /// Adds what is done with a row; false where that cannot be said.
  func follow(_ layout: inout RowLayout) -> Bool
}

import Fleet

/// A formula that queries can call by name, with all that a person has to know of it.
package struct QueryFunction: Sendable {
  /// A number that it takes.
  package struct Argument: Sendable, Hashable {
    package let name: String
    /// What it means, its unit, and what it may be.
    package let summary: String
    /// Whether it is a whole number.
    let isWhole: Bool

    init(_ name: String, _ summary: String) {
      self.name = name
      self.summary = summary
      isWhole = false
    }

    private init(whole name: String, _ summary: String) {
      self.name = name
      self.summary = summary
      isWhole = true
    }

    /// Makes an argument that is a whole number.
    static func whole(_ name: String, _ summary: String) -> Argument {
      Argument(whole: name, summary)
    }
  }

  /// A call and its value, for the reference page and for tests.
  package struct Example: Sendable, Hashable {
    package let call: String
    package let value: Double

    init(_ call: String, _ value: Double) {
      self.call = call
      self.value = value
    }
  }

  package let name: String
  package let arguments: [Argument]
  /// What it gives, in one sentence.
  package let summary: String
  /// The unit of what it gives.
  package let unit: String
  package let formula: String
  /// Where the formula comes from.
  package let source: String
  /// How it is called; nil for a function of a group of rows.
  package let example: Example?
  /// Whether it takes the rows of a group to one number.
  package let isOfGroup: Bool
  /// Gives the value; of a group the arguments come column by column.
  let value: @Sendable (FunctionValues) throws(FleetError) -> Double

  init(
    _ name: String, _ arguments: [Argument], _ summary: String, unit: String, formula: String,
    source: String, example: Example? = nil, isOfGroup: Bool = false,
    value: @escaping @Sendable (FunctionValues) throws(FleetError) -> Double
  ) {
    self.name = name
    self.arguments = arguments
    self.summary = summary
    self.unit = unit
    self.formula = formula
    self.source = source
    self.example = example
    self.isOfGroup = isOfGroup
    self.value = value
  }

  /// How it is called, with the names of its arguments.
  package var signature: String {
    "\(name)(\(arguments.map(\.name).joined(separator: ", ")))"
  }
}

/// The arguments of a call, in order, and of a group the rows of each.
struct FunctionValues {
  private let names: [String]
  private let columns: [[Double]]

  init(names: [String], columns: [[Double]]) {
    self.names = names
    self.columns = columns
  }

  /// The number of rows, 1 for a call on its own.
  var rowCount: Int { columns.first?.count ?? 0 }

  /// Gives a number; of a group the one that all its rows have.
  subscript(_ place: Int) -> Double { columns[place][0] }

  /// Gives the column of an argument.
  func column(_ place: Int) -> [Double] { columns[place] }

  /// Gives a number that is whole.
  func whole(_ place: Int) throws(FleetError) -> Int {
    let value = columns[place][0]
    guard let whole = Int(exactly: value) else {
      throw FleetError(argument: names[place], value: value, allowed: "a whole number")
    }
    return whole
  }
}

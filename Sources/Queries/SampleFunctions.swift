import GRDB

/// The functions of a column's numbers that SQLite does not have: quantiles and spread.
///
/// `median(x)`, `quantile(x, p)`, `stdev(x)` and `variance(x)` take a group of rows to one number.
/// Missing values are left out; a group without a value, and a spread of fewer than two, is NULL.
enum SampleFunctions {
  /// Adds the functions to a connection.
  static func add(to database: Database) {
    let functions = [
      DatabaseFunction("median", argumentCount: 1, pure: true, aggregate: Median.self),
      DatabaseFunction("quantile", argumentCount: 2, pure: true, aggregate: Quantile.self),
      DatabaseFunction("stdev", argumentCount: 1, pure: true, aggregate: Deviation.self),
      DatabaseFunction("variance", argumentCount: 1, pure: true, aggregate: Variance.self),
    ]
    for function in functions { database.add(function: function) }
  }

  /// Gives a number, or nil where it is missing; a text or bytes are refused.
  fileprivate static func number(_ value: DatabaseValue, of name: String) throws -> Double? {
    switch value.storage {
    case .null: return nil
    case .int64(let whole): return Double(whole)
    case .double(let number): return number
    case .string(let text):
      throw DatabaseError(message: "\(name)() needs numbers; it was given the text '\(text)'")
    case .blob: throw DatabaseError(message: "\(name)() needs numbers; it was given bytes")
    }
  }
}

/// Numbers of a group and one of their quantiles.
private struct SortedNumbers {
  private(set) var numbers: [Double] = []

  mutating func append(_ number: Double?) {
    if let number { numbers.append(number) }
  }

  /// Gives the value below which a share lies: type 7 of Hyndman and Fan (1996).
  ///
  /// Between two values it is counted from the nearer one, as NumPy does, so that the figures are
  /// the same to the last bit. Nil for no numbers, and between opposite infinities.
  func quantile(_ share: Double) -> Double? {
    guard !numbers.isEmpty else { return nil }
    let sorted = numbers.sorted()
    let place = Double(sorted.count - 1) * share
    let below = Int(place.rounded(.down))
    let (a, b) = (sorted[below], sorted[min(below + 1, sorted.count - 1)])
    guard a != b else { return a }
    let way = place - Double(below)
    let value = way < 0.5 ? a + (b - a) * way : b - (b - a) * (1 - way)
    return value.isNaN ? nil : value
  }
}

private struct Median: DatabaseAggregate {
  private var group = SortedNumbers()

  init() {}

  mutating func step(_ values: [DatabaseValue]) throws {
    group.append(try SampleFunctions.number(values[0], of: "median"))
  }

  func finalize() -> (any DatabaseValueConvertible)? { group.quantile(0.5) }
}

private struct Quantile: DatabaseAggregate {
  private var group = SortedNumbers()
  private var share: Double?

  init() {}

  mutating func step(_ values: [DatabaseValue]) throws {
    group.append(try SampleFunctions.number(values[0], of: "quantile"))
    guard let share = try SampleFunctions.number(values[1], of: "quantile"), share >= 0, share <= 1
    else {
      throw DatabaseError(
        message: "the second argument of quantile() is \(values[1]); it is a share from 0 to 1, "
          + "such as 0.9 for the value below which nine tenths lie")
    }
    guard self.share.map({ $0 == share }) ?? true else {
      throw DatabaseError(
        message: "the second argument of quantile() differs within a group; it is one share, "
          + "such as 0.9")
    }
    self.share = share
  }

  func finalize() -> (any DatabaseValueConvertible)? { share.flatMap(group.quantile) }
}

/// The mean and the sum of squared distances from it, row by row (Welford 1962).
private struct Spread {
  private var count = 0.0
  private var mean = 0.0
  private var squares = 0.0

  mutating func append(_ number: Double?) {
    guard let number else { return }
    count += 1
    let distance = number - mean
    mean += distance / count
    squares += distance * (number - mean)
  }

  /// The sample variance, with one less than the count; nil for fewer than two numbers.
  var variance: Double? {
    guard count > 1, !squares.isNaN else { return nil }
    return squares / (count - 1)
  }
}

private struct Variance: DatabaseAggregate {
  private var spread = Spread()

  init() {}

  mutating func step(_ values: [DatabaseValue]) throws {
    spread.append(try SampleFunctions.number(values[0], of: "variance"))
  }

  func finalize() -> (any DatabaseValueConvertible)? { spread.variance }
}

private struct Deviation: DatabaseAggregate {
  private var spread = Spread()

  init() {}

  mutating func step(_ values: [DatabaseValue]) throws {
    spread.append(try SampleFunctions.number(values[0], of: "stdev"))
  }

  func finalize() -> (any DatabaseValueConvertible)? { spread.variance?.squareRoot() }
}

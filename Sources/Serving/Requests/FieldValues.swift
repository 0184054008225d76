import Tables

/// The values of a field, collected row by row.
enum FieldValues {
  case numbers([Double])
  case texts(TextCoder, count: Int)
  case dates(TextCoder, count: Int)

  init(_ kind: ColumnKind) {
    switch kind {
    case .number, .flag: self = .numbers([])
    case .text: self = .texts(TextCoder(), count: 0)
    case .date: self = .dates(TextCoder(), count: 0)
    }
  }

  /// How many rows have been collected.
  var count: Int {
    switch self {
    case .numbers(let numbers): numbers.count
    case .texts(_, let count), .dates(_, let count): count
    }
  }

  /// Adds a row without a value.
  mutating func appendMissing() {
    switch self {
    case .numbers: append(.nan)
    case .texts(var coder, let count):
      self = .numbers([])
      coder.append(nil)
      self = .texts(coder, count: count + 1)
    case .dates(var coder, let count):
      self = .numbers([])
      coder.append(nil)
      self = .dates(coder, count: count + 1)
    }
  }

  /// Adds a number to a field of numbers.
  mutating func append(_ number: Double) {
    guard case .numbers(var numbers) = self else { return }
    // Emptied first, so that the numbers are not copied.
    self = .numbers([])
    numbers.append(number)
    self = .numbers(numbers)
  }

  /// Adds a text to a field of texts or dates; false where it is no date.
  mutating func append(_ text: String) -> Bool {
    switch self {
    case .numbers: return false
    case .texts(var coder, let count):
      self = .numbers([])
      coder.append(text)
      self = .texts(coder, count: count + 1)
    case .dates(var coder, let count):
      guard DateValues(texts: TextValues([text])) != nil else { return false }
      self = .numbers([])
      coder.append(text)
      self = .dates(coder, count: count + 1)
    }
    return true
  }

  /// Gives the column; nil where dates have a zone in some rows only.
  func column(_ name: String) -> Column? {
    switch self {
    case .numbers(let numbers): Column(name, numbers: numbers)
    case .texts(let coder, _): Column(name, .texts(coder.values))
    case .dates(let coder, _):
      DateValues(texts: coder.values).map { Column(name, dates: $0) }
    }
  }
}

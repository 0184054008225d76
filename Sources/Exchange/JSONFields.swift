/// An object of a JSON text whose members are asked for one by one, each with its place.
struct JSONFields {
  private let members: [String: JSONValue]
  /// The names from the outside in, with points between them; empty for the outermost.
  let path: String

  init(_ value: JSONValue, path: String = "") throws(ExchangeError) {
    guard case .object(let members) = value else {
      throw .wrongField(
        path: path.isEmpty ? "the outermost value" : path, needed: "an object", found: value.word)
    }
    self.members = members
    self.path = path
  }

  private func place(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

  private func wrong(_ name: String, _ needed: String) -> ExchangeError {
    .wrongField(path: place(name), needed: needed, found: members[name]?.word ?? "absent")
  }

  /// Tells whether there is a member of a name.
  func has(_ name: String) -> Bool { members[name] != nil }

  /// Gives a member that is an object.
  func object(_ name: String) throws(ExchangeError) -> JSONFields {
    guard let member = members[name] else { throw wrong(name, "an object") }
    return try JSONFields(member, path: place(name))
  }

  /// Gives a member that is a text.
  func text(_ name: String) throws(ExchangeError) -> String {
    guard case .text(let text)? = members[name] else { throw wrong(name, "a text") }
    return text
  }

  /// Gives the texts of a list; an empty list has none.
  func texts(_ name: String) throws(ExchangeError) -> [String] {
    switch members[name] {
    case .numbers(let numbers)? where numbers.isEmpty: return []
    case .list(let items)?:
      var texts: [String] = []
      for case .text(let text) in items { texts.append(text) }
      guard texts.count == items.count else { throw wrong(name, "a list of texts") }
      return texts
    default: throw wrong(name, "a list of texts")
    }
  }

  /// Gives the objects of a list; an empty list has none.
  func objects(_ name: String) throws(ExchangeError) -> [JSONFields] {
    switch members[name] {
    case .numbers(let numbers)? where numbers.isEmpty: return []
    case .list(let items)?:
      var objects: [JSONFields] = []
      for (index, item) in items.enumerated() {
        objects.append(try JSONFields(item, path: "\(place(name))[\(index)]"))
      }
      return objects
    default: throw wrong(name, "a list of objects")
    }
  }

  /// Gives a list of numbers, of a length where one is asked for.
  func numbers(_ name: String, count: Int? = nil) throws(ExchangeError) -> [Double] {
    let numbers: [Double]
    switch members[name] {
    case .numbers(let found)?: numbers = found
    case .list(let items)?:
      // Older versions wrote truth values where newer ones have 0 and 1.
      numbers = items.compactMap { item in
        switch item {
        case .flag(let flag): flag ? 1 : 0
        case .number(let number): number
        default: nil
        }
      }
      guard numbers.count == items.count else { throw wrong(name, "a list of numbers") }
    default: throw wrong(name, "a list of numbers")
    }
    guard count.map({ $0 == numbers.count }) ?? true else {
      throw .wrongField(
        path: place(name), needed: "a list of \(count ?? 0)", found: "a list of \(numbers.count)")
    }
    return numbers
  }

  /// Gives whole numbers within a range, of a length where one is asked for.
  func integers(
    _ name: String, count: Int? = nil, in range: ClosedRange<Int>
  ) throws(ExchangeError) -> [Int] {
    var integers: [Int] = []
    for number in try numbers(name, count: count) {
      guard let integer = Int(exactly: number), range.contains(integer) else {
        throw .wrongField(
          path: place(name),
          needed: "whole numbers from \(range.lowerBound) to \(range.upperBound)",
          found: "a list with \(number)")
      }
      integers.append(integer)
    }
    return integers
  }

  /// Gives a whole number within a range, which XGBoost writes as a text.
  func integer(_ name: String, in range: ClosedRange<Int>) throws(ExchangeError) -> Int {
    let number: Int?
    switch members[name] {
    case .text(let text)?: number = Int(text)
    case .number(let value)?: number = Int(exactly: value)
    default: throw wrong(name, "a whole number")
    }
    guard let number, range.contains(number) else {
      throw .wrongField(
        path: place(name), needed: "from \(range.lowerBound) to \(range.upperBound)",
        found: number.map { "\($0)" } ?? "another text or number")
    }
    return number
  }
}

package import Tables

/// The column that a table is most likely about, for those who have not said it.
package enum TargetGuess {
  private static let names = [
    "target", "label", "class", "y", "outcome", "response", "result", "price", "salary", "default",
    "churn", "survived", "diagnosis", "species", "quality", "sales", "income", "amount", "score",
    "status", "count", "rating", "rent",
  ]

  /// A column, and why it may be the target.
  package struct Guess: Sendable, Hashable {
    package let column: String
    package let reason: String
  }

  /// Guesses by names, and else takes the last column that can be predicted; nil where none can.
  package static func guess(_ table: Table) -> Guess? {
    let columns = table.columns.filter(canBePredicted)
    for name in names {
      if let column = columns.first(where: { $0.name.lowercased() == name }) {
        return Guess(column: column.name, reason: "by its name")
      }
    }
    for column in columns {
      let words = ColumnFacts.words(of: column.name)
      if let last = words.last, names.contains(last), last != "y" {
        return Guess(column: column.name, reason: "by its name")
      }
    }
    let others = columns.filter { column in
      ColumnFacts.words(of: column.name).last.map { !["id", "key", "no", "index"].contains($0) }
        ?? true
    }
    return (others.last ?? columns.last).map {
      Guess(column: $0.name, reason: "it is the last one")
    }
  }

  private static func canBePredicted(_ column: Column) -> Bool {
    switch column.values {
    case .dates: return false
    case .flags: return true
    case .numbers(let numbers):
      let known = numbers.lazy.filter(\.isFinite)
      guard let first = known.first else { return false }
      return known.contains { $0 != first }
    case .texts(let texts):
      let count = Set(texts.codes).subtracting([TextValues.missing]).count
      return (2...BeginningTarget.classesMax).contains(count) && count * 2 <= column.count
    }
  }
}

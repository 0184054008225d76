import Diagnostics

/// The names that a query may use, for saying what was probably meant.
struct QueryNames {
  /// The columns of each table.
  let tables: [String: [String]]

  /// Turns the words of SQLite into a problem, with its place in the query where it is known.
  func error(
    message: String, refusal: QueryError.Problem?, offset: Int?, in sql: String
  ) -> QueryError {
    switch refusal {
    case .refusedFunction(let word), .refusedTable(let word), .refusedAction(let word):
      return QueryError(
        refusal ?? .failed(message: message), offset: offset ?? Self.offset(of: word, in: sql))
    case .some(let problem):
      return QueryError(problem)
    case nil:
      break
    }
    if let name = Self.rest(of: message, after: "no such column: ") {
      let column = Self.lastPart(of: name)
      return QueryError(
        .unknownColumn(name), offset: offset,
        suggestion: Suggestion.nearest(to: column, among: allColumns))
    }
    if let name = Self.rest(of: message, after: "no such table: ") {
      return QueryError(
        .unknownTable(name), offset: offset ?? Self.offset(of: name, in: sql),
        suggestion: Suggestion.nearest(to: name, among: tables.keys.sorted()))
    }
    if let name = Self.rest(of: message, after: "no such function: ") {
      return QueryError(
        .unknownFunction(name), offset: offset,
        suggestion: Suggestion.nearest(to: name, among: FleetFunctions.all.map(\.name)))
    }
    if let name = Self.rest(of: message, after: "ambiguous column name: ") {
      return QueryError(.ambiguousColumn(name), offset: offset)
    }
    if message.hasSuffix("syntax error") || message == "incomplete input" {
      let end = message == "incomplete input" ? sql.utf8.count : nil
      return QueryError(.syntax(message: message), offset: offset ?? end)
    }
    return QueryError(.failed(message: message), offset: offset)
  }

  private var allColumns: [String] {
    tables.keys.sorted().flatMap { tables[$0, default: []] }
  }

  private static func rest(of message: String, after start: String) -> String? {
    message.hasPrefix(start) ? String(message.dropFirst(start.count)) : nil
  }

  private static func lastPart(of name: String) -> String {
    name.split(separator: ".").last.map(String.init) ?? name
  }

  /// Finds a name as a whole word of the query, in any case.
  private static func offset(of word: String, in sql: String) -> Int? {
    let text = Array(QueryRules.folded(sql).utf8)
    let word = Array(QueryRules.folded(word).utf8)
    guard !word.isEmpty, text.count >= word.count else { return nil }
    func isPartOfName(_ index: Int) -> Bool {
      guard text.indices.contains(index) else { return false }
      let byte = text[index]
      return byte >= 0x80 || byte == UInt8(ascii: "_") || (byte >= 48 && byte <= 57)
        || (byte >= 97 && byte <= 122)
    }
    return (0...text.count - word.count).first { start in
      text[start..<start + word.count].elementsEqual(word)
        && !isPartOfName(start - 1) && !isPartOfName(start + word.count)
    }
  }
}

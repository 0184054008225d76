/// What is wrong with a query, or with what it gives.
package struct QueryError: Error, Hashable, Sendable {
  /// The problem with what belongs to it; rows count from 1.
  package enum Problem: Hashable, Sendable {
    case ambiguousColumn(String)
    case blobValue(column: String, row: Int)
    case cancelled
    case duplicateColumn(String)
    /// Anything that only SQLite can put into words.
    case failed(message: String)
    case integerTooLarge(Int64, column: String, row: Int)
    case mixedKinds(column: String, row: Int, kind: String, firstRow: Int, firstKind: String)
    /// Names of tables, or of columns of a table, that SQL does not tell apart.
    case namesDifferInCaseOnly(String, String)
    case noColumns(table: String)
    case notASelect
    case parametersRefused
    case refusedAction(String)
    case refusedFunction(String)
    case refusedTable(String)
    case severalStatements
    case syntax(message: String)
    case tooManySteps(limit: Int)
    case tooManyValues(limit: Int)
    case unknownColumn(String)
    case unknownFunction(String)
    case unknownTable(String)
    case unnamedColumn(number: Int)
  }

  package let problem: Problem
  /// The offset of the problem in the UTF-8 bytes of the query, where it is known.
  package let offset: Int?
  /// The name that was probably meant.
  package let suggestion: String?

  package init(_ problem: Problem, offset: Int? = nil, suggestion: String? = nil) {
    self.problem = problem
    self.offset = offset
    self.suggestion = suggestion
  }

  /// The problem as a sentence in lower case.
  package var message: String {
    switch problem {
    case .ambiguousColumn(let name): "more than one table has a column '\(name)'; name the table"
    case .blobValue(let column, let row):
      "row \(row) of column '\(column)' is bytes; numbers and texts are allowed"
    case .cancelled: "the query was cancelled"
    case .duplicateColumn(let name):
      "two columns of the result have the name '\(name)'; name them with AS"
    case .failed(let message): message
    case .integerTooLarge(let value, let column, let row):
      "\(value) in row \(row) of column '\(column)' is too large to be kept exactly; "
        + "whole numbers up to 2^53 are allowed"
    case .mixedKinds(let column, let row, let kind, let firstRow, let firstKind):
      "row \(row) of column '\(column)' is a \(kind) and row \(firstRow) a \(firstKind); "
        + "a column is all numbers or all texts (CAST makes one of the other)"
    case .namesDifferInCaseOnly(let first, let second):
      "SQL does not tell the names '\(first)' and '\(second)' apart"
    case .noColumns(let table): "the table '\(table)' has no columns"
    case .notASelect: "a query is one SELECT"
    case .parametersRefused: "a query has no parameters, as there are no values for them"
    case .refusedAction(let action): "\(action) is not allowed; a query only reads its tables"
    case .refusedFunction(let name):
      "\(name) is not allowed; a query must give the same result each time"
    case .refusedTable(let name): "'\(name)' is not a table that a query may read"
    case .severalStatements: "more than one statement; a query is one SELECT"
    case .syntax(let message): "the query cannot be read: \(message)"
    case .tooManySteps(let limit):
      "the query does not end within \(limit) steps; look for a join or recursion without a limit"
    case .tooManyValues(let limit): "the result has more than \(limit) values"
    case .unknownColumn(let name): "no table of the query has a column '\(name)'"
    case .unknownFunction(let name): "SQL has no function '\(name)'"
    case .unknownTable(let name): "the query has no table '\(name)'"
    case .unnamedColumn(let number): "column \(number) of the result has no name; name it with AS"
    }
  }
}

extension QueryError: CustomStringConvertible {
  /// What would help, as a sentence, where something is known.
  package var hint: String? {
    if let suggestion { return "did you mean `\(suggestion)`?" }
    if case .unknownColumn = problem {
      return "texts stand in single quotes, and names of columns in double quotes or none"
    }
    return nil
  }

  package var description: String {
    message + (hint.map { "; \($0)" } ?? "")
  }
}

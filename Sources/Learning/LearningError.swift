package import Digests
package import Tables

/// What can be wrong with rows, recipes, settings and stored models; rows are counted from 0.
package enum LearningError: Error, Sendable, Equatable {
  case damagedModel(ByteReaderError)
  case dateColumnsLeft(columns: [String])
  case duplicateColumn(name: String)
  case emptyColumn(name: String, purpose: String)
  case goldenMismatch(row: Int, stored: Double, computed: Double)
  case infiniteFeature(column: String, row: Int)
  case infiniteTarget(column: String, row: Int)
  case missingFeature(column: String, row: Int)
  case missingTargets(column: String, firstRow: Int, count: Int)
  case noFeatures
  case noRows
  case outOfDomain(column: String, row: Int, value: Double, offset: Double)
  case refusedWeight(column: String, row: Int, value: Double)
  case repeatedTime(column: String, group: String?, firstRow: Int, secondRow: Int)
  case settingOutOfRange(name: String, value: String, allowed: String)
  case textColumnsLeft(columns: [String])
  case tooFewRows(count: Int, needed: Int, purpose: String)
  case tooLarge(what: String, row: Int, value: Double, limit: Double)
  case unknownColumn(name: String, known: [String])
  case unknownLevel(column: String, level: String, row: Int, known: [String])
  case unknownPredictor(format: String, known: [String])
  case wrongKind(column: String, found: ColumnKind, needed: ColumnKind, purpose: String)
}

extension LearningError: CustomStringConvertible {
  /// What is wrong, the value, and what is allowed, in one line without a full stop.
  package var description: String {
    switch self {
    case .damagedModel(let cause):
      "the stored model cannot be read: at byte \(cause.offset) there is not \(cause.expected)"
    case .dateColumnsLeft(let columns):
      "\(columns.count == 1 ? "column" : "columns") \(Self.quoted(columns)) still "
        + "\(columns.count == 1 ? "holds" : "hold") dates after the recipe's steps"
    case .duplicateColumn(let name):
      "two columns have the name '\(name)' after the recipe's steps"
    case .emptyColumn(let name, let purpose):
      "column '\(name)' has no value in the training rows, so \(purpose) cannot be fitted"
    case .goldenMismatch(let row, let stored, let computed):
      "the model gives \(computed) for its remembered row \(row + 1), and not \(stored)"
    case .infiniteFeature(let column, let row):
      "column '\(column)' is infinite in row \(row + 1); this learner needs finite numbers"
    case .infiniteTarget(let column, let row):
      "target '\(column)' is infinite in row \(row + 1); a target is a finite number"
    case .missingFeature(let column, let row):
      "column '\(column)' has no value in row \(row + 1); this learner needs every value"
    case .missingTargets(let column, let firstRow, let count):
      "target '\(column)' has no value in \(count) \(count == 1 ? "row" : "rows"), "
        + "the first is row \(firstRow + 1)"
    case .noFeatures:
      "the recipe leaves no column to learn from"
    case .noRows:
      "there are no rows to learn from"
    case .outOfDomain(let column, let row, let value, let offset):
      "column '\(column)' is \(value) in row \(row + 1); with `offset: \(offset)` a logarithm "
        + "needs values above \(0 - offset)"
    case .repeatedTime(let column, let group, let firstRow, let secondRow):
      "column '\(column)' has the same value in rows \(firstRow + 1) and \(secondRow + 1)"
        + (group.map { " of group '\($0)'" } ?? "") + ", so neither comes before the other"
    case .refusedWeight(let column, let row, let value):
      "weight '\(column)' is \(value) in row \(row + 1); a weight is a finite number, 0 or more, "
        + "and one of them is above 0"
    case .settingOutOfRange(let name, let value, let allowed):
      "\(name) is \(value); it must be \(allowed)"
    case .textColumnsLeft(let columns):
      "\(columns.count == 1 ? "column" : "columns") \(Self.quoted(columns)) still "
        + "\(columns.count == 1 ? "holds" : "hold") text after the recipe's steps"
    case .tooFewRows(let count, let needed, let purpose):
      "there \(count == 1 ? "is 1 row" : "are \(count) rows"); \(purpose) needs \(needed)"
    case .tooLarge(let what, let row, let value, let limit):
      "\(what) is \(value) in row \(row + 1); the greatest size allowed is \(limit)"
    case .unknownColumn(let name, let known):
      "there is no column '\(name)'; the columns are \(Self.quoted(known))"
    case .unknownLevel(let column, let level, let row, let known):
      "column '\(column)' is '\(level)' in row \(row + 1), which no training row had; "
        + "they had \(Self.quoted(known))"
    case .unknownPredictor(let format, let known):
      "the stored model is of the form '\(format)'; the known forms are \(Self.quoted(known))"
    case .wrongKind(let column, let found, let needed, let purpose):
      "column '\(column)' holds \(Self.word(found)); \(purpose) needs \(Self.word(needed))"
    }
  }

  /// What the reader can do next, where there is something to say.
  package var hint: String? {
    switch self {
    case .damagedModel, .goldenMismatch:
      "train the model again"
    case .dateColumnsLeft:
      "add a `date-parts` step for them, or put them under `ignore`"
    case .duplicateColumn(let name):
      "rename '\(name)' or put it under `ignore`"
    case .emptyColumn(let name, _):
      "put '\(name)' under `ignore`"
    case .infiniteFeature, .infiniteTarget:
      "remove these rows, or name the value under `missing` where the table is read"
    case .missingFeature:
      "add an `impute` step to the recipe"
    case .missingTargets:
      "remove these rows before the recipe"
    case .textColumnsLeft:
      "add a `one-hot`, `ordinal` or `target-mean` step for them, or put them under `ignore`"
    case .unknownLevel:
      "set `unseen: zeros` on a `one-hot` step, or `unseen: missing` on an `ordinal` step, "
        + "to accept such rows"
    case .outOfDomain:
      "set a greater `offset`, or add a `clip` step before it"
    case .repeatedTime(_, let group, _, _):
      group == nil
        ? "set `group` to the column that tells the series apart"
        : "leave one of the rows out, or choose a finer time"
    case .wrongKind(_, .text, .number, _):
      "choose `columns: numeric`, or set the column's type where the table is read"
    case .wrongKind(_, .number, .text, _):
      "set the column's type to text where the table is read"
    case .tooLarge:
      "give the column in a larger unit"
    case .noFeatures, .noRows, .refusedWeight, .settingOutOfRange, .tooFewRows,
      .unknownColumn, .unknownPredictor, .wrongKind:
      nil
    }
  }

  // A wide table would fill the screen, so a list stops after a dozen names.
  private static func quoted(_ names: [String]) -> String {
    let shown = names.prefix(12).map { "'\($0)'" }.joined(separator: ", ")
    return names.count > 12 ? "\(shown) and \(names.count - 12) more" : shown
  }

  private static func word(_ kind: ColumnKind) -> String {
    switch kind {
    case .number: "numbers"
    case .text: "text"
    case .flag: "flags"
    case .date: "dates"
    }
  }
}

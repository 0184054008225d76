package import Digests
package import Tables

/// What can be wrong with rows, recipes, settings and stored models; rows are counted from 0.
package enum LearningError: Error, Sendable, Equatable {
  case cancelled
  case classWeightsOfValues(column: String)
  case classSettingOfValues(setting: String, column: String)
  case costsOfManyClasses(count: Int)
  case damagedModel(ByteReaderError)
  case dateColumnsLeft(columns: [String])
  case diverged(epoch: Int)
  case duplicateColumn(name: String)
  case emptyColumn(name: String, purpose: String)
  case goldenMismatch(row: Int, stored: Double, computed: Double)
  case infiniteFeature(column: String, row: Int)
  case infiniteTarget(column: String, row: Int)
  case missingFeature(column: String, row: Int)
  case missingRole(column: String, row: Int, role: String)
  case missingTargets(column: String, firstRow: Int, count: Int)
  case negativeCount(row: Int, value: Double)
  case noFeatures
  case needsClasses(learner: String)
  case needsValues(learner: String)
  case noLogarithm(column: String, row: Int, value: Double)
  case noRows
  case noWeightLeft
  case oneClass(column: String, label: String)
  case outOfDomain(column: String, row: Int, value: Double, offset: Double)
  case positiveOfMany(column: String, count: Int)
  case programFailed(reason: String, lastLines: [String])
  case refusedWeight(column: String, row: Int, value: Double)
  case repeatedTime(column: String, group: String?, firstRow: Int, secondRow: Int)
  case settingOutOfRange(name: String, value: String, allowed: String)
  case textColumnsLeft(columns: [String])
  case stepOfManyClasses(step: String, count: Int)
  case tooFewRows(count: Int, needed: Int, purpose: String)
  case tooFewValues(count: Int, needed: Int, purpose: String)
  case tooLarge(what: String, row: Int, value: Double, limit: Double)
  case tooManyClasses(column: String, kind: ColumnKind, count: Int)
  case unknownClass(column: String, label: String, row: Int, known: [String])
  case unknownColumn(name: String, known: [String])
  case unknownLabel(setting: String, label: String, known: [String])
  case unknownLevel(column: String, level: String, row: Int, known: [String])
  case unknownPredictor(format: String, known: [String])
  case wrongKind(column: String, found: ColumnKind, needed: ColumnKind, purpose: String)
}

extension LearningError: CustomStringConvertible {
  /// What is wrong, the value, and what is allowed, in one line without a full stop.
  package var description: String {
    switch self {
    case .cancelled:
      "the work was called off"
    case .classWeightsOfValues(let column):
      "`class-weights` is for classes, and of target '\(column)' values are predicted"
    case .classSettingOfValues(let setting, let column):
      "`\(setting)` is for classes, and of target '\(column)' values are predicted"
    case .costsOfManyClasses(let count):
      "`costs` is for two classes, and there are \(count)"
    case .damagedModel(let cause):
      "the stored model cannot be read: at byte \(cause.offset) there is not \(cause.expected)"
    case .dateColumnsLeft(let columns):
      "\(columns.count == 1 ? "column" : "columns") \(Self.quoted(columns)) still "
        + "\(columns.count == 1 ? "holds" : "hold") dates after the recipe's steps"
    case .diverged(let epoch):
      "the training ran away in epoch \(epoch): its loss is no longer a finite number"
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
    case .missingRole(let column, let row, let role):
      "column '\(column)' has no value in row \(row + 1); a \(role) is needed for every row"
    case .missingTargets(let column, let firstRow, let count):
      "target '\(column)' has no value in \(count) \(count == 1 ? "row" : "rows"), "
        + "the first is row \(firstRow + 1)"
    case .negativeCount(let row, let value):
      "the target is \(value) in row \(row + 1); `loss: poisson` is for counts, 0 or more"
    case .noFeatures:
      "the recipe leaves no column to learn from"
    case .needsClasses(let learner):
      "`\(learner)` predicts classes, and the target's values are to be predicted"
    case .needsValues(let learner):
      "`\(learner)` predicts values, and the target has classes"
    case .noLogarithm(let column, let row, let value):
      "target '\(column)' is \(value) in row \(row + 1); `target-scale: logarithm` needs targets "
        + "above 0"
    case .noRows:
      "there are no rows to learn from"
    case .noWeightLeft:
      "`class-weights` leave no training row with a weight above 0"
    case .oneClass(let column, let label):
      "target '\(column)' is '\(label)' in every row; there must be two classes or more"
    case .outOfDomain(let column, let row, let value, let offset):
      "column '\(column)' is \(value) in row \(row + 1); with `offset: \(offset)` a logarithm "
        + "needs values above \(0 - offset)"
    case .positiveOfMany(let column, let count):
      "target '\(column)' has \(count) classes; only one of two can be the positive one"
    case .repeatedTime(let column, let group, let firstRow, let secondRow):
      "column '\(column)' has the same value in rows \(firstRow + 1) and \(secondRow + 1)"
        + (group.map { " of group '\($0)'" } ?? "") + ", so neither comes before the other"
    case .programFailed(let reason, _):
      reason
    case .refusedWeight(let column, let row, let value):
      "weight '\(column)' is \(value) in row \(row + 1); a weight is a finite number, 0 or more, "
        + "and one of them is above 0"
    case .settingOutOfRange(let name, let value, let allowed):
      "\(name) is \(value); it must be \(allowed)"
    case .stepOfManyClasses(let step, let count):
      "`\(step)` needs numbers or two classes as a target, and there are \(count) classes"
    case .textColumnsLeft(let columns):
      "\(columns.count == 1 ? "column" : "columns") \(Self.quoted(columns)) still "
        + "\(columns.count == 1 ? "holds" : "hold") text after the recipe's steps"
    case .tooFewRows(let count, let needed, let purpose):
      "there \(count == 1 ? "is 1 row" : "are \(count) rows"); \(purpose) needs \(needed)"
    case .tooFewValues(let count, let needed, let purpose):
      "there \(count == 1 ? "is" : "are") \(count); there must be \(purpose): \(needed) or more"
    case .tooLarge(let what, let row, let value, let limit):
      "\(what) is \(value) in row \(row + 1); the greatest size allowed is \(limit)"
    case .tooManyClasses(let column, _, let count):
      "target '\(column)' has \(count) different values; there can be \(ClassLabels.countRange.upperBound) "
        + "classes"
    case .unknownClass(let column, let label, let row, let known):
      "target '\(column)' is '\(label)' in row \(row + 1), which no training row had; "
        + "they had \(Self.quoted(known))"
    case .unknownColumn(let name, let known):
      "there is no column '\(name)'; the columns are \(Self.quoted(known))"
    case .unknownLabel(let setting, let label, let known):
      "`\(setting)` names the class '\(label)'; the classes are \(Self.quoted(known))"
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
    case .costsOfManyClasses:
      "give `cost-matrix`, which has a cost for each pair of classes"
    case .damagedModel, .goldenMismatch:
      "train the model again"
    case .dateColumnsLeft:
      "add a `date-parts` step for them, or put them under `ignore`"
    case .diverged:
      "lower `learning-rate`, set `clip: 1`, or scale the features in the recipe"
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
    case .noLogarithm:
      "leave `target-scale` out, or remove these rows before the recipe"
    case .needsClasses:
      "choose a learner of values, such as `linear` or `trees`; `task: classes` in the recipe makes "
        + "classes of a target of numbers"
    case .needsValues:
      "choose a learner of classes, such as `logistic` or `trees`; `task: values` in the recipe takes "
        + "a target of numbers or flags as numbers"
    case .negativeCount:
      "choose `loss: squared` or `absolute`"
    case .oneClass:
      "choose another target, or rows in which it differs"
    case .positiveOfMany:
      "leave `positive` out"
    case .stepOfManyClasses:
      "use `one-hot` or `ordinal`"
    case .textColumnsLeft:
      "add a `one-hot`, `ordinal` or `target-mean` step for them, or put them under `ignore`; where "
        + "numbers are meant, declare `types: {COLUMN: number}` where the table is read, and the value "
        + "that is none is named"
    case .tooManyClasses(_, .number, _):
      "leave `task: classes` out to predict its value"
    case .tooManyClasses:
      "a column with so many different texts is a name or a remark; choose another target"
    case .unknownClass:
      "leave such rows out, or train with rows of this class"
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
    case .programFailed(_, let lastLines):
      lastLines.isEmpty ? nil : lastLines.joined(separator: "\n")
    case .tooLarge:
      "give the column in a larger unit"
    case .cancelled, .classSettingOfValues, .classWeightsOfValues, .noFeatures, .noRows,
      .noWeightLeft, .refusedWeight, .missingRole, .settingOutOfRange, .tooFewRows, .tooFewValues,
      .unknownColumn, .unknownLabel, .unknownPredictor, .wrongKind:
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

import Learning
import Tables

extension ServingProblem {
  /// Takes what a model said of rows; they count from the one given.
  init(_ error: LearningError, fields: [ServedField], firstRow: Int) {
    let first = firstRow + 1
    switch error {
    case .unknownLevel(let column, _, let row, let known):
      self.init(
        .unknownLevel, "'\(column)' has a text in row \(row + first) that no training row had",
        field: column, row: row + first, allowed: "one of " + ServedField.shown(known))
    case .missingFeature(let column, let row):
      self.init(
        .missingValue, "'\(column)' has no value in row \(row + first), and the model needs one",
        field: column, row: row + first, allowed: Self.allowed(column, fields))
    case .missingRole(let column, let row, let role):
      self.init(
        .missingValue, "'\(column)' has no value in row \(row + first), and a \(role) is needed",
        field: column, row: row + first, allowed: Self.allowed(column, fields))
    case .infiniteFeature(let column, let row):
      self.init(
        .notFinite, "'\(column)' is infinite in row \(row + first)", field: column,
        row: row + first, allowed: "finite numbers")
    case .outOfDomain(let column, let row, _, let offset):
      self.init(
        .refusedValue,
        "'\(column)' has a value in row \(row + first) that has no logarithm", field: column,
        row: row + first, allowed: "numbers above \(0 - offset)")
    case .tooLarge(let what, let row, _, let limit):
      self.init(
        .refusedValue, "\(what) is too large in row \(row + first)", row: row + first,
        allowed: "at most \(limit)")
    case .repeatedTime(let column, _, let one, let other):
      self.init(
        .refusedValue,
        "'\(column)' has the same time in rows \(one + first) and \(other + first)",
        field: column, row: other + first, allowed: "one row for each time")
    case .unknownColumn(let name, let known):
      self.init(
        .missingField, "there is no field '\(name)', which the model needs", field: name,
        allowed: Self.allowed(name, fields) ?? ServedField.shown(known))
    case .wrongKind(let column, _, _, _):
      self.init(
        .wrongType, "'\(column)' holds values of another type", field: column,
        allowed: Self.allowed(column, fields))
    case .programFailed, .cancelled, .damagedModel, .unknownPredictor:
      self.init(.failed, "the model could not predict")
    default:
      self.init(.refusedValue, error.description)
    }
  }

  private static func allowed(_ name: String, _ fields: [ServedField]) -> String? {
    fields.first { $0.name == name }?.allowed
  }
}

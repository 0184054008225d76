import Diagnostics
package import Learning
package import Tables

/// A column that a model reads, as a request gives it.
package struct ServedField: Sendable {
  package let name: String
  /// The name as it stands in JSON without escapes.
  let nameBytes: [UInt8]
  /// What it held in training.
  package let entry: FeatureSchema.Entry
  /// Whether the model predicts rows without it.
  package let acceptsMissing: Bool
  /// Whether the model predicts rows with a text that no training row had; true of other kinds.
  package let acceptsUnknown: Bool

  package init(entry: FeatureSchema.Entry, acceptsMissing: Bool, acceptsUnknown: Bool) {
    name = entry.name
    nameBytes = Array(entry.name.utf8)
    self.entry = entry
    self.acceptsMissing = acceptsMissing
    self.acceptsUnknown = acceptsUnknown
  }

  /// What a value is.
  package var kind: ColumnKind { entry.kind }

  /// The texts that training rows had; empty where there were too many to tell.
  package var levels: [String] {
    if case .texts(let levels) = entry.content { levels } else { [] }
  }

  /// What is allowed, in a few words.
  package var allowed: String {
    let value =
      switch entry.content {
      case .numbers: "a finite number"
      case .dates: "a date such as 2024-05-31 or 2024-05-31T10:30:00"
      case .texts(let levels):
        acceptsUnknown || levels.isEmpty ? "a text" : "one of " + Self.shown(levels)
      }
    return acceptsMissing ? value + ", or null" : value
  }

  /// Names of which a long list shows the first.
  static func shown(_ names: [String]) -> String {
    let shown = names.prefix(12).map { "'\($0)'" }.joined(separator: ", ")
    return names.count > 12 ? "\(shown) and \(names.count - 12) more" : shown
  }

  /// The problem of a field that is none of the model's.
  static func surplus(_ name: String, among fields: [ServedField], row: Int?) -> ServingProblem {
    let names = fields.map(\.name)
    let shownName = name.count > 80 ? "\(name.prefix(80))…" : name
    // A name of any length may come, and finding the nearest takes time with its length.
    let meant =
      Suggestion.nearest(to: shownName, among: names).map { "; did you mean '\($0)'?" } ?? ""
    return ServingProblem(
      .extraField, "the model has no field '\(shownName)'\(meant)", field: shownName, row: row,
      allowed: shown(names))
  }
}

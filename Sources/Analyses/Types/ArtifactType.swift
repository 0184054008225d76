/// What is known of a stage's output before anything runs.
package enum ArtifactType: Sendable, Hashable {
  case table(TableType)
  case recipe(RecipeType)
  case model(ModelType)
  case settings(SettingsType)
  case metrics
  case figure
  case document
  case file

  /// The sort of an output, without its particulars.
  package enum Sort: String, Sendable, Hashable, CaseIterable {
    case table, recipe, model, settings, metrics, figure, document, file
  }

  /// The sort of artifact, without what it holds.
  package var sort: Sort {
    switch self {
    case .table: .table
    case .recipe: .recipe
    case .model: .model
    case .settings: .settings
    case .metrics: .metrics
    case .figure: .figure
    case .document: .document
    case .file: .file
    }
  }

  /// The table type, or nil.
  package var table: TableType? {
    if case .table(let type) = self { type } else { nil }
  }

  /// The recipe type, or nil.
  package var recipe: RecipeType? {
    if case .recipe(let type) = self { type } else { nil }
  }

  /// The model type, or nil.
  package var model: ModelType? {
    if case .model(let type) = self { type } else { nil }
  }

  /// The settings type, or nil.
  package var settings: SettingsType? {
    if case .settings(let type) = self { type } else { nil }
  }

  /// Whether the rows come from a test set, at any remove.
  package var isTest: Bool { table?.isTest ?? false }

  /// Gives the type with its rows marked as a test set's.
  package var markedAsTest: ArtifactType {
    guard case .table(let type) = self else { return self }
    return .table(TableType(columns: type.columns, isTest: true))
  }
}

/// A column as far as it is known.
package struct ColumnType: Sendable, Hashable {
  package let name: String
  /// The raw value of the column's kind in a table, or nil while it is not certain.
  package let kind: String?

  package init(_ name: String, kind: String? = nil) {
    self.name = name
    self.kind = kind
  }
}

/// A table's columns and the part of the data that its rows belong to.
package struct TableType: Sendable, Hashable {
  /// The columns in order, or nil where they cannot be known yet.
  package let columns: [ColumnType]?
  /// Whether any row comes from a test set.
  package let isTest: Bool

  package init(columns: [ColumnType]?, isTest: Bool = false) {
    self.columns = columns
    self.isTest = isTest
  }

  /// Gives the column of a name, or nil.
  package subscript(name: String) -> ColumnType? {
    columns?.first { $0.name == name }
  }
}

/// What a recipe makes of a table.
package struct RecipeType: Sendable, Hashable {
  package let target: String
  /// The columns that the recipe reads besides the target, or nil where they cannot be known yet.
  package let inputs: [ColumnType]?
  /// What the target's column holds, or nil while it is not certain.
  package let targetKind: String?
  /// Whether classes are predicted and not values, or nil while it is not certain.
  package let isClasses: Bool?
  /// The features that hold text after the last step, as far as is known.
  package let textsLeft: [String]
  /// Whether rows have weights.
  package let isWeighted: Bool
  /// The columns that give the target away.
  package let leaks: [String]

  package init(
    target: String, inputs: [ColumnType]?, targetKind: String? = nil, isClasses: Bool? = nil,
    textsLeft: [String] = [], isWeighted: Bool = false, leaks: [String] = []
  ) {
    self.leaks = leaks
    self.textsLeft = textsLeft
    self.isWeighted = isWeighted
    self.target = target
    self.inputs = inputs
    self.targetKind = targetKind
    self.isClasses = isClasses
  }
}

/// What a model predicts and from what.
package struct ModelType: Sendable, Hashable {
  package let target: String
  package let inputs: [ColumnType]?
  package let learner: String
  /// What the target's column holds, or nil while it is not certain.
  package let targetKind: String?
  /// Whether classes are predicted and not values, or nil while it is not certain.
  package let isClasses: Bool?

  package init(
    target: String, inputs: [ColumnType]?, learner: String, targetKind: String? = nil,
    isClasses: Bool? = nil
  ) {
    self.target = target
    self.inputs = inputs
    self.learner = learner
    self.targetKind = targetKind
    self.isClasses = isClasses
  }
}

/// What is known of settings that a search will choose.
package struct SettingsType: Sendable, Hashable {
  /// A choice that the search may make, so that readers of the settings can be checked.
  package let pairs: [SettingValue.Pair]
  /// The settings whose value is not known before the search.
  package let openNames: Set<String>

  package init(pairs: [SettingValue.Pair] = [], openNames: Set<String> = []) {
    self.pairs = pairs
    self.openNames = openNames
  }
}

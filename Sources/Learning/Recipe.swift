package import Kernels
package import Tables

/// A description of what is learned from what: the target, the features, and their preparation.
///
/// A recipe is fitted inside every training fold, so nothing is learned from held-out rows.
package struct Recipe: Codable, Hashable, Sendable {
  /// The column to predict.
  package let target: String
  /// The columns to learn from, or nil for all but the target, the weight and the ignored.
  package let features: [String]?
  /// Columns that are left out.
  package let ignore: [String]
  /// Columns that are left out because they give the target away; nil for none.
  package let leaks: [String]?
  /// The scale on which values are learned; nil for the target's own.
  package let targetScale: TargetScale?
  /// The column of row weights, or nil where every row counts the same.
  package let weight: String?
  /// What is predicted, or nil where the kind of the target decides: numbers are values.
  package let task: TargetTask?
  /// The label that is the positive one of two classes, or nil for the second in order.
  package let positive: String?
  /// The column whose equal values keep rows in one fold, or nil; it is not learned from.
  package let group: String?
  /// The column of times by which folds go forward, or nil.
  package let time: String?
  /// The preparation, in order.
  package let steps: [RecipeStep]

  package init(
    target: String, features: [String]? = nil, ignore: [String] = [],
    leaks: [String] = [], targetScale: TargetScale = .linear, weight: String? = nil,
    task: TargetTask? = nil, positive: String? = nil, group: String? = nil, time: String? = nil,
    steps: [RecipeStep] = []
  ) {
    self.target = target
    self.features = features
    self.ignore = ignore
    // What is not said leaves no trace, so that recipes are the bytes they always were.
    self.leaks = leaks.isEmpty ? nil : leaks
    self.targetScale = targetScale == .linear ? nil : targetScale
    self.weight = weight
    self.task = task
    self.positive = positive
    self.group = group
    self.time = time
    self.steps = steps
  }

  /// Whether the random stream changes what is learned.
  package var usesRandomness: Bool { steps.contains { $0.step.usesRandomness } }

  /// Learns the preparation from training rows, and prepares these rows for learning.
  ///
  /// Each step draws from a stream of its own, so that a step more or less changes no other.
  /// The classes are those of these rows.
  package func fit(_ rows: Table, random: RandomStream) throws(LearningError) -> RecipeFit {
    try fit(rows, classes: try classes(of: rows), random: random)
  }

  /// Does the same where the classes are known, which rows of a fold need not all have.
  ///
  /// Text that is left is refused, or, where levels are kept, becomes places of levels.
  package func fit(
    _ rows: Table, classes: ClassLabels?, keepsLevels: Bool = false, random: RandomStream
  ) throws(LearningError) -> RecipeFit {
    guard rows.rowCount > 0 else { throw .noRows }
    for name in [target] + (features ?? []) + leftOut + [weight, group, time].compactMap({ $0 })
    where rows[name] == nil {
      throw .unknownColumn(name: name, known: rows.names)
    }
    let inputs = rows.columns.filter { isFeature($0.name) }.map(\.withFlagsAsNumbers)
    var table = Table(inputs, rowCount: rows.rowCount)
    var fitted: [any FittedTableStep] = []
    for (index, step) in steps.enumerated() {
      let context = StepContext(
        rows: rows, target: target, weight: weight, classes: classes,
        random: random.derived(step.name, index))
      let next = try step.step.fit(table, context)
      table = next.trainingRows
      fitted.append(next.step)
    }
    let texts = table.columns.filter { $0.kind == .text }
    guard texts.isEmpty || keepsLevels else {
      throw .textColumnsLeft(columns: texts.map(\.name))
    }
    let levels = texts.map { ColumnLevels.mostFrequent(of: $0) }
    if !levels.isEmpty {
      let step = FittedOrdinal(levels: levels, unseen: .missing)
      table = try step.apply(to: table)
      fitted.append(step)
    }
    let dates = table.columns.filter { $0.kind == .date }.map(\.name)
    guard dates.isEmpty else { throw .dateColumnsLeft(columns: dates) }
    guard !table.columns.isEmpty else { throw .noFeatures }
    let recipe = FittedRecipe(
      target: target, targetScale: targetScale ?? .linear, weight: weight, classes: classes,
      inputs: inputs.map { FittedRecipe.Input(name: $0.name, kind: $0.kind) }, steps: fitted)
    return RecipeFit(
      recipe: recipe, features: FeatureMatrix(of: table, levels: levels), rows: rows,
      kinship: kinship(of: rows))
  }

  /// Tells whether classes are predicted of a target that holds this.
  package func predictsClasses(targetKind: ColumnKind) -> Bool {
    task.map { $0 == .classes } ?? (targetKind == .text || targetKind == .flag)
  }

  /// Gives the classes of the target, nil where values are predicted.
  ///
  /// Throws where a row has no target, and where there are too few or too many classes.
  package func classes(of rows: Table) throws(LearningError) -> ClassLabels? {
    guard let column = rows[target], predictsClasses(targetKind: column.kind) else { return nil }
    return try ClassLabels(of: column, positive: positive)
  }

  /// The columns that are left out, for whatever reason.
  package var leftOut: [String] { ignore + (leaks ?? []) }

  /// Tells whether a column of this name is learned from.
  package func isFeature(_ name: String) -> Bool {
    name != target && name != weight && name != group && !leftOut.contains(name)
      && features?.contains(name) ?? true
  }
}

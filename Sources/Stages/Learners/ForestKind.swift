package import Analyses
package import Learning
package import Trees

/// Bagged trees.
package enum ForestKind: LearnerKind {
  package typealias Method = ForestLearner

  package static let summary =
    "Averages decision trees, each grown on rows drawn anew; for values and classes."
  package static var predictors: [any Predictor.Type] { [] }

  package static func settings(_ reader: inout SettingReader) -> ForestSettings {
    var settings = ForestSettings()
    settings.trees = reader.setting(
      "trees", .integer(in: 1...100_000), standard: settings.trees, unit: "trees",
      "How many trees are averaged.")
    settings.loss = reader.setting(
      "loss", .choice(), standard: settings.loss,
      "The error of values that splits make small; leaves are means or medians. Classes take Gini's."
    )
    settings.depth = reader.setting(
      "depth", .integer(in: TreeSettings.depthRange), standard: settings.depth, unit: "splits",
      "The most splits between the root of a tree and a leaf.")
    settings.rowsPerLeaf = reader.setting(
      "rows-per-leaf", .integer(in: 1...1_000_000_000), standard: settings.rowsPerLeaf,
      unit: "rows", "The least number of different rows on each side of a split.")
    settings.columnShare = reader.setting(
      "column-share", .number(in: 0.0001...1), standard: settings.columnShare,
      "The share of columns, drawn anew, that each split looks at.")
    return settings
  }
}

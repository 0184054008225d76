package import Analyses
package import Learning
package import Trees

/// Boosted trees.
package enum TreesKind: LearnerKind {
  package typealias Method = Boosting

  package static let summary =
    "Adds up decision trees, each fitted to what the ones before it left over; for values and classes."
  package static var predictors: [any Predictor.Type] {
    [TreesPredictor.self, TreesClassPredictor.self, TreeSumPredictor.self]
  }

  package static func settings(_ reader: inout SettingReader) -> TreeSettings {
    reader.preset(presets)
    return TreeSettings(
      rounds: reader.setting(
        "rounds", .integer(in: 1...1_000_000), standard: 300, unit: "trees",
        "How many trees are added up."),
      learningRate: reader.setting(
        "learning-rate", .number(in: 1e-6...1), standard: 0.1,
        "The share of each tree's step that is taken."),
      depth: reader.setting(
        "depth", .integer(in: TreeSettings.depthRange), standard: 6, unit: "splits",
        "The most splits between the root of a tree and a leaf."),
      l2: reader.setting(
        "l2", .number(in: 0 ... .greatestFiniteMagnitude), standard: 1, unit: "rows",
        "Draws leaf values towards zero as that many rows without a gradient would."),
      minimumGain: reader.setting(
        "minimum-gain", .number(in: 0 ... .greatestFiniteMagnitude), standard: 0,
        unit: "squared target",
        "The gain that a split must exceed."),
      minimumChildWeight: reader.setting(
        "minimum-child-weight", .number(in: 0 ... .greatestFiniteMagnitude), standard: 1,
        unit: "rows",
        "The least weight of the rows on each side of a split; with classes a row of probability p weighs "
          + "p (1 - p), and twice that with more than two."),
      bins: reader.setting(
        "bins", .integer(in: TreeSettings.binsRange), standard: 256, unit: "bins",
        "The most intervals that a feature's values are sorted into."),
      cuts: reader.setting(
        "cuts", .choice(), standard: CutMethod.ranks,
        "Whether intervals end at equally spaced ranks, or where XGBoost's sketch has them."),
      options: TreeOptions.settings(&reader))
  }

  private static var presets: [SettingPreset] {
    TreeSettings.presets.map { name, settings in
      SettingPreset(
        name, "for values and for classes", values: values(settings) + values(settings.options))
    }
  }

  private static func values(_ settings: TreeSettings) -> [SettingValue.Pair] {
    [
      SettingValue.Pair("rounds", .integer(settings.rounds)),
      SettingValue.Pair("learning-rate", .number(settings.learningRate)),
      SettingValue.Pair("depth", .integer(settings.depth)),
      SettingValue.Pair("l2", .number(settings.l2)),
      SettingValue.Pair("minimum-gain", .number(settings.minimumGain)),
      SettingValue.Pair("minimum-child-weight", .number(settings.minimumChildWeight)),
      SettingValue.Pair("bins", .integer(settings.bins)),
      SettingValue.Pair("cuts", .text(settings.cuts.rawValue)),
    ]
  }

  private static func values(_ options: TreeOptions) -> [SettingValue.Pair] {
    guard options.growth == .leafWise else { return [] }
    return [
      SettingValue.Pair("growth", .text(options.growth.rawValue)),
      SettingValue.Pair("leaves", .integer(options.leaves)),
      SettingValue.Pair("rows-per-leaf", .integer(options.rowsPerLeaf)),
    ]
  }
}

import Analyses
import Exchange
import Learning
import Tables

extension ReadModel {
  /// Requires that the recipe numbers categories as the model does, where the model has labels.
  ///
  /// The recipe is asked to prepare a row for each label, so it does not matter by which steps it
  /// makes numbers of them. What it cannot prepare without the other columns is taken on trust.
  static func requireCategories(of model: XGBoostModel, in recipe: FittedRecipe) throws {
    for (feature, labels) in model.categories.sorted(by: { $0.key < $1.key }) {
      guard model.featureNames.indices.contains(feature) else { continue }
      let name = model.featureNames[feature]
      guard recipe.inputs.contains(where: { $0.name == name && $0.kind == .text }),
        let found = numbers(of: labels, in: name, recipe)
      else { continue }
      guard let place = found.indices.first(where: { found[$0] != Double($0) }) else { continue }
      let number = found[place].flatMap { Int(exactly: $0) }.map { "\($0)" } ?? "no whole number"
      throw StageProblem(
        "the model has number \(place) for '\(labels[place])' in '\(name)', and the recipe gives it "
          + number,
        hints: [
          "number the levels as the model does: "
            + "`ordinal: {columns: [\(name)], levels: [\(labels.joined(separator: ", "))]}`"
        ])
    }
  }

  /// Gives what the recipe makes of each label where all else is missing.
  ///
  /// A label that the recipe refuses has no number; nil where it refuses them all.
  private static func numbers(
    of labels: [String], in name: String, _ recipe: FittedRecipe
  ) -> [Double?]? {
    let found = labels.map { label -> Double? in
      let columns = recipe.inputs.map { Column($0.name, texts: [$0.name == name ? label : nil]) }
      guard let features = try? recipe.features(of: Table(columns, rowCount: 1)),
        let place = features.names.firstIndex(of: name)
      else { return nil }
      return features.columns[place][0]
    }
    return found.contains { $0 != nil } ? found : nil
  }
}

package import Learning

/// Who shares a prediction: columns of the analysed table, each with the features made of it.
///
/// The features that a recipe makes of one column are one player: indicators of levels, parts of a
/// date, a scaled number. A feature made of several columns, or of earlier rows, is a player of its
/// own.
package struct Players: Sendable, Hashable {
  /// A column, or a feature made of several.
  package struct Player: Sendable, Hashable {
    package let name: String
    /// The column of the analysed table, or nil for a feature made of several or of earlier rows.
    package let column: String?
    /// The places of its features, ascending; none where the recipe dropped all of them.
    package let features: [Int]

    package init(name: String, column: String?, features: [Int]) {
      self.name = name
      self.column = column
      self.features = features
    }
  }

  /// The players in the order of the recipe's columns; those without a column come last.
  package let all: [Player]
  /// The player of each feature.
  package let ofFeature: [Int]

  /// How many players there are.
  package var count: Int { all.count }
  /// The names in order.
  package var names: [String] { all.map(\.name) }

  /// Makes one player of each feature.
  package init(featureNames: [String]) {
    all = featureNames.enumerated().map {
      Player(name: $0.element, column: $0.element, features: [$0.offset])
    }
    ofFeature = Array(featureNames.indices)
  }

  /// Gathers features into players; each feature belongs to exactly one.
  package init(_ players: [Player], featureCount: Int) {
    var ofFeature = [Int](repeating: -1, count: featureCount)
    for (place, player) in players.enumerated() {
      for feature in player.features {
        precondition(ofFeature[feature] < 0, "a feature belongs to one player")
        ofFeature[feature] = place
      }
    }
    precondition(ofFeature.allSatisfy { $0 >= 0 }, "each feature belongs to a player")
    all = players
    self.ofFeature = ofFeature
  }

  /// Follows each column through a recipe's steps to the features it ends in.
  package init(of recipe: FittedRecipe, featureNames: [String]) {
    let origins = ColumnOrigins(of: recipe)
    var columns = recipe.inputs.map(\.name)
    var features: [String: [Int]] = [:]
    var others: [Player] = []
    for (feature, name) in featureNames.enumerated() {
      if let column = origins.column(of: name) {
        features[column, default: []].append(feature)
      } else {
        others.append(Player(name: name, column: nil, features: [feature]))
      }
    }
    // A column that only others are made of, as a time is for lags, has no share of its own.
    columns.removeAll { features[$0] == nil }
    self.init(
      columns.map { Player(name: $0, column: $0, features: features[$0] ?? []) } + others,
      featureCount: featureNames.count)
  }
}

/// Which column each column of a prepared table was made of.
private struct ColumnOrigins {
  /// Nil stands for several columns, or earlier rows.
  private var columns: [String: String?]

  init(of recipe: FittedRecipe) {
    columns = Dictionary(
      recipe.inputs.map { ($0.name, $0.name) }, uniquingKeysWith: { first, _ in first })
    for step in recipe.steps { follow(step) }
  }

  /// The column that a feature was made of alone.
  func column(of name: String) -> String? { columns[name] ?? nil }

  private mutating func follow(_ step: any FittedTableStep) {
    switch step {
    case let step as FittedOneHot:
      for levels in step.levels {
        let origin = column(of: levels.column)
        for name in levels.names { columns["\(levels.column)=\(name)"] = .some(origin) }
      }
    case let step as FittedDateParts:
      for parts in step.columns {
        let origin = column(of: parts.column)
        for name in step.names(of: parts) { columns[name] = .some(origin) }
      }
    case let step as FittedRatio:
      join([step.numerator, step.denominator], into: step.result)
    case let step as FittedProduct:
      join(step.factors, into: step.result)
    default:
      // Other steps keep the names of their columns. Lags are made of other rows: nobody's.
      break
    }
  }

  private mutating func join(_ parts: [String], into result: String) {
    let origins = Set(parts.map { column(of: $0) })
    columns[result] = .some(origins.count == 1 ? origins.first ?? nil : nil)
  }
}

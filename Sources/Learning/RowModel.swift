import Tables

/// A predictor made ready for one row at a time; it gives the same bits as for many.
package protocol RowPredictor: Sendable {
  /// Predicts a row of the features of training.
  func predictions(of row: [Double]) -> [Double]
}

/// A model made ready for one row at a time.
///
/// It gives what the model gives, bit for bit, or nothing: a row that is refused, or that cannot be
/// looked at alone, is for the model itself.
package struct RowModel: Sendable {
  private let recipe: RowRecipe
  private let names: [String]
  private let model: Model
  private let predictor: (any RowPredictor)?
  private let acceptsMissing: Bool

  /// Makes a model ready; nil where rows cannot be looked at alone, or remembered rows differ.
  package init?(_ model: Model) {
    guard let recipe = RowRecipe(model.recipe),
      let features = try? model.recipe.features(of: model.golden.inputs)
    else { return nil }
    self.recipe = recipe
    self.model = model
    names = features.names
    predictor = model.predictor.rowPredictor
    acceptsMissing = type(of: model.predictor).acceptsMissing
    guard agrees else { return nil }
  }

  /// A row before its values are set: the numbers, and the texts.
  package var blank: (numbers: [Double], texts: [String?]) {
    (recipe.numbers, [String?](repeating: nil, count: recipe.textCount))
  }

  /// Gives the place of an input: among texts for a column of texts, and else among numbers.
  package func place(ofInput input: Int) -> Int { recipe.inputs[input] }

  /// Predicts a row; nil where the model must look at it.
  package func predictions(numbers: [Double], texts: [String?]) -> Predictions? {
    guard let features = recipe.features(numbers: numbers, texts: texts),
      acceptsMissing || !features.contains(where: \.isNaN)
    else { return nil }
    let found: [Double]
    if let predictor {
      found = predictor.predictions(of: features)
    } else {
      let matrix = FeatureMatrix(names: names, columns: features.map { [$0] }, rowCount: 1)
      guard let predictions = try? model.predictor.predictions(for: matrix) else { return nil }
      found = predictions
    }
    return model.made(of: found)
  }

  /// Whether remembered rows, whole and with each value left out, get the bits of the model.
  private var agrees: Bool {
    let inputs = model.golden.inputs
    for row in 0..<inputs.rowCount {
      let one = inputs.rows([row])
      for left in [nil] + inputs.columns.indices.map({ Optional($0) }) {
        let table = left.map { one.with(Self.missing(one.columns[$0])) } ?? one
        guard let found = predictions(ofFirst: table) else { continue }
        guard let wanted = try? model.predictions(for: table), found.hasBits(of: wanted) else {
          return false
        }
      }
    }
    return true
  }

  private static func missing(_ column: Column) -> Column {
    switch column.values {
    case .numbers, .flags: Column(column.name, numbers: [.nan])
    case .texts: Column(column.name, texts: [nil])
    case .dates(let dates):
      Column(column.name, dates: DateValues([.nan], precision: dates.precision))
    }
  }

  private func predictions(ofFirst table: Table) -> Predictions? {
    var (numbers, texts) = blank
    for (input, column) in table.columns.enumerated() {
      switch column.values {
      case .numbers(let values): numbers[recipe.inputs[input]] = values[0]
      case .dates(let dates): numbers[recipe.inputs[input]] = dates.seconds[0]
      case .texts(let values): texts[recipe.inputs[input]] = values[0]
      case .flags: return nil
      }
    }
    return predictions(numbers: numbers, texts: texts)
  }
}

extension Predictions {
  /// Whether others are the same to the last bit.
  fileprivate func hasBits(of other: Predictions) -> Bool {
    func areEqual(_ a: [Double], _ b: [Double]) -> Bool {
      a.map(\.bitPattern) == b.map(\.bitPattern)
    }
    switch (self, other) {
    case (.values(let a), .values(let b)): return areEqual(a, b)
    case (.classes(let a), .classes(let b)):
      return areEqual(a.probabilities, b.probabilities) && a.places == b.places
    default: return false
    }
  }
}

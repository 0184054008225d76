extension TrainingData {
  /// Throws for the first feature value that is missing; levels may be where only quantities count.
  package func requireNoMissing(quantitiesOnly: Bool = false) throws(LearningError) {
    let found = quantitiesOnly ? features.firstMissingQuantity : features.firstMissing
    if let place = found { throw .missingFeature(column: place.column, row: place.row) }
  }

  /// Throws for the first feature value that is infinite.
  package func requireFinite() throws(LearningError) {
    if let place = features.firstInfinite {
      throw .infiniteFeature(column: place.column, row: place.row)
    }
  }

  /// Throws for the first value beyond a limit where one is given: squares would overflow.
  package func requireSizes(
    features featuresMax: Double? = nil, target targetMax: Double? = nil,
    weights weightsMax: Double? = nil
  ) throws(LearningError) {
    if let featuresMax {
      for (name, column) in zip(features.names, features.columns) {
        try Self.require("column '\(name)'", column, atMost: featuresMax)
      }
    }
    if let targetMax { try Self.require("the target", target, atMost: targetMax) }
    if let weightsMax, let weights { try Self.require("the weight", weights, atMost: weightsMax) }
  }

  private static func require(
    _ what: String, _ values: [Double], atMost limit: Double
  ) throws(LearningError) {
    if let row = values.firstIndex(where: { !(abs($0) <= limit) }) {
      throw .tooLarge(what: what, row: row, value: values[row], limit: limit)
    }
  }
}

/// What a model says of rows: a value for each, or how probable each class is.
package enum Predictions: Sendable {
  /// One number a row, in units of the target.
  case values([Double])
  /// One probability a row and class.
  case classes(ClassPredictions)

  /// The predicted values, nil where classes are predicted.
  package var values: [Double]? {
    if case .values(let values) = self { values } else { nil }
  }

  /// The predicted classes, nil where values are predicted.
  package var classes: ClassPredictions? {
    if case .classes(let classes) = self { classes } else { nil }
  }
}

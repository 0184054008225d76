package import Digests
package import Learning

/// An intercept and one function a feature; their values are added in the order of the features.
package struct AdditivePredictor: Predictor, Equatable {
  package static let format = "additive 1"
  package static let acceptsMissing = false

  /// What one feature adds to the prediction.
  enum Shape: Sendable, Equatable {
    case none
    /// A multiple of the value.
    case slope(Double)
    case curve(PiecewiseCubic)

    /// Whether the feature adds nothing.
    var isNone: Bool { self == .none }
  }

  /// The mean of the training targets, where every function is 0 on average.
  package let intercept: Double
  let shapes: [Shape]
  /// How sure each function is: its standard error at each break, or that of its slope.
  ///
  /// In units of the target; it includes chance in the training rows and nothing else.
  let standardErrors: [[Double]]

  init(intercept: Double, shapes: [Shape], standardErrors: [[Double]]) {
    self.intercept = intercept
    self.shapes = shapes
    self.standardErrors = standardErrors
  }

  package var featureCount: Int { shapes.count }

  /// For a curve the search for its segment, three multiplications and three additions.
  package var operationsPerRow: Int {
    shapes.reduce(0) { sum, shape in
      switch shape {
      case .none: sum
      case .slope: sum + 2
      case .curve(let curve):
        sum + 8 + (Int.bitWidth - (curve.breaks.count - 1).leadingZeroBitCount)
      }
    }
  }

  package var parameterCount: Int {
    shapes.reduce(1) { sum, shape in
      switch shape {
      case .none: sum
      case .slope: sum + 1
      case .curve(let curve): sum + curve.pieces.count + 2
      }
    }
  }

  package func predictions(for features: FeatureMatrix) -> [Double] {
    precondition(features.columns.count == featureCount, "the features are those of training")
    var predictions = [Double](repeating: intercept, count: features.rowCount)
    for (feature, column) in features.columns.enumerated() {
      let part = contribution(of: feature, column)
      for row in predictions.indices { predictions[row] += part[row] }
    }
    return predictions
  }

  /// Gives what a feature adds for each of its values, in units of the target.
  package func contribution(of feature: Int, _ values: [Double]) -> [Double] {
    switch shapes[feature] {
    case .none: [Double](repeating: 0, count: values.count)
    case .slope(let slope): values.map { slope * $0 }
    case .curve(let curve): values.map { curve.value(at: $0) }
    }
  }

  package func encode(into writer: inout ByteWriter) {
    writer.number(intercept)
    writer.integer(shapes.count)
    for (shape, errors) in zip(shapes, standardErrors) {
      switch shape {
      case .none: writer.byte(0)
      case .slope(let slope):
        writer.byte(1)
        writer.number(slope)
      case .curve(let curve):
        writer.byte(2)
        curve.encode(into: &writer)
      }
      writer.numbers(errors)
    }
  }

  package init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    intercept = try reader.number()
    var shapes: [Shape] = []
    var standardErrors: [[Double]] = []
    for _ in 0..<(try reader.count(bytesEach: 9)) {
      switch try reader.byte() {
      case 0: shapes.append(.none)
      case 1: shapes.append(.slope(try reader.number()))
      case 2: shapes.append(.curve(try PiecewiseCubic(decoding: &reader)))
      default: throw reader.failure("a function of a feature")
      }
      standardErrors.append(try reader.numbers())
    }
    self.shapes = shapes
    self.standardErrors = standardErrors
  }
}

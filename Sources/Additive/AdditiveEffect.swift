import Digests

/// What one feature adds, for showing: centred on the training rows, with standard errors.
///
/// Errors are those of the Bayesian view of penalised least squares, V = (X'WX + S)⁻¹ σ²: Wood,
/// Generalized additive models, 2nd edition, 2017, 6.10; that bands made of them cover the truth on
/// average over a curve is due to Nychka: Bayesian confidence intervals for smoothing splines, 1988.
/// How smooth a curve is to be counts as known.
package enum AdditiveEffect: Hashable, Sendable {
  /// A feature with one value adds nothing.
  case none
  case slope(Slope)
  case curve(Curve)

  /// A multiple of a feature that had two values in training.
  package struct Slope: Hashable, Sendable {
    package let low: Double
    package let high: Double
    /// The weighted mean of the feature in training.
    package let mean: Double
    /// In units of the target, for a step of one unit of the feature.
    package let slope: Double
  }

  /// Points of a curve, evenly spaced from the least to the greatest value in training.
  package struct Curve: Hashable, Sendable {
    package let x: [Double]
    /// In units of the target; 0 on average over the training rows.
    package let values: [Double]
    /// The standard error of each value.
    package let errors: [Double]

    /// Gives value and standard error between the points by a straight line; nil outside.
    package func value(at place: Double) -> (value: Double, error: Double)? {
      guard let low = x.first, let high = x.last, place >= low, place <= high, high > low else {
        return nil
      }
      let position = (place - low) / (high - low) * Double(x.count - 1)
      let index = min(Int(position), x.count - 2)
      let share = position - Double(index)
      func between(_ numbers: [Double]) -> Double {
        numbers[index] + share * (numbers[index + 1] - numbers[index])
      }
      return (between(values), between(errors))
    }
  }

  /// The number of points of a curve.
  static let pointCount = 81

  func encode(into writer: inout ByteWriter) {
    switch self {
    case .none: writer.byte(0)
    case .slope(let slope):
      writer.byte(1)
      for number in [slope.low, slope.high, slope.mean, slope.slope] { writer.number(number) }
    case .curve(let curve):
      writer.byte(2)
      for numbers in [curve.x, curve.values, curve.errors] { writer.numbers(numbers) }
    }
  }

  init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    switch try reader.byte() {
    case 0: self = .none
    case 1:
      self = .slope(
        Slope(
          low: try reader.number(), high: try reader.number(), mean: try reader.number(),
          slope: try reader.number()))
    case 2:
      let curve = Curve(
        x: try reader.numbers(), values: try reader.numbers(), errors: try reader.numbers())
      guard curve.x.count >= 2, curve.values.count == curve.x.count,
        curve.errors.count == curve.x.count
      else { throw reader.failure("the points of a curve") }
      self = .curve(curve)
    default: throw reader.failure("the effect of a feature")
    }
  }
}

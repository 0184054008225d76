import CVectors

/// What a unit of a network makes of its weighted sum.
package enum Activation: String, Codable, CaseIterable, Sendable {
  case linear
  /// max(0, x).
  case relu
  /// Klambauer and others: Self-normalizing neural networks, 2017.
  case selu
  /// x / (1 + exp(-x)), also called swish.
  case silu
  case tanh
  /// x times the normal distribution's share below x.
  case gelu
  /// x tanh(ln(1 + exp(x))).
  case mish
  /// 1 / (1 + exp(-x)).
  case sigmoid

  /// Its number in the C loops.
  var number: Int32 {
    switch self {
    case .linear: Int32(CV_LINEAR)
    case .relu: Int32(CV_RELU)
    case .selu: Int32(CV_SELU)
    case .silu: Int32(CV_SILU)
    case .tanh: Int32(CV_TANH)
    case .gelu: Int32(CV_GELU)
    case .mish: Int32(CV_MISH)
    case .sigmoid: Int32(CV_SIGMOID)
    }
  }
}

/// How far a prediction p is from a target t.
package enum LossForm: String, Codable, CaseIterable, Sendable {
  /// (p - t)^2.
  case squared
  /// |p - t|, with slope 0 where they are equal.
  case absolute
  /// (p - t)^2 / 2 near the target, and straight beyond a distance.
  case huber
  /// ln(1 + exp(p)) - t p, for a target in 0...1.
  case logistic
  /// The cross-entropy of targets that sum to 1 with the softmax of the predictions.
  case softmax

  /// Its number in the C loops.
  var number: Int32 {
    switch self {
    case .squared: Int32(CV_SQUARED)
    case .absolute: Int32(CV_ABSOLUTE)
    case .huber: Int32(CV_HUBER)
    case .logistic: Int32(CV_LOGISTIC)
    case .softmax: Int32(CV_SOFTMAX)
    }
  }
}

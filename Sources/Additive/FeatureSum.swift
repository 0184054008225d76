package import Learning

/// A number a row that is a sum of one function a feature: a form for those who look into models.
package struct FeatureSum: Sendable {
  /// What the sum is.
  package enum Scale: Sendable {
    /// The prediction.
    case target
    /// The log odds of a class, or its score before shares are made of scores.
    case logOdds
    /// The probability of a class.
    case probability
  }

  package let scale: Scale
  package let intercept: Double
  /// Gives what a feature adds for each of its values.
  package let part: @Sendable (_ feature: Int, _ values: [Double]) -> [Double]
}

/// A predictor whose predictions, or the scores of whose classes, are such sums.
package protocol FeatureSumming: Predictor {
  /// The sum for the class at a place, or for values; nil where there is none.
  func featureSum(classPlace: Int?) -> FeatureSum?
}

extension LinearPredictor: FeatureSumming {
  package func featureSum(classPlace: Int?) -> FeatureSum? {
    FeatureSum(scale: .target, intercept: intercept) { [coefficients] feature, values in
      values.map { coefficients[feature] * $0 }
    }
  }
}

extension AdditivePredictor: FeatureSumming {
  package func featureSum(classPlace: Int?) -> FeatureSum? {
    FeatureSum(scale: .target, intercept: intercept) { contribution(of: $0, $1) }
  }
}

extension ShapedAdditivePredictor: FeatureSumming {
  package func featureSum(classPlace: Int?) -> FeatureSum? {
    sum.featureSum(classPlace: classPlace)
  }
}

extension MeanPredictor: FeatureSumming {
  package func featureSum(classPlace: Int?) -> FeatureSum? {
    FeatureSum(scale: .target, intercept: mean) { [Double](repeating: 0, count: $1.count) }
  }
}

extension SharesPredictor: FeatureSumming {
  package func featureSum(classPlace: Int?) -> FeatureSum? {
    guard let classPlace, shares.indices.contains(classPlace) else { return nil }
    return FeatureSum(scale: .probability, intercept: shares[classPlace]) {
      [Double](repeating: 0, count: $1.count)
    }
  }
}

extension LogisticPredictor: FeatureSumming {
  /// The log odds of one of two classes, or the score of one of more; nil for classes without rows.
  package func featureSum(classPlace: Int?) -> FeatureSum? {
    guard let classPlace, let place = present.firstIndex(of: classPlace), !vectors.isEmpty else {
      return nil
    }
    let isFirstOfTwo = vectors.count == 1 && place == 0
    let vector = vectors.count == 1 ? vectors[0] : vectors[place]
    let sign = isFirstOfTwo ? -1.0 : 1.0
    return FeatureSum(scale: .logOdds, intercept: sign * vector.intercept) { feature, values in
      values.map { sign * vector.coefficients[feature] * $0 }
    }
  }
}

extension AveragePredictor: FeatureSumming where Member: FeatureSumming {
  /// The mean of the members' sums; nil where the mean is of what is made of them.
  package func featureSum(classPlace: Int?) -> FeatureSum? {
    let sums = members.compactMap { $0.featureSum(classPlace: classPlace) }
    guard let first = sums.first, sums.count == members.count else { return nil }
    guard sums.count > 1 else { return first }
    guard sums.allSatisfy({ $0.scale == first.scale }), first.scale != .logOdds else { return nil }
    let count = Double(sums.count)
    return FeatureSum(
      scale: first.scale, intercept: sums.reduce(0) { $0 + $1.intercept } / count
    ) { feature, values in
      var total = [Double](repeating: 0, count: values.count)
      for sum in sums {
        for (row, part) in sum.part(feature, values).enumerated() { total[row] += part }
      }
      return total.map { $0 / count }
    }
  }
}

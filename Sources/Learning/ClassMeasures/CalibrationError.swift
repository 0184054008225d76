extension ClassifiedRows {
  /// Puts rows in bins by the probability of a class.
  package func reliability(
    of place: Int, weights: [Double]? = nil, binning: Reliability.Binning, binCount: Int,
    level: Double
  ) -> Reliability {
    Reliability(
      probabilities: probabilities(class: place), isPositive: isOf(class: place),
      weights: weights, binning: binning, binCount: binCount, level: level)
  }

  /// Gives the expected calibration error of the positive class; the mean of all for more than two.
  ///
  /// Fifteen bins are usual. The mean over classes is the class-wise error of Kull, Perello-Nieto,
  /// Kängsepp, Silva Filho, Song and Flach: Beyond temperature scaling, 2019.
  package func calibrationError(
    weights: [Double]? = nil, binning: Reliability.Binning, binCount: Int = 15
  ) -> Double {
    let errors = facedClasses.map {
      reliability(of: $0, weights: weights, binning: binning, binCount: binCount, level: 0.95)
        .expectedError
    }
    return errors.reduce(0, +) / Double(errors.count)
  }
}

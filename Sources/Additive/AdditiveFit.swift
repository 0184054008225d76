/// Coefficients as functions of the features, with what is known of their errors.
struct AdditiveFit {
  let design: AdditiveDesign
  /// Nil where no smoothness gave a fit: the mean is predicted.
  let found: SmoothingSearch.Fit?
  let rowCount: Int
  /// The variance of a row of weight 1 where it is known; nil where it comes of the errors.
  var dispersion: Double?

  /// The weighted sum of squared errors on the training rows.
  var squaredError: Double { found?.squaredError ?? .infinity }

  /// The variance of the error of a row of weight 1.
  private var variance: Double {
    guard let found else { return 0 }
    return dispersion ?? found.squaredError / max(1, Double(rowCount) - found.degreesOfFreedom)
  }

  private func range(_ term: Int) -> Range<Int> {
    design.offsets[term]..<(design.offsets[term] + design.terms[term].coefficientCount)
  }

  /// The mean over the training rows of what a term adds before it is centred.
  private func mean(_ term: Int) -> Double {
    guard let found else { return 0 }
    return range(term).reduce(0) { $0 + found.coefficients[$1] * design.means[$1] }
  }

  /// The functions, ready to predict.
  var predictor: AdditivePredictor {
    guard let found else {
      return AdditivePredictor(
        intercept: design.targetMean, shapes: design.terms.map { _ in .none },
        standardErrors: design.terms.map { _ in [] })
    }
    var intercept = design.targetMean
    var shapes: [AdditivePredictor.Shape] = []
    var errors: [[Double]] = []
    for (index, term) in design.terms.enumerated() {
      let own = Array(found.coefficients[range(index)])
      switch term {
      case .none:
        shapes.append(.none)
        errors.append([])
      case .slope(let low, let high):
        let slope = own[0] / (high - low)
        shapes.append(.slope(slope))
        intercept -= mean(index) + slope * low
        errors.append([slopeCovariance(index, index).squareRoot()])
      case .curve(let basis, let low, let high):
        var pieces = basis.sum(own + [0])
        for piece in pieces.indices { pieces[piece][0] -= mean(index) }
        shapes.append(
          .curve(PiecewiseCubic(low: low, high: high, breaks: basis.breaks, pieces: pieces)))
        errors.append(basis.breaks.map { error(index, basis, at: $0) })
      }
    }
    return AdditivePredictor(intercept: intercept, shapes: shapes, standardErrors: errors)
  }

  /// What each feature adds, for showing.
  var effects: [AdditiveEffect] {
    let predictor = predictor
    return design.terms.enumerated().map { index, term in
      switch (term, predictor.shapes[index]) {
      case (.slope(let low, let high), .slope(let slope)):
        let mean = low + (high - low) * design.means[design.offsets[index]]
        return .slope(.init(low: low, high: high, mean: mean, slope: slope))
      case (.curve(let basis, let low, let high), .curve(let curve)):
        let last = AdditiveEffect.pointCount - 1
        let shares = (0...last).map { Double($0) / Double(last) }
        let x = shares.map { $0 == 1 ? high : low + $0 * (high - low) }
        return .curve(
          .init(
            x: x, values: x.map { curve.value(at: $0) },
            errors: shares.map { error(index, basis, at: $0) }))
      default: return .none
      }
    }
  }

  /// The standard deviation over the training rows of what each feature adds.
  var spreads: [Double] {
    guard let found else { return design.terms.map { _ in 0 } }
    let count = design.coefficientCount
    return design.terms.indices.map { term in
      var sum = 0.0
      for i in range(term) {
        for j in range(term) {
          sum += found.coefficients[i] * found.coefficients[j] * design.products[i * count + j]
        }
      }
      return (max(0, sum) / design.totalWeight).squareRoot()
    }
  }

  /// The standard error of a centred curve at a share of the way from its low to its high value.
  private func error(_ term: Int, _ basis: SplineBasis, at place: Double) -> Double {
    guard let found else { return 0 }
    let range = range(term)
    var factors = design.means[range].map { -$0 }
    let segment = basis.segment(of: place)
    let values = basis.values(segment: segment, at: place)
    for function in 0..<min(4, factors.count - segment) {
      factors[segment + function] += values[function]
    }
    var sum = 0.0
    for (i, a) in factors.enumerated() where a != 0 {
      let row = (range.lowerBound + i) * design.coefficientCount + range.lowerBound
      for (j, b) in factors.enumerated() where b != 0 { sum += a * b * found.inverse[row + j] }
    }
    return (max(0, sum) * variance).squareRoot()
  }

  /// The covariance of two slopes, in units of the target a unit of each feature.
  func slopeCovariance(_ first: Int, _ second: Int) -> Double {
    guard let found, case .slope(let low, let high) = design.terms[first],
      case .slope(let otherLow, let otherHigh) = design.terms[second]
    else { return 0 }
    let (i, j) = (design.offsets[first], design.offsets[second])
    return found.inverse[i * design.coefficientCount + j] * variance
      / ((high - low) * (otherHigh - otherLow))
  }
}

package import Kernels
package import Learning

/// A smooth function of each feature, added up: the learner `additive`.
///
/// Penalised cubic regression splines: Wood, Generalized additive models, 2nd edition, 2017,
/// chapters 4 to 6. Breaks lie at equally spaced ranks of a feature's different values; what is
/// penalised is the squared second derivative. A feature with two values gets a slope, and all
/// slopes share a ridge penalty. Missing values are refused.
package enum AdditiveLearner: Learner {
  package typealias Settings = AdditiveSettings

  package static let name = "additive"
  package static let revision = 1
  package static let usesRandomness = false
  package static let predictsValues = true
  package static let predictsClasses = false

  /// Squares of larger numbers could not be added up.
  private static let sizeMax = 1e100

  package static func fit(
    _ data: TrainingData, _ settings: AdditiveSettings, random: RandomStream
  ) throws -> any Predictor {
    try predictor(data, settings)
  }

  /// Finds the functions; throws for missing, infinite and huge values, and when cancelled.
  package static func predictor(
    _ data: TrainingData, _ settings: AdditiveSettings
  ) throws -> AdditivePredictor {
    try check(data, settings)
    let design = try AdditiveDesign(data, segments: settings.segments)
    let rowCount = data.weights?.count { $0 > 0 } ?? data.target.count
    guard let fit = try SmoothingSearch(design, rowCount: rowCount).best() else {
      return AdditivePredictor(
        intercept: design.targetMean,
        shapes: design.terms.map { _ in .none }, standardErrors: design.terms.map { _ in [] })
    }
    let left = max(1, Double(rowCount) - fit.degreesOfFreedom)
    let variance = fit.squaredError / design.totalWeight * (Double(rowCount) / left)
    return Self.predictor(design, fit, variance: variance)
  }

  private static func predictor(
    _ design: AdditiveDesign, _ fit: SmoothingSearch.Fit, variance: Double
  ) -> AdditivePredictor {
    var intercept = design.targetMean
    var shapes: [AdditivePredictor.Shape] = []
    var errors: [[Double]] = []
    for (index, term) in design.terms.enumerated() {
      let range = design.offsets[index]..<(design.offsets[index] + term.coefficientCount)
      let own = Array(fit.coefficients[range])
      let mean = zip(own, design.means[range]).reduce(0) { $0 + $1.0 * $1.1 }
      switch term {
      case .none:
        shapes.append(.none)
      case .slope(let low, let high):
        let slope = own[0] / (high - low)
        shapes.append(.slope(slope))
        intercept -= mean + slope * low
      case .curve(let basis, let low, let high):
        var pieces = basis.sum(own + [0])
        for piece in pieces.indices { pieces[piece][0] -= mean }
        shapes.append(
          .curve(PiecewiseCubic(low: low, high: high, breaks: basis.breaks, pieces: pieces)))
      }
      errors.append(
        standardErrors(term, design.means[range], fit.inverse, range, design.coefficientCount)
          .map { ($0 * variance).squareRoot() })
    }
    return AdditivePredictor(intercept: intercept, shapes: shapes, standardErrors: errors)
  }

  /// The variance of a term at each break, or of a slope, for errors of variance 1.
  private static func standardErrors(
    _ term: AdditiveTerm, _ means: ArraySlice<Double>, _ inverse: [Double], _ range: Range<Int>,
    _ count: Int
  ) -> [Double] {
    func variance(_ factors: [Double]) -> Double {
      var sum = 0.0
      for (i, a) in factors.enumerated() where a != 0 {
        for (j, b) in factors.enumerated() where b != 0 {
          sum += a * b * inverse[(range.lowerBound + i) * count + range.lowerBound + j]
        }
      }
      return max(0, sum)
    }
    switch term {
    case .none: return []
    case .slope(let low, let high):
      return [variance([1 / (high - low)])]
    case .curve(let basis, _, _):
      return basis.breaks.map { place in
        var factors = means.map { -$0 }
        let segment = basis.segment(of: place)
        let values = basis.values(segment: segment, at: place)
        for function in 0..<min(4, factors.count - segment) {
          factors[segment + function] += values[function]
        }
        return variance(factors)
      }
    }
  }

  private static func check(_ data: TrainingData, _ settings: AdditiveSettings) throws {
    guard AdditiveSettings.segmentsRange.contains(settings.segments) else {
      throw LearningError.settingOutOfRange(
        name: "segments", value: "\(settings.segments)", allowed: "from 1 to 200")
    }
    if let place = data.features.firstMissing {
      throw LearningError.missingFeature(column: place.column, row: place.row)
    }
    if let place = data.features.firstInfinite {
      throw LearningError.infiniteFeature(column: place.column, row: place.row)
    }
    for (name, values) in zip(data.features.names, data.features.columns)
      + [("the target", data.target)]
    {
      if let row = values.firstIndex(where: { abs($0) > sizeMax }) {
        throw LearningError.tooLarge(what: name, row: row, value: values[row], limit: sizeMax)
      }
    }
  }
}

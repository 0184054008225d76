import Foundation
import Kernels

/// Finds how smooth each term is to be, by generalised cross-validation.
///
/// Golub, Heath and Wahba: Generalized cross-validation as a method for choosing a good ridge
/// parameter, 1979; Wood: Generalized additive models, 2nd edition, 2017, 6.2. The score of a fit
/// is n RSS / (n - degrees of freedom)², which is the error of leaving each row out, evened out.
/// All terms begin with one smoothness, then each takes its turn in steps of ten.
struct SmoothingSearch {
  private static let exponents = -10...6

  /// The penalised fit for one choice of smoothness.
  struct Fit {
    let coefficients: [Double]
    let squaredError: Double
    let degreesOfFreedom: Double
    let score: Double
    /// How smooth each group of terms is, in powers of ten.
    let exponents: [Int]
    /// The inverse of products plus penalties.
    let inverse: [Double]
  }

  /// Terms that share a smoothness: each curve its own, all slopes together.
  private struct Group {
    var terms: [Int]
    var exponent: Int
  }

  private let design: AdditiveDesign
  private let penalties: [[[Double]]]
  private let rowCount: Double

  init(_ design: AdditiveDesign, rowCount: Int) {
    self.design = design
    self.rowCount = Double(rowCount)
    penalties = design.terms.indices.map { Self.scaledPenalty(design, $0) }
  }

  /// Scales a penalty so that its trace is that of the products: then 1 weighs like the rows.
  private static func scaledPenalty(_ design: AdditiveDesign, _ term: Int) -> [[Double]] {
    let penalty = design.terms[term].penalty
    let (offset, count) = (design.offsets[term], design.coefficientCount)
    let own = penalty.indices.reduce(0) { $0 + penalty[$1][$1] }
    let data = penalty.indices.reduce(0) {
      $0 + design.products[(offset + $1) * count + offset + $1]
    }
    guard own > 0, data > 0 else { return penalty }
    return penalty.map { $0.map { $0 * (data / own) } }
  }

  /// Gives the fit of the best score, or nil where no smoothness gives one.
  func best() throws -> Fit? {
    var groups = Self.groups(design.terms)
    guard !groups.isEmpty else { return nil }
    var best: Fit?
    var start = 0
    for exponent in Self.exponents {
      try Task.checkCancellation()
      for index in groups.indices { groups[index].exponent = exponent }
      if let fit = fit(groups), fit.score < (best?.score ?? .infinity) {
        best = fit
        start = exponent
      }
    }
    for index in groups.indices { groups[index].exponent = start }
    guard var found = best else { return nil }
    for _ in 0..<3 {
      let before = found.score
      for index in groups.indices { try improve(&groups, index, &found) }
      if !(found.score < 0.999 * before) { break }
    }
    return found
  }

  /// Gives the fit of a smoothness found before for the same terms.
  func fit(exponents: [Int]) -> Fit? {
    var groups = Self.groups(design.terms)
    for (index, exponent) in zip(groups.indices, exponents) { groups[index].exponent = exponent }
    return fit(groups)
  }

  /// Goes on in steps of ten while the score gets better, first smoother and then rougher.
  private func improve(_ groups: inout [Group], _ index: Int, _ found: inout Fit) throws {
    for step in [1, -1] {
      var improved = false
      while Self.exponents.contains(groups[index].exponent + step) {
        try Task.checkCancellation()
        groups[index].exponent += step
        guard let next = fit(groups), next.score < found.score else {
          groups[index].exponent -= step
          break
        }
        found = next
        improved = true
      }
      if improved { return }
    }
  }

  private static func groups(_ terms: [AdditiveTerm]) -> [Group] {
    var slopes = Group(terms: [], exponent: 0)
    var groups: [Group] = []
    for (index, term) in terms.enumerated() {
      switch term {
      case .curve: groups.append(Group(terms: [index], exponent: 0))
      case .slope: slopes.terms.append(index)
      case .none: break
      }
    }
    return slopes.terms.isEmpty ? groups : groups + [slopes]
  }

  private func fit(_ groups: [Group]) -> Fit? {
    let count = design.coefficientCount
    var matrix = design.products
    for group in groups {
      let weight = pow(10, Double(group.exponent))
      for term in group.terms {
        let offset = design.offsets[term]
        for (i, row) in penalties[term].enumerated() {
          for (j, value) in row.enumerated() {
            matrix[(offset + i) * count + offset + j] += weight * value
          }
        }
      }
    }
    guard let parts = Cholesky(matrix, size: count) else { return nil }
    let coefficients = parts.solve(design.targetProducts)
    let inverse = parts.inverse()
    let freedom = 1 + Self.traceOfProduct(inverse, design.products)
    let left = rowCount - freedom
    let error = design.squaredError(coefficients)
    guard left > 0.5, error.isFinite else { return nil }
    return Fit(
      coefficients: coefficients, squaredError: error, degreesOfFreedom: freedom,
      score: rowCount * error / (left * left), exponents: groups.map(\.exponent),
      inverse: inverse)
  }

  /// The trace of the product of two symmetric matrices.
  private static func traceOfProduct(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }
}

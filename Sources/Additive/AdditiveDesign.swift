import Learning

/// Training rows as sums over the coefficients of all terms: what penalised least squares needs.
struct AdditiveDesign: Sendable {
  let terms: [AdditiveTerm]
  /// The first coefficient of each term.
  let offsets: [Int]
  let coefficientCount: Int
  /// The weighted mean of each coefficient's factor; factors are meant less their means.
  let means: [Double]
  /// The weighted products of factors, row-major, shape [coefficients][coefficients].
  let products: [Double]
  /// The weighted products of factors with the target less its mean.
  let targetProducts: [Double]
  let targetMean: Double
  let totalWeight: Double
  private let data: TrainingData

  /// Chooses the terms and sums over the rows, in their order.
  init(_ data: TrainingData, segments: Int) throws {
    try self.init(
      data, terms: data.features.columns.map { AdditiveTerm($0, segments: segments) })
  }

  /// Sums over the rows, in their order.
  init(_ data: TrainingData, terms: [AdditiveTerm]) throws {
    self.data = data
    self.terms = terms
    var offsets: [Int] = []
    var count = 0
    for term in terms {
      offsets.append(count)
      count += term.coefficientCount
    }
    self.offsets = offsets
    coefficientCount = count
    targetMean = WeightedMean.of(data.target, weights: data.weights)
    totalWeight = data.weights?.reduce(0, +) ?? Double(data.target.count)
    var sums = Sums(count: count)
    var places: [(Int, Double)] = []
    for row in data.target.indices {
      if row & 0xffff == 0 { try Task.checkCancellation() }
      Self.factors(of: row, data, terms, offsets, into: &places)
      sums.add(places, target: data.target[row] - targetMean, weight: data.weights?[row] ?? 1)
    }
    let total = totalWeight
    let means = sums.factors.map { $0 / total }
    self.means = means
    products = sums.centred(means: means, totalWeight: totalWeight)
    targetProducts = sums.targets
  }

  /// Sums while the rows go by.
  private struct Sums {
    let count: Int
    var factors: [Double]
    var targets: [Double]
    /// The lower triangle; places of a row ascend.
    var products: [Double]

    init(count: Int) {
      self.count = count
      factors = [Double](repeating: 0, count: count)
      targets = factors
      products = [Double](repeating: 0, count: count * count)
    }

    mutating func add(_ places: [(Int, Double)], target: Double, weight: Double) {
      for (index, (i, a)) in places.enumerated() {
        let weighted = weight * a
        factors[i] += weighted
        targets[i] += weighted * target
        for (j, b) in places[...index] { products[i * count + j] += weighted * b }
      }
    }

    /// The products of factors less their means, both triangles.
    func centred(means: [Double], totalWeight: Double) -> [Double] {
      var result = products
      for i in 0..<count {
        for j in 0...i {
          let value = products[i * count + j] - totalWeight * means[i] * means[j]
          result[i * count + j] = value
          result[j * count + i] = value
        }
      }
      return result
    }
  }

  private static func factors(
    of row: Int, _ data: TrainingData, _ terms: [AdditiveTerm], _ offsets: [Int],
    into places: inout [(Int, Double)]
  ) {
    places.removeAll(keepingCapacity: true)
    for (feature, term) in terms.enumerated() {
      let (first, values, count) = term.factors(at: data.features.columns[feature][row])
      for place in 0..<count { places.append((offsets[feature] + first + place, values[place])) }
    }
  }

  /// Gives the coefficients that a row brings into play, in rising order, and their factors.
  func places(of row: Int) -> [(Int, Double)] {
    var places: [(Int, Double)] = []
    Self.factors(of: row, data, terms, offsets, into: &places)
    return places
  }

  /// Gives the weighted sum of squared errors of coefficients, from the rows themselves.
  ///
  /// The sums above would give it too, but where almost nothing is left over, not to any digit.
  func squaredError(_ coefficients: [Double]) -> Double {
    let shift = zip(coefficients, means).reduce(0) { $0 + $1.0 * $1.1 }
    var places: [(Int, Double)] = []
    var sum = 0.0
    for row in data.target.indices {
      Self.factors(of: row, data, terms, offsets, into: &places)
      var error = data.target[row] - targetMean + shift
      for (place, value) in places { error -= coefficients[place] * value }
      sum += (data.weights?[row] ?? 1) * error * error
    }
    return sum
  }
}

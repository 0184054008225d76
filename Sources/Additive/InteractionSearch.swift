import Kernels
import Learning

/// Looks for pairs of features whose products explain what a sum of curves leaves.
///
/// Of each feature the ranks, scaled to -1...1, and their squares are taken; a pair has the four
/// products. Where one of the two has two values only, it has those with the other's first four
/// powers. What the sum of curves can explain is taken out of them by least squares without a
/// penalty. A pair's statistic is the score test that holds where errors differ in size between
/// rows: s' V⁻¹ s with s the sum over the rows of product times residual, and V the sum of its
/// squares (White: A heteroskedasticity-consistent covariance matrix estimator, 1980; Davidson and
/// MacKinnon: Heteroskedasticity-robust tests in regression directions, 1985). By its number of
/// products it is compared with an F distribution, and the smallest probabilities are corrected for
/// the number of pairs by the steps of Holm: A simple sequentially rejective multiple test
/// procedure, 1979. The most rows, features and breaks are bounded, and so is the time.
struct InteractionSearch {
  private static let rowsMax = 2000
  private static let featuresMax = 24
  private static let coefficientsMax = 250
  private static let pairsKept = 5

  private let data: TrainingData
  private let design: AdditiveDesign
  private let parts: Cholesky
  /// For each row the coefficients it brings into play, with their factors.
  private let places: [[(Int, Double)]]
  /// What the curves leave, for each row.
  private let left: [Double]

  /// Tests the pairs among the features that add most.
  static func test(
    _ data: TrainingData, _ sum: AdditivePredictor, spreads: [Double], squaredError: Double,
    settings: AdditiveSettings
  ) throws -> InteractionTest {
    let mean = WeightedMean.of(data.target, weights: data.weights)
    let total = data.target.indices.reduce(0.0) {
      let difference = data.target[$1] - mean
      return $0 + (data.weights?[$1] ?? 1) * difference * difference
    }
    guard squaredError > 1e-12 * total else { return InteractionTest(.nothingLeft) }
    let ranked = spreads.indices.filter { !sum.shapes[$0].isNone }
      .sorted { (-spreads[$0], $0) < (-spreads[$1], $1) }
    let features = ranked.prefix(featuresMax).sorted()
    guard features.count > 1 else { return InteractionTest(.noPairs) }
    let chosen = rows(data)
    guard let search = try InteractionSearch(data.rows(chosen), sum, settings) else {
      return InteractionTest(.tooFewRows, rowCount: chosen.count)
    }
    return try search.test(features)
  }

  /// Chooses rows that weigh something, all or so many at random.
  private static func rows(_ data: TrainingData) -> [Int] {
    let rows = data.target.indices.filter { data.weights?[$0] ?? 1 > 0 }
    guard rows.count > rowsMax else { return rows }
    var random = RandomStream(seed: 0).derived("interactions")
    return random.permutation(of: rows.count).prefix(rowsMax).map { rows[$0] }.sorted()
  }

  /// Fits curves without a penalty to what the curves leave; nil where rows are too few.
  private init?(
    _ data: TrainingData, _ sum: AdditivePredictor, _ settings: AdditiveSettings
  ) throws {
    let count = data.target.count
    let curves = sum.shapes.count { if case .curve = $0 { true } else { false } }
    let slopes = sum.shapes.count - curves
    let room = min(count / 4, Self.coefficientsMax) - slopes
    let segments = min(settings.segments, max(1, room / max(curves, 1) - 2))
    let predictions = sum.predictions(for: data.features)
    let rest = TrainingData(
      features: data.features, target: zip(data.target, predictions).map { $0 - $1 },
      weights: data.weights)
    let design = try AdditiveDesign(rest, segments: segments)
    let size = design.coefficientCount
    guard size + 1 <= count / 2, count - size >= 24 else { return nil }
    var matrix = design.products
    // Columns of one text add up to 1; this alone tells them apart.
    for place in 0..<size { matrix[place * (size + 1)] *= 1 + 1e-8 }
    guard let parts = Cholesky(matrix, size: size) else { return nil }
    let places = rest.target.indices.map { design.places(of: $0) }
    let coefficients = parts.solve(design.targetProducts)
    let shift = zip(coefficients, design.means).reduce(0) { $0 + $1.0 * $1.1 }
    left = rest.target.indices.map { row in
      places[row].reduce(rest.target[row] - design.targetMean + shift) {
        $0 - coefficients[$1.0] * $1.1
      }
    }
    self.data = rest
    self.design = design
    self.parts = parts
    self.places = places
  }

  private func test(_ features: [Int]) throws -> InteractionTest {
    let bases = features.map { RankBasis(data.features.columns[$0]) }
    var found: [InteractionTest.Pair] = []
    for (place, i) in features.enumerated() {
      for (other, j) in features.enumerated().dropFirst(place + 1) {
        try Task.checkCancellation()
        let products = bases[place].products(bases[other])
        if let pair = pair(i, j, products) { found.append(pair) }
      }
    }
    found.sort { ($0.p, $0.first, $0.second) < ($1.p, $1.first, $1.second) }
    var least = 0.0
    let corrected = found.enumerated().prefix(Self.pairsKept).map { place, pair in
      least = max(least, min(1, pair.p * Double(found.count - place)))
      return InteractionTest.Pair(
        first: pair.first, second: pair.second, p: least, share: pair.share)
    }
    return InteractionTest(
      found.isEmpty ? .noPairs : .tested, pairCount: found.count, rowCount: data.target.count,
      featureCount: features.count, pairs: corrected)
  }

  /// Gives the pair with its uncorrected probability; nil where its products tell nothing new.
  private func pair(_ i: Int, _ j: Int, _ products: [[Double]]) -> InteractionTest.Pair? {
    let columns = products.compactMap { withoutCurves($0) }
    let size = columns.count
    guard size > 0 else { return nil }
    var scores = [Double](repeating: 0, count: size)
    var spread = [Double](repeating: 0, count: size * size)
    var squares = spread
    for row in left.indices {
      let weight = data.weights?[row] ?? 1
      let weighted = weight * left[row]
      for a in 0..<size {
        scores[a] += columns[a][row] * weighted
        for b in 0...a {
          let product = columns[a][row] * columns[b][row]
          spread[a * size + b] += product * weighted * weighted
          squares[a * size + b] += product * weight
        }
      }
    }
    let count = Double(left.count)
    let free = count - 1 - Double(design.coefficientCount)
    guard let spreadParts = Cholesky(spread, size: size),
      let squareParts = Cholesky(squares, size: size)
    else { return nil }
    func form(_ parts: Cholesky) -> Double {
      zip(scores, parts.solve(scores)).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let statistic = form(spreadParts) * free / count / Double(size)
    let total = left.indices.reduce(0.0) {
      $0 + (data.weights?[$1] ?? 1) * left[$1] * left[$1]
    }
    guard statistic.isFinite, total > 0 else { return nil }
    return InteractionTest.Pair(
      first: i, second: j,
      p: FisherDistribution.above(
        statistic, numerator: Double(size), denominator: free - Double(size)),
      share: min(1, form(squareParts) / total))
  }

  /// Takes out of a column what curves can tell; nil where hardly anything is left.
  private func withoutCurves(_ column: [Double]) -> [Double]? {
    let mean = WeightedMean.of(column, weights: data.weights)
    var products = [Double](repeating: 0, count: design.coefficientCount)
    var before = 0.0
    for row in column.indices {
      let centred = column[row] - mean
      let weighted = (data.weights?[row] ?? 1) * centred
      before += weighted * centred
      for (place, factor) in places[row] { products[place] += weighted * factor }
    }
    let coefficients = parts.solve(products)
    let shift = zip(coefficients, design.means).reduce(0) { $0 + $1.0 * $1.1 }
    var after = 0.0
    let rest = column.indices.map { row in
      let value = places[row].reduce(column[row] - mean + shift) {
        $0 - coefficients[$1.0] * $1.1
      }
      after += (data.weights?[row] ?? 1) * value * value
      return value
    }
    return after > 1e-4 * before && before > 0 ? rest : nil
  }
}

import Kernels

/// Nearly the inverse of the curvature of a loss: what makes conjugate gradients short.
protocol LossPreconditioner {
  /// Solves nearly curvature times direction = rest.
  func solve(_ rest: [Double]) -> [Double]
}

/// The curvature along each parameter alone.
struct DiagonalPreconditioner: LossPreconditioner {
  private let diagonal: [Double]

  /// Takes curvatures; those of 0 count as 1.
  init(_ diagonal: [Double]) {
    // A probability of 0 or 1 in every row leaves an intercept without curvature.
    self.diagonal = diagonal.map { $0 > 0 ? $0 : 1 }
  }

  func solve(_ rest: [Double]) -> [Double] { zip(rest, diagonal).map { $0 / $1 } }
}

/// The curvatures within each class, where the parameters of a feature add up to 0 over classes.
///
/// Along equal changes of all classes the penalty alone is curved, so a solution that leaves the
/// sums at 0, where they are at the least, needs far fewer steps. Each class has the curvature of
/// its own parameters, all of them or each alone; the solution under the constraint is exact.
struct SoftmaxPreconditioner: LossPreconditioner {
  private let classCount: Int
  private let width: Int
  private let parts: Parts

  private enum Parts {
    /// The inverse curvature of each parameter, laid out as they are, and their sums over classes.
    case single([Double], sums: [Double])
    /// The curvature of each class taken apart, and the sum of the inverses.
    case blocks([Cholesky], sum: Cholesky)
  }

  /// Whether it was dear to make.
  var isDear: Bool {
    if case .blocks = parts { true } else { false }
  }

  /// Takes the curvature along each parameter alone, a row a feature and a column a class.
  init(diagonal: [Double], classCount: Int, width: Int) {
    self.classCount = classCount
    self.width = width
    let inverse = diagonal.map { $0 > 0 ? 1 / $0 : 1 }
    let sums = stride(from: 0, to: diagonal.count, by: width).map { start in
      inverse[start..<(start + classCount)].reduce(0, +)
    }
    parts = .single(inverse, sums: sums)
  }

  /// Takes the curvature of each class, row-major; gives nil where one is not positive definite.
  init?(blocks: [[Double]], size: Int, width: Int) {
    classCount = blocks.count
    self.width = width
    var taken: [Cholesky] = []
    var sum = [Double](repeating: 0, count: size * size)
    for block in blocks {
      guard let part = Cholesky(block, size: size) else { return nil }
      for (place, value) in part.inverse().enumerated() { sum[place] += value }
      taken.append(part)
    }
    guard let whole = Cholesky(sum, size: size) else { return nil }
    parts = .blocks(taken, sum: whole)
  }

  func solve(_ rest: [Double]) -> [Double] {
    switch parts {
    case .single(let inverse, let sums):
      var solution = [Double](repeating: 0, count: rest.count)
      for (feature, sum) in sums.enumerated() {
        let range = (feature * width)..<(feature * width + classCount)
        var total = 0.0
        for place in range {
          solution[place] = rest[place] * inverse[place]
          total += solution[place]
        }
        for place in range { solution[place] -= inverse[place] * (total / sum) }
      }
      return solution
    case .blocks(let blocks, let sum):
      let size = sum.size
      var total = [Double](repeating: 0, count: size)
      let own = blocks.enumerated().map { place, block in
        let found = block.solve((0..<size).map { rest[$0 * width + place] })
        for feature in 0..<size { total[feature] += found[feature] }
        return found
      }
      let shift = sum.solve(total)
      var solution = [Double](repeating: 0, count: rest.count)
      for (place, block) in blocks.enumerated() {
        let less = block.solve(shift)
        for feature in 0..<size {
          solution[feature * width + place] = own[place][feature] - less[feature]
        }
      }
      return solution
    }
  }
}

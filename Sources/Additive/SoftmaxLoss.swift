import Foundation
import Kernels

/// The penalised log loss of three or more classes.
///
/// Parameters lie feature by feature, the intercepts first, a number for each class, and zeros to
/// fill whole registers. Adding one number to all intercepts changes no probability, so the square
/// of their sum is added to the loss: the sum is 0 at the least, and there is one least only.
struct SoftmaxLoss: PenalisedLoss {
  /// Rows are gone through in blocks that stay in the processor's memory.
  private static let blockRows = 256
  /// After so many steps of a solution the whole curvature of each class is worth its price, and
  /// after so many with it another one; it never is with more parameters a class.
  private static let (stepsToBlocks, stepsToRenew, blockSizeMax) = (8, 30, 64)

  /// The rows: a 1 and the features, each about as spread as the others.
  private let rows: MatrixView<Double>
  /// What half the squared coefficient of each feature is multiplied by, above 0.
  private let penalties: [Double]
  private let classes: [Int]
  private let classCount: Int
  private let weights: [Double]
  /// The classes, and columns that stay 0.
  private let width: Int
  /// What half the squared sum of the intercepts is multiplied by.
  private let sumPenalty: Double

  /// The loss at some parameters.
  struct Point: LossPoint {
    let parameters: [Double]
    let loss: Double
    let gradient: [Double]
    /// The probability of each class in each row.
    fileprivate let shares: MatrixView<Double>
  }

  /// Takes features as columns, a penalty for each, and for each row its class and weight.
  ///
  /// Each class has a row, and weights are above 0.
  init(
    columns: [[Double]], penalties: [Double], classes: [Int], classCount: Int, weights: [Double]
  ) {
    let count = columns.count + 1
    rows = NumberBlock<Double>(count: weights.count * count).view(
      rows: weights.count, columns: count)
    rows.setColumn(0, [Double](repeating: 1, count: weights.count))
    for (feature, column) in columns.enumerated() { rows.setColumn(feature + 1, column) }
    self.penalties = penalties
    self.classes = classes
    self.classCount = classCount
    self.weights = weights
    width = (classCount + Double.lanes - 1) / Double.lanes * Double.lanes
    sumPenalty = weights.reduce(0, +) / Double(classCount * classCount)
  }

  var start: [Double] {
    var sums = [Sum](repeating: Sum(), count: classCount)
    for (place, weight) in zip(classes, weights) { sums[place].add(weight) }
    let logs = sums.map { log($0.value) }
    let mean = Sum.mean(of: logs)
    var start = [Double](repeating: 0, count: rows.columns * width)
    for (place, value) in logs.enumerated() { start[place] = value - mean }
    return start
  }

  func vectors(_ parameters: [Double]) -> [[Double]] {
    (0..<classCount).map { place in
      (0..<rows.columns).map { parameters[$0 * width + place] }
    }
  }

  func point(_ parameters: [Double]) -> Point {
    let factors = matrix(parameters)
    let shares = NumberBlock<Double>(count: rows.rows * width).view(
      rows: rows.rows, columns: width)
    let slopes = NumberBlock<Double>(count: parameters.count).view(
      rows: rows.columns, columns: width)
    let space = NumberBlock<Double>(count: Self.blockRows * width).view(
      rows: Self.blockRows, columns: width)
    var loss = Sum()
    for range in blocks {
      let (part, own) = (rows[rows: range], shares[rows: range])
      let rests = space.first(range.count)
      own.setProduct(part, factors)
      for value in own.setSoftmax(
        outputs: classCount, classes: classes[range], weights: weights[range], rests: rests)
      { loss.add(value) }
      slopes.setProduct(part, isTransposed: true, rests, plus: slopes)
    }
    var gradient = slopes.numbers
    addPenalty(parameters, to: &gradient)
    for (feature, penalty) in penalties.enumerated() {
      for place in 0..<classCount {
        let value = parameters[(feature + 1) * width + place]
        loss.add(penalty / 2 * value * value)
      }
    }
    let sum = interceptSum(parameters)
    loss.add(sumPenalty / 2 * sum * sum)
    return Point(parameters: parameters, loss: loss.value, gradient: gradient, shares: shares)
  }

  func curvature(_ point: Point, along direction: [Double]) -> [Double] {
    let factors = matrix(direction)
    let slopes = NumberBlock<Double>(count: direction.count).view(
      rows: rows.columns, columns: width)
    let space = NumberBlock<Double>(count: Self.blockRows * width).view(
      rows: Self.blockRows, columns: width)
    for range in blocks {
      let part = rows[rows: range]
      let changes = space.first(range.count)
      changes.setProduct(part, factors)
      changes.setSoftmaxChange(shares: point.shares[rows: range], weights: weights[range])
      slopes.setProduct(part, isTransposed: true, changes, plus: slopes)
    }
    var change = slopes.numbers
    addPenalty(direction, to: &change)
    return change
  }

  func preconditioner(
    _ point: Point, after steps: Int, previous: SoftmaxPreconditioner?
  ) -> SoftmaxPreconditioner {
    if let previous, previous.isDear, steps <= Self.stepsToRenew { return previous }
    if steps > Self.stepsToBlocks, rows.columns <= Self.blockSizeMax,
      let found = SoftmaxPreconditioner(
        blocks: curvatures(point), size: rows.columns, width: width)
    {
      return found
    }
    return SoftmaxPreconditioner(diagonal: diagonal(point), classCount: classCount, width: width)
  }

  /// Gives how each slope changes along its own parameter.
  private func diagonal(_ point: Point) -> [Double] {
    var diagonal = sums(point, columns: rows.columns) { square, part in
      square.copy(part)
      square.multiply(by: part)
    }
    for place in 0..<classCount {
      for (feature, penalty) in penalties.enumerated() {
        diagonal[(feature + 1) * width + place] += penalty
      }
    }
    return diagonal
  }

  /// Gives for each class how the slopes of its parameters change along them, row-major.
  private func curvatures(_ point: Point) -> [[Double]] {
    let size = rows.columns
    var blocks = [[Double]](
      repeating: [Double](repeating: 0, count: size * size), count: classCount)
    let found = sums(point, columns: size * (size + 1) / 2) { products, part in
      var start = 0
      for first in 0..<size {
        products[columns: start..<(start + first + 1)].setOuter(
          part[columns: first..<(first + 1)], part[columns: 0..<(first + 1)])
        start += first + 1
      }
    }
    var start = 0
    for first in 0..<size {
      for place in 0..<classCount {
        for second in 0...first {
          blocks[place][first * size + second] = found[(start + second) * width + place]
        }
        if first > 0 { blocks[place][first * size + first] += penalties[first - 1] }
      }
      start += first + 1
    }
    return blocks
  }

  /// Sums numbers made of the rows, each times weight x share x (1 - share) of each class.
  private func sums(
    _ point: Point, columns: Int,
    _ fill: (_ numbers: MatrixView<Double>, _ rows: MatrixView<Double>) -> Void
  ) -> [Double] {
    let sums = NumberBlock<Double>(count: columns * width).view(rows: columns, columns: width)
    let space = NumberBlock<Double>(count: Self.blockRows * width).view(
      rows: Self.blockRows, columns: width)
    let numbers = NumberBlock<Double>(count: Self.blockRows * columns).view(
      rows: Self.blockRows, columns: columns)
    for range in blocks {
      let (spreads, own) = (space.first(range.count), numbers.first(range.count))
      spreads.setSoftmaxSpread(shares: point.shares[rows: range], weights: weights[range])
      fill(own, rows[rows: range])
      sums.setProduct(own, isTransposed: true, spreads, plus: sums)
    }
    return sums.numbers
  }

  /// The ranges of rows of the blocks.
  private var blocks: [Range<Int>] {
    stride(from: 0, to: rows.rows, by: Self.blockRows).map {
      $0..<min(rows.rows, $0 + Self.blockRows)
    }
  }

  private func matrix(_ numbers: [Double]) -> MatrixView<Double> {
    let matrix = NumberBlock<Double>(count: numbers.count).view(
      rows: rows.columns, columns: width)
    matrix.setNumbers(numbers)
    return matrix
  }

  /// Adds what the penalties change of slopes.
  private func addPenalty(_ parameters: [Double], to slopes: inout [Double]) {
    let sum = sumPenalty * interceptSum(parameters)
    for place in 0..<classCount {
      slopes[place] += sum
      for (feature, penalty) in penalties.enumerated() {
        let index = (feature + 1) * width + place
        slopes[index] += penalty * parameters[index]
      }
    }
  }

  private func interceptSum(_ parameters: [Double]) -> Double {
    parameters[..<classCount].reduce(0, +)
  }
}

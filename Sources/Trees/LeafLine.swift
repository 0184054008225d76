import Digests
import Kernels

/// What a leaf predicts beyond its constant: a slope for each of some columns of quantities.
///
/// Values are held at the ends of what the leaf's training rows had, so that a line never leads far
/// away from them. A row that lacks one of the values gets the constant alone.
package struct LeafLine: Equatable, Sendable {
  /// A column with its slope, the mean that its values are taken from, and their range.
  package struct Slope: Equatable, Sendable {
    package let feature: Int32
    package let slope: Double
    package let mean: Double
    package let low: Double
    package let high: Double

    package init(feature: Int32, slope: Double, mean: Double, low: Double, high: Double) {
      self.feature = feature
      self.slope = slope
      self.mean = mean
      self.low = low
      self.high = high
    }
  }

  package let slopes: [Slope]

  /// Gives what is added to the constant of the leaf; values begin at the start given.
  func value(_ values: [Double], start: Int) -> Double {
    var sum = 0.0
    for slope in slopes {
      let value = values[start + Int(slope.feature)]
      if value.isNaN { return 0 }
      sum += slope.slope * (min(max(value, slope.low), slope.high) - slope.mean)
    }
    return sum
  }

  func encode(into writer: inout ByteWriter) {
    writer.integer(slopes.count)
    for slope in slopes {
      writer.integer(Int(slope.feature))
      writer.number(slope.slope)
      writer.number(slope.mean)
      writer.number(slope.low)
      writer.number(slope.high)
    }
  }

  package init(slopes: [Slope]) { self.slopes = slopes }

  init(decoding reader: inout ByteReader, featureCount: Int) throws(ByteReaderError) {
    var slopes: [Slope] = []
    for _ in 0..<(try reader.count(bytesEach: 40)) {
      let feature = try reader.integer()
      guard (0..<featureCount).contains(feature) else {
        throw reader.failure("a feature number below \(featureCount)")
      }
      slopes.append(
        Slope(
          feature: Int32(feature), slope: try reader.number(), mean: try reader.number(),
          low: try reader.number(), high: try reader.number()))
    }
    self.slopes = slopes
  }
}

/// Finds the lines of leaves: ridge regression of the step on the columns of the way to the leaf.
///
/// Shi, Li and Li: Gradient boosting with piece-wise linear regression trees, 2018. Slopes lower
/// the parabola of the loss, sum g d + h d^2 / 2 of a step d, around the constant step. Columns are
/// centred and scaled by the leaf's rows, so the penalty does not depend on their units.
struct LeafLineFit {
  private let columns: [[Double]]
  private let l2: Double
  private let learningRate: Double

  init(columns: [[Double]], l2: Double, learningRate: Double) {
    self.columns = columns
    self.l2 = l2
    self.learningRate = learningRate
  }

  /// A column of the leaf with the moments of its rows.
  private struct Part {
    let feature: Int
    let mean: Double
    let deviation: Double
    let low: Double
    let high: Double
  }

  /// Gives the line of a leaf, or nil where its rows do not tell one.
  func line(_ rows: ArraySlice<UInt32>, features: [Int], slopes: RowSlopes) -> LeafLine? {
    let known = rows.filter { row in
      slopes.curvatures[Int(row)] > 0 && features.allSatisfy { columns[$0][Int(row)].isFinite }
    }
    let parts = features.compactMap { part($0, known, slopes, valuesMin: 2 * (features.count + 1)) }
    guard !parts.isEmpty else { return nil }
    let count = parts.count
    var matrix = [Double](repeating: 0, count: count * count)
    var side = [Double](repeating: 0, count: count)
    var place = side
    for row in known.map(Int.init) {
      for (index, part) in parts.enumerated() {
        place[index] = (columns[part.feature][row] - part.mean) / part.deviation
      }
      let (gradient, curvature) = (slopes.gradients[row], slopes.curvatures[row])
      for i in 0..<count {
        side[i] -= gradient * place[i]
        for j in 0...i { matrix[i * count + j] += curvature * place[i] * place[j] }
      }
    }
    for i in 0..<count { matrix[i * count + i] += l2 }
    guard let solved = Cholesky(matrix, size: count)?.solve(side),
      solved.allSatisfy(\.isFinite)
    else { return nil }
    return LeafLine(
      slopes: zip(parts, solved).map { part, slope in
        LeafLine.Slope(
          feature: Int32(part.feature), slope: learningRate * slope / part.deviation,
          mean: part.mean, low: part.low, high: part.high)
      })
  }

  /// Gives the moments of a column, or nil where it has too few different values among the rows.
  private func part(
    _ feature: Int, _ rows: [UInt32], _ slopes: RowSlopes, valuesMin: Int
  ) -> Part? {
    let column = columns[feature]
    var different: Set<Double> = []
    for row in rows where different.count < valuesMin { different.insert(column[Int(row)]) }
    guard different.count >= valuesMin else { return nil }
    var (total, sum) = (0.0, 0.0)
    var (low, high) = (Double.infinity, -Double.infinity)
    for row in rows {
      let value = column[Int(row)]
      total += slopes.curvatures[Int(row)]
      sum += slopes.curvatures[Int(row)] * value
      low = min(low, value)
      high = max(high, value)
    }
    guard total > 0, low < high, (high - low).isFinite else { return nil }
    let mean = sum / total
    guard mean.isFinite else { return nil }
    var squares = 0.0
    for row in rows {
      let distance = (column[Int(row)] - mean) / (high - low)
      squares += slopes.curvatures[Int(row)] * distance * distance
    }
    let deviation = (squares / total).squareRoot() * (high - low)
    guard deviation > 0, deviation.isFinite, (high - low) / deviation < 1e6 else { return nil }
    return Part(feature: feature, mean: mean, deviation: deviation, low: low, high: high)
  }
}

/// A symmetric positive definite matrix taken apart: A = L L'.
///
/// Golub and Van Loan: Matrix computations, 4th edition, 4.2.5, row by row. Sums run from the first
/// column on, in four stripes, so that the bits are the same each time.
package struct Cholesky: Sendable {
  package let size: Int
  /// The triangle L, row-major, shape [size][size]; what is above the diagonal is 0.
  private var triangle: [Double]

  /// Takes a matrix apart, or gives nil where it is not positive definite to working precision.
  ///
  /// - Parameters:
  ///   - matrix: in; row-major, shape [size][size]; only the lower triangle is read.
  ///   - size: the number of rows, at least 0.
  /// - Complexity: size³ / 3 multiplications with additions.
  package init?(_ matrix: [Double], size: Int) {
    precondition(matrix.count == size * size, "the matrix has size x size values")
    self.size = size
    triangle = [Double](repeating: 0, count: size * size)
    for row in 0..<size {
      for column in 0...row {
        let sum =
          matrix[row * size + column]
          - Self.product(triangle, row * size, column * size, count: column)
        if column < row {
          triangle[row * size + column] = sum / triangle[column * size + column]
        } else {
          // A pivot that rounding alone could have left tells nothing.
          guard sum > 0x1p-50 * matrix[row * size + row] else { return nil }
          triangle[row * size + row] = sum.squareRoot()
        }
      }
    }
  }

  /// Solves A x = b.
  package func solve(_ target: [Double]) -> [Double] {
    precondition(target.count == size, "every row has a target")
    var x = target
    for row in 0..<size {
      var sum = x[row]
      for column in 0..<row { sum -= triangle[row * size + column] * x[column] }
      x[row] = sum / triangle[row * size + row]
    }
    for row in stride(from: size - 1, through: 0, by: -1) {
      x[row] /= triangle[row * size + row]
      let known = x[row]
      for column in 0..<row { x[column] -= triangle[row * size + column] * known }
    }
    return x
  }

  /// Gives the inverse of the matrix, row-major and symmetric, shape [size][size].
  ///
  /// - Complexity: about size³ / 3 for the inverse triangle, and as much for the product.
  package func inverse() -> [Double] {
    // The columns of the inverse triangle, each contiguous: column c has values from row c on.
    var columns = [Double](repeating: 0, count: size * size)
    for column in 0..<size {
      columns[column * size + column] = 1 / triangle[column * size + column]
      for row in (column + 1)..<max(size, column + 1) {
        let sum = Self.product(
          triangle, row * size + column, columns, column * size + column, count: row - column)
        columns[column * size + row] = -sum / triangle[row * size + row]
      }
    }
    var result = [Double](repeating: 0, count: size * size)
    for row in 0..<size {
      for column in 0...row {
        let value = Self.product(
          columns, row * size + row, columns, column * size + row, count: size - row)
        result[row * size + column] = value
        result[column * size + row] = value
      }
    }
    return result
  }

  private static func product(_ values: [Double], _ a: Int, _ b: Int, count: Int) -> Double {
    product(values, a, values, b, count: count)
  }

  /// Multiplies two runs of values and adds up, in four stripes and then in their order.
  private static func product(
    _ first: [Double], _ a: Int, _ second: [Double], _ b: Int, count: Int
  ) -> Double {
    precondition(a + count <= first.count && b + count <= second.count, "the runs are inside")
    // SAFETY: both runs were just found to lie inside their arrays, which outlive the closures.
    return unsafe first.withUnsafeBufferPointer { first in
      unsafe second.withUnsafeBufferPointer { second in
        var stripes = SIMD4<Double>.zero
        let whole = count & ~3
        for place in stride(from: 0, to: whole, by: 4) {
          let (i, j) = (a + place, b + place)
          let a4 = unsafe SIMD4(first[i], first[i + 1], first[i + 2], first[i + 3])
          let b4 = unsafe SIMD4(second[j], second[j + 1], second[j + 2], second[j + 3])
          stripes += a4 * b4
        }
        var total = (stripes[0] + stripes[1]) + (stripes[2] + stripes[3])
        for place in whole..<max(count, whole) {
          total += unsafe first[a + place] * second[b + place]
        }
        return total
      }
    }
  }
}

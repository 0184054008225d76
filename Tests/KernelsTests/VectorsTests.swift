import Foundation
import Kernels
import Testing

@Suite("Vector loops")
struct VectorsTests {
  private static func matrix<Number: VectorNumber>(
    _ rows: Int, _ columns: Int, _ random: inout RandomStream
  ) -> MatrixView<Number> {
    let view = NumberBlock<Number>(count: rows * columns).view(rows: rows, columns: columns)
    view.setNumbers((0..<rows * columns).map { _ in random.normal() })
    return view
  }

  /// The plain form: each element summed in the order of depth.
  private static func plain<Number: VectorNumber>(
    _ a: MatrixView<Number>, isTransposed: Bool, _ b: MatrixView<Number>,
    plus start: MatrixView<Number>?, isJoined: Bool, rows: Int
  ) -> [Double] {
    var result: [Double] = []
    let depth = isTransposed ? a.rows : a.columns
    for row in 0..<rows {
      for column in 0..<b.columns {
        var sum = start.map { $0[row: $0.rows == 1 ? 0 : row, column: column] } ?? 0
        for k in 0..<depth {
          let factor = isTransposed ? a[row: k, column: row] : a[row: row, column: k]
          let other = b[row: k, column: column]
          sum = isJoined ? sum.addingProduct(factor, other) : sum + factor * other
        }
        result.append(Double(sum))
      }
    }
    return result
  }

  private func check<Number: VectorNumber>(
    _ rows: Int, _ columns: Int, _ depth: Int, as type: Number.Type
  ) {
    var random = RandomStream(seed: UInt64(rows * 1000 + depth))
    for isTransposed in [false, true] {
      let a: MatrixView<Number> =
        isTransposed
        ? Self.matrix(depth, rows, &random) : Self.matrix(rows, depth, &random)
      let b: MatrixView<Number> = Self.matrix(depth, columns, &random)
      let starts: [MatrixView<Number>?] = [
        nil, Self.matrix(1, columns, &random), Self.matrix(rows, columns, &random),
      ]
      for start in starts {
        let found: MatrixView<Number> = Self.matrix(rows, columns, &random)
        found.setProduct(a, isTransposed: isTransposed, b, plus: start)
        // A processor without joined multiply-adds gives the bits of the form without them.
        let forms = [true, false].map {
          Self.plain(
            a, isTransposed: isTransposed, b, plus: start, isJoined: $0, rows: rows)
        }
        let isOne = forms.contains(found.numbers)
        #expect(isOne, "\(rows) x \(columns) x \(depth), transposed: \(isTransposed)")
      }
    }
  }

  @Test("products have the bits of the plain form", arguments: [0, 1, 2, 3, 5, 8, 13, 21, 64])
  func products(rows: Int) {
    for columns in [16, 32, 48, 128] {
      for depth in [0, 1, 4, 15, 33] {
        check(rows, columns, depth, as: Float.self)
        check(rows, columns, depth, as: Double.self)
      }
    }
  }

  // SELU, SiLU, GELU and Mish go to 0 on the far left, where a float's error is taken absolutely.
  @Test("activations of floats are those of doubles to 4e-7", arguments: Activation.allCases)
  func activations(activation: Activation) {
    let xs = (0...40_000).map { Double(Float(Double($0 - 20_000) / 1000)) } + [-1e30, 1e30, 0]
    let floats = NumberBlock<Float>(count: xs.count).row
    let doubles = NumberBlock<Double>(count: xs.count).row
    floats.setNumbers(xs)
    doubles.setNumbers(xs)
    let floatSlopes = NumberBlock<Float>(count: xs.count).row
    let doubleSlopes = NumberBlock<Double>(count: xs.count).row
    floats.setActivation(activation, of: floats, slope: floatSlopes)
    doubles.setActivation(activation, of: doubles, slope: doubleSlopes)
    var worst = 0.0
    for (found, right) in zip(floats.numbers, doubles.numbers) {
      worst = max(worst, abs(found - right) / max(1, abs(right)))
    }
    var worstSlope = 0.0
    for (found, right) in zip(floatSlopes.numbers, doubleSlopes.numbers).dropLast(3) {
      worstSlope = max(worstSlope, abs(found - right))
    }
    #expect(worst < 4e-7)
    #expect(worstSlope < 1e-6)
  }

  @Test("a triangular factor solves symmetric systems", arguments: [1, 63, 64, 65, 200])
  func cholesky(size: Int) {
    var random = RandomStream(seed: UInt64(size))
    let width = (size + 63) / 64 * 64
    let factors: MatrixView<Double> = Self.matrix(size + 5, width, &random)
    let solver = BlockedCholesky(width: width)
    solver.factor.setProduct(factors, isTransposed: true, factors)
    for index in 0..<width { solver.factor[row: index, column: index] += 1 }
    let matrix = solver.factor.numbers
    let right = (0..<width).map { _ in random.normal() }
    #expect(solver.factorise())
    let solution = solver.solve(right)
    for row in 0..<width {
      let sum = (0..<width).reduce(0.0) { $0 + matrix[row * width + $1] * solution[$1] }
      #expect(abs(sum - right[row]) < 1e-10)
    }
    solver.factor.fill(-1)
    #expect(!solver.factorise())
  }
}

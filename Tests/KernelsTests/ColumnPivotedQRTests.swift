import Kernels
import Testing

@Suite("Pivoted QR")
struct ColumnPivotedQRTests {
  private static func matrix(_ rows: Int, _ columns: Int, seed: UInt64) -> [[Double]] {
    var random = RandomStream(seed: seed)
    return (0..<columns).map { _ in (0..<rows).map { _ in random.uniform() - 0.5 } }
  }

  private static func product(_ columns: [[Double]], _ x: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: columns.first?.count ?? 0)
    for (column, value) in zip(columns, x) {
      for row in result.indices { result[row] += column[row] * value }
    }
    return result
  }

  private static func length(_ values: [Double]) -> Double {
    values.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  @Test(
    "a tall system is solved so that the rest is at right angles to every column",
    arguments: [(1, 1), (5, 5), (40, 7), (300, 15)])
  func tall(rows: Int, columns: Int) {
    let matrix = Self.matrix(rows, columns, seed: UInt64(rows))
    let target = Self.matrix(rows, 1, seed: 99)[0]
    let parts = ColumnPivotedQR(columns: matrix, rowCount: rows)
    #expect(parts.rank == columns)
    let x = parts.leastSquares(target)
    let rest = zip(target, Self.product(matrix, x)).map { $0 - $1 }
    for column in matrix {
      let angle = zip(column, rest).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(abs(angle) < 1e-12 * Double(rows))
    }
  }

  @Test("a wide system is solved exactly, by the solution of least norm")
  func wide() {
    let matrix = Self.matrix(4, 9, seed: 3)
    let known = Self.matrix(9, 1, seed: 4)[0]
    let target = Self.product(matrix, known)
    let parts = ColumnPivotedQR(columns: matrix, rowCount: 4)
    #expect(parts.rank == 4)
    let x = parts.leastSquares(target)
    for (a, b) in zip(Self.product(matrix, x), target) { #expect(abs(a - b) < 1e-13) }
    #expect(Self.length(x) < Self.length(known))
    Self.expectInRowSpace(x, matrix)
  }

  /// The solution of least norm is a sum of rows: it is at right angles to all that rows miss.
  private static func expectInRowSpace(_ x: [Double], _ matrix: [[Double]]) {
    let rows = matrix[0].indices.map { row in matrix.map { $0[row] } }
    let fit = ColumnPivotedQR(columns: rows, rowCount: x.count)
    let near = product(rows, fit.leastSquares(x))
    for (a, b) in zip(x, near) { #expect(abs(a - b) < 1e-10 * max(1, length(x))) }
  }

  @Test("repeated and summed columns do not count, and the norm is least")
  func rankDeficient() {
    var matrix = Self.matrix(50, 4, seed: 7)
    matrix.append(zip(matrix[0], matrix[1]).map { $0 + $1 })
    matrix.append(matrix[2])
    matrix.append([Double](repeating: 0, count: 50))
    let target = Self.matrix(50, 1, seed: 8)[0]
    let parts = ColumnPivotedQR(columns: matrix, rowCount: 50)
    #expect(parts.rank == 4)
    let x = parts.leastSquares(target)
    let short = ColumnPivotedQR(columns: Array(matrix[..<4]), rowCount: 50).leastSquares(target)
    let (full, small) = (Self.product(matrix, x), Self.product(Array(matrix[..<4]), short))
    for (a, b) in zip(full, small) { #expect(abs(a - b) < 1e-13) }
    // Equal columns share, and a column of nothing gets nothing.
    #expect(abs(x[2] - x[5]) < 1e-13)
    #expect(x[6] == 0)
    Self.expectInRowSpace(x, matrix)
  }

  @Test("columns of very different size keep their coefficients", arguments: [1e-12, 1, 1e150])
  func illScaled(size: Double) {
    var matrix = Self.matrix(60, 3, seed: 9)
    let known = [2.0, -3, 5]
    let target = Self.product(matrix, known)
    matrix[1] = matrix[1].map { $0 * size }
    let parts = ColumnPivotedQR(columns: matrix, rowCount: 60)
    guard size < 1e100 else {
      // The others are below the rounding of the largest: they do not count beside it.
      #expect(parts.rank == 1)
      return
    }
    let x = parts.leastSquares(target)
    #expect(parts.rank == 3)
    for (found, wanted) in zip(x, [2, -3 / size, 5]) { #expect(abs(found / wanted - 1) < 1e-9) }
  }

  @Test("nothing to solve gives nothing")
  func empty() {
    #expect(ColumnPivotedQR(columns: [], rowCount: 3).leastSquares([1, 2, 3]) == [])
    let zero = ColumnPivotedQR(columns: [[0, 0], [0, 0]], rowCount: 2)
    #expect(zero.rank == 0)
    #expect(zero.leastSquares([1, 2]) == [0, 0])
    #expect(ColumnPivotedQR(columns: [[], []], rowCount: 0).leastSquares([]) == [0, 0])
  }
}

import Kernels
import Testing

@Suite("Cholesky's parts of a matrix")
struct CholeskyTests {
  /// A matrix of products of random columns, which is positive definite.
  private static func matrix(_ size: Int, seed: UInt64) -> [Double] {
    var random = RandomStream(seed: seed)
    let columns = (0..<size).map { _ in (0..<(size + 3)).map { _ in random.normal() } }
    var matrix = [Double](repeating: 0, count: size * size)
    for i in 0..<size {
      for j in 0..<size {
        matrix[i * size + j] = zip(columns[i], columns[j]).reduce(0) { $0 + $1.0 * $1.1 }
      }
    }
    return matrix
  }

  @Test(
    "the solution solves, and the inverse times the matrix is one", arguments: [0, 1, 2, 5, 37])
  func solves(size: Int) throws {
    let matrix = Self.matrix(size, seed: UInt64(size))
    let parts = try #require(Cholesky(matrix, size: size))
    let wanted = (0..<size).map { Double($0) - 2 }
    func product(_ x: [Double]) -> [Double] {
      (0..<size).map { row in
        (0..<size).reduce(0) { $0 + matrix[row * size + $1] * x[$1] }
      }
    }
    for (a, b) in zip(parts.solve(product(wanted)), wanted) { #expect(abs(a - b) < 1e-8) }
    let inverse = parts.inverse()
    for column in 0..<size {
      let unit = product((0..<size).map { inverse[$0 * size + column] })
      for row in 0..<size { #expect(abs(unit[row] - (row == column ? 1 : 0)) < 1e-8) }
    }
  }

  @Test("a matrix that is not positive definite has no parts")
  func refused() {
    #expect(Cholesky([1, 2, 2, 1], size: 2) == nil)
    #expect(Cholesky([0], size: 1) == nil)
    #expect(Cholesky([1, 1, 1, 1], size: 2) == nil)
    #expect(Cholesky([.nan], size: 1) == nil)
  }
}

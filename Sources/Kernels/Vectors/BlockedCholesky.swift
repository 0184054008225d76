/// The factor U of a symmetric positive definite matrix A = U'U, in blocks of rows.
///
/// Golub and Van Loan: Matrix computations, 4.2. Memory is made once and used again.
package struct BlockedCholesky {
  /// Rows that are finished together.
  private static let blockRows = 64

  /// Shape [width, width]: the upper half of A goes in, and U comes out there.
  package let factor: MatrixView<Double>
  /// The finished rows of U times -1, so that a product takes them off.
  private let negative: MatrixView<Double>

  /// Makes room for matrices of a width that is a multiple of 64.
  package init(width: Int) {
    precondition(width % Self.blockRows == 0, "blocks are whole")
    factor = NumberBlock(count: width * width).view(rows: width, columns: width)
    negative = NumberBlock(count: width * width).view(rows: width, columns: width)
  }

  /// Works out the factor; gives false where the matrix is not positive definite within rounding.
  package func factorise() -> Bool {
    let width = factor.columns
    for top in stride(from: 0, to: width, by: Self.blockRows) {
      let end = top + Self.blockRows
      let panel = factor[rows: top..<end][columns: top..<width]
      if top > 0 {
        panel.setProduct(
          negative[rows: 0..<top][columns: top..<end], isTransposed: true,
          factor[rows: 0..<top][columns: top..<width], plus: panel)
      }
      for row in 0..<Self.blockRows {
        let pivot = panel[row: row, column: row]
        guard pivot > 0, pivot.isFinite else { return false }
        let rest = panel[rows: row..<row + 1][columns: row..<panel.columns]
        // Scales the row by 1 / sqrt(pivot): x + (s - 1) x.
        rest.add(rest, times: 1 / pivot.squareRoot() - 1)
        for below in row + 1..<max(row + 1, Self.blockRows) {
          let target = panel[rows: below..<below + 1][columns: below..<panel.columns]
          target.add(
            panel[rows: row..<row + 1][columns: below..<panel.columns],
            times: -panel[row: row, column: below])
        }
      }
      let done = negative[rows: top..<end][columns: top..<width]
      done.fill(0)
      for row in 0..<Self.blockRows {
        done[rows: row..<row + 1].add(panel[rows: row..<row + 1], times: -1)
      }
    }
    return true
  }

  /// Solves A x = b; both have the width.
  package func solve(_ right: [Double]) -> [Double] {
    let width = factor.columns
    precondition(right.count == width, "there is a right side a row")
    let block = NumberBlock<Double>(count: width)
    let x = block.row
    x.setNumbers(right)
    // U' y = b, from the top.
    for row in 0..<width {
      let value = x[row: 0, column: row] / factor[row: row, column: row]
      x[row: 0, column: row] = value
      guard row + 1 < width else { continue }
      x[columns: row + 1..<width].add(
        factor[rows: row..<row + 1][columns: row + 1..<width], times: -value)
    }
    // U x = y, from the bottom.
    var solution = x.numbers
    for row in stride(from: width - 1, through: 0, by: -1) {
      let values = factor[rows: row..<row + 1].numbers
      var sum = solution[row]
      for column in row + 1..<max(row + 1, width) { sum -= values[column] * solution[column] }
      solution[row] = sum / values[row]
    }
    return solution
  }
}

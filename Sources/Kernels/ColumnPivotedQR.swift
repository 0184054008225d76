/// A matrix taken apart by reflections, the longest remaining column first: A P = Q R.
///
/// Businger and Golub: Linear least squares solutions by Householder transformations, 1965. Golub
/// and Van Loan: Matrix computations, 4th edition, 5.4.2 (pivoting) and 5.5.6 (least norm).
///
///     the matrix, column-major, after the work (4 x 3, rank 2)
///       r r r         r: the upper triangle R; rows below the rank are taken as 0
///       v r r         v: what is below the diagonal of each reflection's vector,
///       v v .            whose value on the diagonal is 1
///       v v .
///
/// The rank is the number of diagonal values of R above max(rows, columns) x 2^-52 times the first,
/// which is the greatest. So a column that the others give back up to rounding does not count.
package struct ColumnPivotedQR: Sendable {
  package let rowCount: Int
  package let columnCount: Int
  /// The number of columns that tell something of their own.
  package private(set) var rank: Int
  /// The columns' first places: the column at place k of the triangle is `order[k]` of the matrix.
  package private(set) var order: [Int]
  /// The triangle and the reflections, as in the picture.
  private var values: [Double]
  /// The factor of each reflection I - factor v v'; 0 for none.
  private var factors: [Double]

  /// Takes a matrix apart.
  ///
  /// - Parameters:
  ///   - columns: in; the values column by column, shape [columnCount][rowCount], finite.
  ///   - rowCount: the number of rows, at least 0.
  /// - Complexity: O(rows x columns x min(rows, columns)). Sums are in row order.
  package init(columns: [[Double]], rowCount: Int) {
    precondition(columns.allSatisfy { $0.count == rowCount }, "columns have the rows' number")
    self.rowCount = rowCount
    columnCount = columns.count
    order = Array(columns.indices)
    values = columns.flatMap { $0 }
    factors = []
    rank = 0
    let steps = min(rowCount, columnCount)
    var norms = columns.indices.map { norm(of: $0, from: 0) }
    var firstLength = 0.0
    for step in 0..<steps {
      // Lengths are computed afresh: updating them loses digits, and the columns are few.
      if step > 0 {
        for column in step..<columnCount { norms[column] = norm(of: column, from: step) }
      }
      var pivot = step
      for column in step..<columnCount where norms[column] > norms[pivot] { pivot = column }
      swapColumns(step, pivot)
      norms.swapAt(step, pivot)
      if step == 0 { firstLength = norms[0] }
      let limit = Double(max(rowCount, columnCount)) * 0x1p-52 * firstLength
      guard norms[step] > limit else { break }
      reflect(step, length: norms[step])
      rank += 1
    }
  }

  /// Solves A x = b in the least squares sense; of all solutions the one of least norm.
  ///
  /// - Parameter target: b, shape [rowCount], finite.
  /// - Returns: x in the order of the matrix's columns, shape [columnCount].
  package func leastSquares(_ target: [Double]) -> [Double] {
    precondition(target.count == rowCount, "every row has a target")
    var rotated = target
    for step in 0..<rank { applyReflection(step, to: &rotated) }
    let solution = rank == columnCount ? backSubstitute(rotated) : leastNorm(rotated)
    var result = [Double](repeating: 0, count: columnCount)
    for place in 0..<columnCount { result[order[place]] = solution[place] }
    return result
  }

  /// Gives a value of the triangle.
  private func triangle(_ row: Int, _ column: Int) -> Double {
    values[column * rowCount + row]
  }

  private func backSubstitute(_ rotated: [Double]) -> [Double] {
    var solution = Array(rotated[0..<rank])
    for row in stride(from: rank - 1, through: 0, by: -1) {
      for column in (row + 1)..<max(rank, row + 1) {
        solution[row] -= triangle(row, column) * solution[column]
      }
      solution[row] /= triangle(row, row)
    }
    return solution
  }

  /// Solves [R1 R2] x = c for the x of least norm.
  ///
  /// The columns of [R1 R2]' are taken apart in turn, [R1 R2]' = Z T, so x = Z y with T' y = c.
  private func leastNorm(_ rotated: [Double]) -> [Double] {
    let transposed = (0..<rank).map { row in
      (0..<columnCount).map { column in column < row ? 0 : triangle(row, column) }
    }
    let second = ColumnPivotedQR(columns: transposed, rowCount: columnCount)
    // The rows of [R1 R2] are independent by the choice of the rank, so the second rank is whole
    // but for rounding at the very limit; then the part that is left out is left out here too.
    var solution = [Double](repeating: 0, count: columnCount)
    for place in 0..<second.rank {
      var sum = rotated[second.order[place]]
      for before in 0..<place { sum -= second.triangle(before, place) * solution[before] }
      solution[place] = sum / second.triangle(place, place)
    }
    for step in stride(from: second.rank - 1, through: 0, by: -1) {
      second.applyReflection(step, to: &solution)
    }
    return solution
  }

  /// Gives the length of a column from a row down, without overflow.
  private func norm(of column: Int, from row: Int) -> Double {
    let part = values[(column * rowCount + row)..<((column + 1) * rowCount)]
    var greatest = 0.0
    for value in part { greatest = max(greatest, abs(value)) }
    guard greatest > 0, greatest.isFinite else { return greatest }
    var squares = 0.0
    for value in part {
      let share = value / greatest
      squares += share * share
    }
    return greatest * squares.squareRoot()
  }

  private mutating func swapColumns(_ first: Int, _ second: Int) {
    guard first != second else { return }
    order.swapAt(first, second)
    for row in 0..<rowCount { values.swapAt(first * rowCount + row, second * rowCount + row) }
  }

  /// Turns a column from its diagonal down onto the diagonal, and the later columns with it.
  private mutating func reflect(_ step: Int, length: Double) {
    let start = step * rowCount
    let head = values[start + step]
    let diagonal = head > 0 ? -length : length
    for row in (step + 1)..<max(rowCount, step + 1) { values[start + row] /= head - diagonal }
    factors.append((diagonal - head) / diagonal)
    values[start + step] = diagonal
    for column in (step + 1)..<max(columnCount, step + 1) {
      let other = column * rowCount
      var product = values[other + step]
      for row in (step + 1)..<max(rowCount, step + 1) {
        product += values[start + row] * values[other + row]
      }
      product *= factors[step]
      values[other + step] -= product
      for row in (step + 1)..<max(rowCount, step + 1) {
        values[other + row] -= product * values[start + row]
      }
    }
  }

  private func applyReflection(_ step: Int, to vector: inout [Double]) {
    let start = step * rowCount
    var product = vector[step]
    for row in (step + 1)..<max(rowCount, step + 1) {
      product += values[start + row] * vector[row]
    }
    product *= factors[step]
    vector[step] -= product
    for row in (step + 1)..<max(rowCount, step + 1) {
      vector[row] -= product * values[start + row]
    }
  }
}

import Kernels
import Testing

@Suite("Vector loops that leave out what is 0")
struct SparseVectorsTests {
  private func matrix<Number: VectorNumber>(
    _ rows: Int, _ columns: Int, _ random: inout RandomStream
  ) -> MatrixView<Number> {
    let view = NumberBlock<Number>(count: rows * columns).view(rows: rows, columns: columns)
    view.setNumbers((0..<rows * columns).map { _ in random.normal() })
    return view
  }

  private func checkProduct<Number: VectorNumber>(_ rows: Int, as type: Number.Type) {
    var random = RandomStream(seed: UInt64(rows))
    let (depth, columns) = (40, 6 * Number.lanes)
    let a: MatrixView<Number> = matrix(rows, depth, &random)
    let b: MatrixView<Number> = matrix(depth, columns, &random)
    let start: MatrixView<Number> = matrix(1, columns, &random)
    let list = (0..<depth).filter { $0 % 3 != 1 }
    for row in 0..<rows {
      for column in 0..<depth where !list.contains(column) { a[row: row, column: column] = 0 }
    }
    let whole: MatrixView<Number> = matrix(rows, columns, &random)
    whole.setProduct(a, b, plus: start)
    for blocks in [[], [0], [1, 2], [0, 2, 3, 5], [0, 1, 2, 3, 4, 5]] as [[Int32]] {
      let found: MatrixView<Number> = matrix(rows, columns, &random)
      let before = found.numbers
      found.setProduct(a, listed: list.map { Int32($0) }, b, plus: start, blocks: blocks)
      for (place, number) in found.numbers.enumerated() {
        let isMeant = blocks.contains(Int32(place % columns / Number.lanes))
        #expect(number == (isMeant ? whole.numbers[place] : before[place]))
      }
    }
    let none: MatrixView<Number> = matrix(rows, columns, &random)
    none.setProduct(a, listed: [], b, plus: start, blocks: [0, 1, 2, 3, 4, 5])
    #expect(none.numbers == (0..<rows).flatMap { _ in start.numbers })
  }

  @Test("a product over listed places has the bits of the whole one", arguments: [1, 4, 7, 16, 29])
  func products(rows: Int) {
    checkProduct(rows, as: Float.self)
    checkProduct(rows, as: Double.self)
  }

  private func checkRectified<Number: VectorNumber>(as type: Number.Type) {
    var random = RandomStream(seed: 3)
    let columns = 3 * Number.lanes
    let x: MatrixView<Number> = matrix(5, columns, &random)
    for row in 0..<5 { x[row: row, column: 2] = -1 }
    let before = (0..<columns).map { x.column($0) }
    let (least, most): (MatrixView<Number>, MatrixView<Number>) = (
      matrix(1, columns, &random), matrix(1, columns, &random)
    )
    let list = x.rectify(blocks: [0, 2], least: least, most: most)
    for column in 0..<columns {
      guard column / Number.lanes != 1 else {
        #expect(x.column(column) == before[column])
        continue
      }
      let wanted = before[column].map { max($0, 0) }
      #expect(x.column(column) == wanted)
      #expect(Double(least[row: 0, column: column]) == wanted.min())
      #expect(Double(most[row: 0, column: column]) == wanted.max())
      #expect(list.contains(Int32(column)) == wanted.contains { $0 > 0 })
    }
    #expect(list == list.sorted() && !list.contains(2))
    let row: MatrixView<Number> = matrix(1, columns, &random)
    row.fill(-1)
    row[row: 0, column: Number.lanes] = 0.5
    #expect(row.blocksAboveZero == [1])
  }

  @Test("what is below 0 becomes 0 in the blocks named, with the range of each column")
  func rectified() {
    checkRectified(as: Float.self)
    checkRectified(as: Double.self)
  }

  @Test("a row is doubled into all sums with some others")
  func doubling() {
    var random = RandomStream(seed: 4)
    let others: MatrixView<Double> = matrix(4, 16, &random)
    let sums: MatrixView<Double> = matrix(16, 16, &random)
    let first = sums[rows: 0..<1].numbers
    sums.setDoubling(by: others)
    for number in 0..<16 {
      for column in 0..<16 {
        var wanted = first[column]
        for bit in 0..<4 where number >> bit & 1 != 0 { wanted += others[row: bit, column: column] }
        #expect(sums[row: number, column: column] == wanted)
      }
    }
  }
}

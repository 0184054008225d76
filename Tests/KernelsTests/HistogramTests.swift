import Kernels
import Testing

@Suite("Histograms")
struct HistogramTests {
  private static func codes(_ rowCount: Int, _ cellCounts: [Int], seed: UInt64) -> HistogramCodes {
    var random = RandomStream(seed: seed)
    return HistogramCodes(
      columns: cellCounts.map { cells in
        (0..<rowCount).map { _ in UInt16(random.integer(below: cells)) }
      }, cellCounts: cellCounts, rowCount: rowCount)
  }

  private static func pairs(_ rowCount: Int, seed: UInt64) -> [SIMD2<Int64>] {
    var random = RandomStream(seed: seed)
    return (0..<rowCount).map { _ in
      SIMD2(Int64(random.integer(below: 1 << 40)) - 1 << 39, Int64(random.integer(below: 9)))
    }
  }

  @Test("the fast form sums as the checked form", arguments: [0, 1, 2, 3, 17, 256, 1000])
  func fastAsChecked(rowCount: Int) {
    let codes = Self.codes(rowCount, [1, 2, 257, 30], seed: UInt64(rowCount))
    let pairs = Self.pairs(rowCount, seed: 5)
    let rows = (0..<UInt32(rowCount)).filter { $0 % 3 != 1 }
    var fast = [SIMD2<Int64>](repeating: .zero, count: codes.cellCount)
    var checked = fast
    var span = fast.mutableSpan
    Histogram.add(rows: rows.span, pairs: pairs.span, codes: codes, into: &span)
    var other = checked.mutableSpan
    Histogram.addChecked(rows: rows.span, pairs: pairs.span, codes: codes, into: &other)
    #expect(fast == checked)
  }

  @Test("a parent less one child is the other child, exactly")
  func subtraction() {
    let codes = Self.codes(500, [4, 90], seed: 1)
    let pairs = Self.pairs(500, seed: 2)
    let rows = (0..<UInt32(500)).map { $0 }
    var pool = HistogramPool(for: codes, slotCount: 3)
    pool.fill(0, rows: rows, in: 0..<500, pairs: pairs, codes: codes)
    pool.fill(1, rows: rows, in: 0..<123, pairs: pairs, codes: codes)
    pool.fill(2, rows: rows, in: 123..<500, pairs: pairs, codes: codes)
    pool.subtract(1, from: 0)
    let (difference, direct) = (cells(of: pool, 0), cells(of: pool, 2))
    #expect(difference == direct)
  }

  private func cells(of pool: HistogramPool, _ slot: Int) -> [SIMD2<Int64>] {
    pool.withHistogram(slot) { span in span.indices.map { span[$0] } }
  }

  @Test(
    "whole numbers keep 48 bits and their sums never overflow",
    arguments: [1e-280, 1e-9, 1, 877.6, 1e50, 1e300])
  func scale(greatest: Double) {
    let scale = HistogramScale(greatest: greatest, count: 9000)
    var sum: Int64 = 0
    for _ in 0..<9000 { sum += scale.whole(greatest) }
    #expect(abs(scale.value(sum) / (9000 * greatest) - 1) < 0x1p-45)
    #expect(scale.whole(-greatest) == -scale.whole(greatest))
  }

  @Test("the sum of numbers does not depend on their order")
  func sumOrder() {
    var random = RandomStream(seed: 3)
    let values = (0..<1000).map { _ in random.uniform() * 1e6 - 3e5 }
    let shuffled = random.permutation(of: 1000).map { values[$0] }
    #expect(HistogramScale.sum(values) == HistogramScale.sum(shuffled))
    #expect(abs(HistogramScale.sum(values) / values.reduce(0, +) - 1) < 1e-11)
    #expect(HistogramScale.sum([]) == 0)
  }
}

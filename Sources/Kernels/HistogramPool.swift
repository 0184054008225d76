/// Histograms of the gradient pairs of nodes, in slots that are used again.
///
/// A cell is the sum of the gradients (first) and of the weights (second) of the rows in a bin, as
/// whole numbers, so a parent less one child is the other child exactly.
package struct HistogramPool: Sendable {
  private var slots: [[SIMD2<Int64>]] = []
  private var free: [Int] = []
  private let cellCount: Int

  /// Makes so many slots for histograms over these codes; more are made as they are taken.
  package init(for codes: HistogramCodes, slotCount: Int = 0) {
    cellCount = codes.cellCount
    let empty = [SIMD2<Int64>](repeating: .zero, count: codes.cellCount)
    slots = [[SIMD2<Int64>]](repeating: empty, count: slotCount)
  }

  /// Gives a slot that nothing else uses; what it holds has no meaning.
  package mutating func take() -> Int {
    if let slot = free.popLast() { return slot }
    slots.append([SIMD2<Int64>](repeating: .zero, count: cellCount))
    return slots.count - 1
  }

  /// Takes back a slot, to be used again.
  package mutating func giveBack(_ slot: Int) { free.append(slot) }

  /// Gives a sight of the cells of a slot, laid out by the codes' offsets.
  package func withHistogram<R>(_ slot: Int, _ body: (Span<SIMD2<Int64>>) -> R) -> R {
    let cells = slots[slot]
    return body(cells.span)
  }

  /// Fills a slot with the histogram of some rows.
  ///
  /// - Parameters:
  ///   - slot: the slot to fill; what it held is lost.
  ///   - rows: in; row numbers, each below the codes' row count.
  ///   - range: the m row numbers that count.
  ///   - pairs: in; gradient and weight of each row, shape [rowCount].
  ///   - codes: in; the codes that the pool was made for.
  /// - Complexity: O(cells + m x features), no allocation. The order of rows does not matter.
  package mutating func fill(
    _ slot: Int, rows: [UInt32], in range: Range<Int>, pairs: [SIMD2<Int64>],
    codes: HistogramCodes
  ) {
    var histogram = slots[slot].mutableSpan
    Histogram.clear(&histogram)
    Histogram.add(
      rows: rows.span.extracting(range), pairs: pairs.span, codes: codes, into: &histogram)
  }

  /// Takes the histogram of one slot off that of another.
  package mutating func subtract(_ other: Int, from slot: Int) {
    precondition(other != slot, "two slots are needed")
    let taken = slots[other]
    var left = slots[slot].mutableSpan
    for cell in taken.indices { left[cell] &-= taken[cell] }
  }
}

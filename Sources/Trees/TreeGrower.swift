import Kernels

/// Grows one tree after another on the same binned rows.
///
/// A node is a range of the row list. Of two children only the one with fewer rows is summed; the
/// other is the parent less it. Children at the greatest depth are leaves and are never summed, and
/// the rows of a leaf are known when it is made, so no row is sent down a tree in training.
struct TreeGrower: Sendable {
  private let features: BinnedFeatures
  private let depthMax: Int
  private let learningRate: Double
  private var pool: HistogramPool
  /// Row numbers; each node is a range of them.
  private var rows: [UInt32]
  private var scratch: [UInt32]
  private var nodes: [Tree.Node] = []

  init(features: BinnedFeatures, settings: TreeSettings) {
    self.features = features
    depthMax = settings.depth
    learningRate = settings.learningRate
    // One slot a level: the parent's becomes the heavier child's, the lighter child takes a new one.
    pool = HistogramPool(for: features.codes, slotCount: max(1, settings.depth))
    rows = (0..<UInt32(features.codes.rowCount)).map { $0 }
    scratch = rows
  }

  /// A node to grow: its rows, their sums, and the slot that holds its histogram if it has one.
  private struct Branch {
    let range: Range<Int>
    let sum: PairSum
    let depth: Int
    let slot: Int?
  }

  /// Grows a tree for the pairs of all rows and adds each row's leaf to its margin.
  mutating func grow(
    pairs: [PairSum], total: PairSum, search: SplitSearch, margins: inout [Double]
  ) -> Tree {
    nodes.removeAll(keepingCapacity: true)
    let canDivide = depthMax > 0 && search.canDivide(total)
    if canDivide {
      pool.fill(0, rows: rows, in: 0..<rows.count, pairs: pairs, codes: features.codes)
    }
    grow(
      Branch(range: 0..<rows.count, sum: total, depth: 0, slot: canDivide ? 0 : nil),
      pairs: pairs, search: search, margins: &margins)
    return Tree(nodes: nodes)
  }

  private mutating func grow(
    _ task: Branch, pairs: [PairSum], search: SplitSearch, margins: inout [Double]
  ) {
    guard let slot = task.slot,
      let split = pool.withHistogram(slot, { search.best(histogram: $0, total: task.sum) })
    else {
      addLeaf(task, search: search, margins: &margins)
      return
    }
    let middle = partition(task.range, by: split)
    let (left, right) = children(
      of: task, slot: slot, split: split, middle: middle, pairs: pairs, search: search)
    let index = nodes.count
    let weight = Double(task.sum.y) * search.units.y
    let threshold = features.bins[split.feature].threshold(after: split.bin)
    func node(right: Int) -> Tree.Node {
      Tree.Node(
        value: threshold, weight: weight, gain: split.gain, feature: Int32(split.feature),
        right: Int32(right), missingGoesLeft: split.missingGoesLeft)
    }
    nodes.append(node(right: 0))
    grow(left, pairs: pairs, search: search, margins: &margins)
    nodes[index] = node(right: nodes.count)
    grow(right, pairs: pairs, search: search, margins: &margins)
  }

  /// Makes the two children and the histograms of those that may be divided further.
  private mutating func children(
    of task: Branch, slot: Int, split: Split, middle: Int, pairs: [PairSum], search: SplitSearch
  ) -> (left: Branch, right: Branch) {
    let sums = (left: split.left, right: task.sum &- split.left)
    let ranges = (left: task.range.lowerBound..<middle, right: middle..<task.range.upperBound)
    let depth = task.depth + 1
    let isLast = depth >= depthMax
    let divides = (
      left: !isLast && search.canDivide(sums.left), right: !isLast && search.canDivide(sums.right)
    )
    let leftIsSmaller = ranges.left.count <= ranges.right.count
    let smallerSlot = depth
    if divides.left || divides.right {
      let smaller = leftIsSmaller ? ranges.left : ranges.right
      pool.fill(smallerSlot, rows: rows, in: smaller, pairs: pairs, codes: features.codes)
      if leftIsSmaller ? divides.right : divides.left { pool.subtract(smallerSlot, from: slot) }
    }
    return (
      Branch(
        range: ranges.left, sum: sums.left, depth: depth,
        slot: divides.left ? (leftIsSmaller ? smallerSlot : slot) : nil),
      Branch(
        range: ranges.right, sum: sums.right, depth: depth,
        slot: divides.right ? (leftIsSmaller ? slot : smallerSlot) : nil)
    )
  }

  /// Moves the rows that go left before those that go right, keeping their order; gives the border.
  private mutating func partition(_ range: Range<Int>, by split: Split) -> Int {
    let missing = UInt16(features.bins[split.feature].count)
    let last = UInt16(split.bin)
    var left = range.lowerBound
    var right = 0
    for index in range {
      let row = rows[index]
      let code = features.codes.code(row: Int(row), feature: split.feature)
      let goesLeft = code == missing ? split.missingGoesLeft : code <= last
      // Both places are written and one of them counts: no branch that cannot be foretold.
      scratch[right] = row
      rows[left] = row
      left += goesLeft ? 1 : 0
      right += goesLeft ? 0 : 1
    }
    for index in 0..<right { rows[left + index] = scratch[index] }
    return left
  }

  private mutating func addLeaf(
    _ task: Branch, search: SplitSearch, margins: inout [Double]
  ) {
    let value = learningRate * search.step(task.sum)
    nodes.append(Tree.leaf(value: value, weight: Double(task.sum.y) * search.units.y))
    for index in task.range { margins[Int(rows[index])] += value }
  }
}

import Kernels

/// Grows one tree after another on the same binned rows.
///
/// A node is a range of the row list. Of two children only the one with fewer rows is summed; the
/// other is the parent less it. Children at the greatest depth are leaves and are never summed, and
/// the rows of a leaf are known when it is made, so no row of a tree is sent down it in training.
struct TreeGrower: Sendable {
  private let features: BinnedFeatures
  private let depthMax: Int
  /// The most leaves of a tree that grows by gain, nil where it grows by depth.
  private let leavesMax: Int?
  private let learningRate: Double
  private let lineFit: LeafLineFit?
  private var pool: HistogramPool
  /// The numbers of the rows that a tree sees; each node is a range of them.
  private var rows: [UInt32]
  private var scratch: [UInt32]
  private var branches: [Branch] = []
  /// The branches that wait to be divided.
  private var open: [Int] = []

  /// Takes the columns behind the features where leaves have lines.
  init(features: BinnedFeatures, settings: TreeSettings, columns: [[Double]]) {
    self.features = features
    depthMax = settings.depth
    leavesMax = settings.options.growth == .leafWise ? settings.options.leaves : nil
    learningRate = settings.learningRate
    lineFit =
      settings.options.leafForm == .linear
      ? LeafLineFit(
        columns: columns, l2: settings.options.slopesL2, learningRate: settings.learningRate)
      : nil
    pool = HistogramPool(for: features.codes)
    rows = (0..<UInt32(features.codes.rowCount)).map { $0 }
    scratch = rows
  }

  /// A node: its rows, their sums, and, while it may be divided, its histogram and best split.
  private struct Branch {
    let range: Range<Int>
    let sum: PairSum
    let depth: Int
    let bounds: StepBounds
    /// The columns of quantities on the way to it, where leaves have lines.
    let way: [Int]
    var slot: Int?
    var split: Split?
    var children: (left: Int, right: Int)?
  }

  /// Takes the rows that the next trees see, in ascending order.
  mutating func see(_ rows: [UInt32]) {
    self.rows = rows
    if scratch.count < rows.count { scratch = rows }
  }

  /// Grows a tree for the slopes of the rows seen.
  mutating func grow(_ slopes: RowSlopes, search: SplitSearch) -> GrownTree {
    branches.removeAll(keepingCapacity: true)
    open.removeAll(keepingCapacity: true)
    let root = Branch(
      range: 0..<rows.count, sum: slopes.total(rows), depth: 0, bounds: .none, way: [])
    if depthMax > 0, leavesMax ?? 2 > 1, search.canDivide(root.sum, rowCount: rows.count) {
      let slot = pool.take()
      pool.fill(slot, rows: rows, in: root.range, pairs: slopes.pairs, codes: features.codes)
      add(root, slot: slot, search)
    } else {
      add(root, slot: nil, search)
    }
    var leaves = 1
    while leaves < leavesMax ?? Int.max, let index = nextOpen() {
      divide(index, slopes, search)
      leaves += 1
    }
    for index in open { if let slot = branches[index].slot { pool.giveBack(slot) } }
    var tree = GrownTree()
    finish(0, slopes, search, into: &tree)
    return tree
  }

  /// Adds a branch, and looks for its best split where it has a histogram.
  @discardableResult
  private mutating func add(_ branch: Branch, slot: Int?, _ search: SplitSearch) -> Int {
    var branch = branch
    if let slot {
      branch.split = pool.withHistogram(slot) {
        search.best(
          histogram: $0, total: branch.sum, rowCount: branch.range.count, bounds: branch.bounds)
      }
      if branch.split == nil {
        pool.giveBack(slot)
      } else {
        branch.slot = slot
        open.append(branches.count)
      }
    }
    branches.append(branch)
    return branches.count - 1
  }

  /// Gives the branch to divide next: the deepest one, or the one with the greatest gain.
  private mutating func nextOpen() -> Int? {
    guard leavesMax != nil else { return open.popLast() }
    var best: Int?
    for place in open.indices {
      let gain = branches[open[place]].split?.gain ?? 0
      // Of equal gains the one that was made first.
      if let known = best, gain <= branches[open[known]].split?.gain ?? 0 { continue }
      best = place
    }
    return best.map { open.remove(at: $0) }
  }

  /// Makes the two children of a branch and the histograms of those that may be divided further.
  private mutating func divide(_ index: Int, _ slopes: RowSlopes, _ search: SplitSearch) {
    let parent = branches[index]
    guard let split = parent.split, let slot = parent.slot else { return }
    let middle = partition(parent.range, by: split)
    let bounds = search.bounds(below: parent.bounds, split: split, total: parent.sum)
    let way = way(parent.way, split)
    let left = Branch(
      range: parent.range.lowerBound..<middle, sum: split.left, depth: parent.depth + 1,
      bounds: bounds.left, way: way)
    let right = Branch(
      range: middle..<parent.range.upperBound, sum: parent.sum &- split.left,
      depth: parent.depth + 1, bounds: bounds.right, way: way)
    let leftIsSmaller = left.range.count <= right.range.count
    let (smaller, larger) = leftIsSmaller ? (left, right) : (right, left)
    let slots = childSlots(smaller, larger, slot: slot, slopes, search)
    // The right one waits below the left one, so that a tree that grows by depth goes left first.
    let rightIndex = add(right, slot: leftIsSmaller ? slots.larger : slots.smaller, search)
    let leftIndex = add(left, slot: leftIsSmaller ? slots.smaller : slots.larger, search)
    branches[index].children = (leftIndex, rightIndex)
    branches[index].slot = nil
  }

  /// Sums the smaller child where any child may be divided, and takes it off the parent.
  private mutating func childSlots(
    _ smaller: Branch, _ larger: Branch, slot: Int, _ slopes: RowSlopes, _ search: SplitSearch
  ) -> (smaller: Int?, larger: Int?) {
    func divides(_ branch: Branch) -> Bool {
      branch.depth < depthMax && search.canDivide(branch.sum, rowCount: branch.range.count)
    }
    let (smallerDivides, largerDivides) = (divides(smaller), divides(larger))
    guard smallerDivides || largerDivides else {
      pool.giveBack(slot)
      return (nil, nil)
    }
    let other = pool.take()
    pool.fill(other, rows: rows, in: smaller.range, pairs: slopes.pairs, codes: features.codes)
    if largerDivides { pool.subtract(other, from: slot) } else { pool.giveBack(slot) }
    if !smallerDivides { pool.giveBack(other) }
    return (smallerDivides ? other : nil, largerDivides ? slot : nil)
  }

  private func way(_ way: [Int], _ split: Split) -> [Int] {
    guard lineFit != nil, split.goesLeft == nil, !way.contains(split.feature) else { return way }
    return way + [split.feature]
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
      let goesLeft =
        code == missing ? split.missingGoesLeft : split.goesLeft?[Int(code)] ?? (code <= last)
      // Both places are written and one of them counts: no branch that cannot be foretold.
      scratch[right] = row
      rows[left] = row
      left += goesLeft ? 1 : 0
      right += goesLeft ? 0 : 1
    }
    for index in 0..<right { rows[left + index] = scratch[index] }
    return left
  }

  /// Writes a branch and all below it, in the order of a tree.
  private func finish(
    _ index: Int, _ slopes: RowSlopes, _ search: SplitSearch, into tree: inout GrownTree
  ) {
    let branch = branches[index]
    let weight = Double(branch.sum.y) * search.units.y
    guard let split = branch.split, let children = branch.children else {
      let value = learningRate * branch.bounds.clipped(search.step(branch.sum))
      let members = rows[branch.range]
      let line =
        branch.way.isEmpty
        ? nil : lineFit?.line(members, features: branch.way, slopes: slopes)
      tree.addLeaf(value: value, weight: weight, line: line, rows: members)
      return
    }
    let place = tree.nodes.count
    let value =
      split.goesLeft.map { tree.place(of: levelSet($0, split)) }
      ?? features.bins[split.feature].threshold(after: split.bin)
    func node(right: Int) -> Tree.Node {
      Tree.Node(
        value: value, weight: weight, gain: split.gain, feature: Int32(split.feature),
        right: Int32(right), missingGoesLeft: split.missingGoesLeft,
        isByLevel: split.goesLeft != nil)
    }
    tree.nodes.append(node(right: 0))
    finish(children.left, slopes, search, into: &tree)
    tree.nodes[place] = node(right: tree.nodes.count)
    finish(children.right, slopes, search, into: &tree)
  }

  /// Gives the levels that go left; one without a bin goes the way of missing values.
  private func levelSet(_ goesLeft: [Bool], _ split: Split) -> LevelSet {
    guard let levels = features.levels[split.feature] else { return LevelSet(count: 0) }
    var set = LevelSet(count: levels.levelCount)
    for place in 0..<levels.levelCount {
      let bin = levels.bin(of: Double(place))
      if bin.map({ goesLeft[$0] }) ?? split.missingGoesLeft { set.insert(place) }
    }
    return set
  }
}

/// A tree just grown, and the rows of its leaves.
struct GrownTree {
  var nodes: [Tree.Node] = []
  private var levelSets: [LevelSet] = []
  private var lines: [LeafLine] = []
  private var leaves: [(node: Int, rows: ArraySlice<UInt32>)] = []

  /// The tree as it is kept.
  var tree: Tree { Tree(nodes: nodes, levelSets: levelSets, lines: lines) }

  /// Adds a leaf with the rows that reached it.
  mutating func addLeaf(value: Double, weight: Double, line: LeafLine?, rows: ArraySlice<UInt32>) {
    if let line { lines.append(line) }
    leaves.append((nodes.count, rows))
    nodes.append(Tree.leaf(value: value, weight: weight, line: line == nil ? 0 : lines.count))
  }

  /// Keeps a set of levels, and gives its place as a split holds it.
  mutating func place(of set: LevelSet) -> Double {
    levelSets.append(set)
    return Double(levelSets.count - 1)
  }

  /// Adds each leaf to the margins of its rows; a line looks at the columns.
  func add(to margins: inout [Double], columns: [[Double]]) {
    var values = [Double](repeating: 0, count: columns.count)
    for (index, rows) in leaves {
      let node = nodes[index]
      guard node.right > 0 else {
        for row in rows { margins[Int(row)] += node.value }
        continue
      }
      let line = lines[Int(node.right) - 1]
      for row in rows {
        for slope in line.slopes {
          values[Int(slope.feature)] = columns[Int(slope.feature)][Int(row)]
        }
        margins[Int(row)] += node.value + line.value(values, start: 0)
      }
    }
  }
}

import Kernels
import Learning

/// Grows the trees of a forest: every threshold is tried, on rows that are sorted once.
///
/// A node is a range that holds the same rows in the list of each column. A split divides each list
/// and keeps its order, so nothing is sorted again.
struct ForestGrower<Criterion: ForestCriterion>: Sendable {
  private let sorted: SortedRows
  private let data: TrainingData
  private let settings: ForestSettings
  private var criterion: Criterion
  private var lists: [[UInt32]] = []
  private var byTarget: [UInt32] = []
  private var weights: [Double] = []
  private var random = RandomStream(seed: 0)
  private var goesLeft: [Bool]
  private var scratch: [UInt32]
  private var nodes: [[Tree.Node]] = []
  private var levelSets: [LevelSet] = []
  /// The leaf that each row of the tree reached, as predictions, a number an output.
  private(set) var reached: [[Double]]

  init(
    _ data: TrainingData, _ settings: ForestSettings, sorted: SortedRows, criterion: Criterion
  ) {
    self.data = data
    self.settings = settings
    self.sorted = sorted
    self.criterion = criterion
    let count = data.target.count
    goesLeft = [Bool](repeating: false, count: count)
    scratch = [UInt32](repeating: 0, count: count)
    reached = [[Double]](
      repeating: [Double](repeating: 0, count: count), count: criterion.leafCount)
  }

  /// A split: which rows go left, and how it is kept.
  private struct Found {
    let feature: Int
    /// The last of the node's rows, in the order that was gone through, that goes left.
    let last: Int
    let missingGoesLeft: Bool?
    let gain: Double
    /// The rows in that order.
    let order: [UInt32]?
    let knownCount: Int
  }

  /// Grows a tree on the rows that weigh something; gives a tree of the same shape an output.
  mutating func grow(weights: [Double], random: RandomStream) -> [Tree] {
    self.weights = weights
    self.random = random
    lists = sorted.lists.map { $0.filter { weights[Int($0)] > 0 } }
    byTarget = sorted.byTarget.filter { weights[Int($0)] > 0 }
    nodes = [[Tree.Node]](repeating: [], count: criterion.leafCount)
    levelSets = []
    grow(0..<byTarget.count, depth: 0)
    return nodes.map { Tree(nodes: $0, levelSets: levelSets) }
  }

  private mutating func grow(_ range: Range<Int>, depth: Int) {
    criterion.begin(byTarget[range], weights: weights)
    guard depth < settings.depth, !criterion.isPure, range.count >= 2 * settings.rowsPerLeaf,
      let found = best(range)
    else {
      addLeaf(range)
      return
    }
    let weight = criterion.weight
    let missingGoesLeft = mark(found, range)
    let (value, isByLevel) = place(found, range, missingGoesLeft: missingGoesLeft)
    let middle = partition(range)
    let index = nodes[0].count
    func node(right: Int) -> Tree.Node {
      Tree.Node(
        value: value, weight: weight, gain: found.gain, feature: Int32(found.feature),
        right: Int32(right), missingGoesLeft: missingGoesLeft, isByLevel: isByLevel)
    }
    for output in nodes.indices { nodes[output].append(node(right: 0)) }
    grow(range.lowerBound..<middle, depth: depth + 1)
    for output in nodes.indices { nodes[output][index] = node(right: nodes[output].count) }
    grow(middle..<range.upperBound, depth: depth + 1)
  }

  private mutating func addLeaf(_ range: Range<Int>) {
    for (output, value) in criterion.leaf().enumerated() {
      nodes[output].append(Tree.leaf(value: value, weight: criterion.weight))
      for row in byTarget[range] { reached[output][Int(row)] = value }
    }
  }

  /// Looks at the columns drawn for the node; where none divides it, at the others too.
  private mutating func best(_ range: Range<Int>) -> Found? {
    let count = lists.count
    let wanted = max(1, Int((settings.columnShare * Double(count)).rounded()))
    guard wanted < count else { return best(range, among: Array(0..<count)) }
    let order = random.permutation(of: count)
    return best(range, among: order[..<wanted].sorted())
      ?? best(range, among: order[wanted...].sorted())
  }

  private mutating func best(_ range: Range<Int>, among features: [Int]) -> Found? {
    var best: Found?
    for feature in features {
      let ranks = sorted.ranks[feature]
      var known = range.upperBound
      while known > range.lowerBound, ranks[Int(lists[feature][known - 1])] == SortedRows.missing {
        known -= 1
      }
      let hasMissing = known < range.upperBound
      guard known > range.lowerBound,
        hasMissing
          || ranks[Int(lists[feature][range.lowerBound])] != ranks[Int(lists[feature][known - 1])]
      else { continue }
      let isByLevel = data.features.levelCounts[feature] != nil
      let order =
        isByLevel
        ? levelOrder(range.lowerBound..<known, feature) + lists[feature][known..<range.upperBound]
        : nil
      scan(range, known: known, feature, order, missingGoesLeft: hasMissing ? false : nil, &best)
      if hasMissing {
        scan(range, known: known, feature, order, missingGoesLeft: true, &best)
      }
    }
    return best
  }

  /// Goes through a node's rows in the order of a column, and looks between each two values.
  private mutating func scan(
    _ range: Range<Int>, known: Int, _ feature: Int, _ order: [UInt32]?, missingGoesLeft: Bool?,
    _ best: inout Found?
  ) {
    criterion.reset()
    let list = order ?? lists[feature]
    let start = order == nil ? range.lowerBound : 0
    let (count, knownCount) = (range.count, known - range.lowerBound)
    let ranks = sorted.ranks[feature]
    let least = settings.rowsPerLeaf
    var moved = 0
    if missingGoesLeft == true {
      for place in knownCount..<count {
        criterion.move(Int(list[start + place]))
        moved += 1
      }
    }
    var limit = best?.gain ?? criterion.gainMin
    // Where missing values stay right, all known ones may go left; otherwise some must stay.
    let last = missingGoesLeft == false ? knownCount : knownCount - 1
    for place in 0..<last {
      let row = Int(list[start + place])
      criterion.move(row)
      moved += 1
      if place + 1 < knownCount, ranks[Int(list[start + place + 1])] == ranks[row] { continue }
      if moved < least { continue }
      if count - moved < least { break }
      let gain = criterion.gain
      if gain > limit {
        limit = gain
        best = Found(
          feature: feature, last: place, missingGoesLeft: missingGoesLeft, gain: gain,
          order: order, knownCount: knownCount)
      }
    }
  }

  /// Gives the rows level by level, levels in the order of what their rows have on average.
  private func levelOrder(_ range: Range<Int>, _ feature: Int) -> [UInt32] {
    let list = lists[feature]
    let ranks = sorted.ranks[feature]
    var groups: [(rank: Double, rows: ArraySlice<UInt32>)] = []
    var start = range.lowerBound
    for place in range
    where place + 1 == range.upperBound || ranks[Int(list[place + 1])] != ranks[Int(list[place])] {
      let rows = list[start...place]
      groups.append((criterion.rank(rows), rows))
      start = place + 1
    }
    let order = groups.indices.sorted { (groups[$0].rank, $0) < (groups[$1].rank, $1) }
    return order.flatMap { groups[$0].rows }
  }

  /// Marks the rows that go left; gives the way of missing values.
  private mutating func mark(_ found: Found, _ range: Range<Int>) -> Bool {
    let list = found.order ?? lists[found.feature]
    let start = found.order == nil ? range.lowerBound : 0
    var leftWeight = 0.0
    for place in 0..<range.count {
      let row = Int(list[start + place])
      let isLeft =
        place < found.knownCount ? place <= found.last : found.missingGoesLeft ?? false
      goesLeft[row] = isLeft
      if isLeft { leftWeight += weights[row] }
    }
    // No row of the node lacks the value: later ones go the way of the heavier side.
    return found.missingGoesLeft ?? (leftWeight * 2 >= criterion.weight)
  }

  /// Gives what a node keeps: the threshold, or the place of the set of levels.
  private mutating func place(
    _ found: Found, _ range: Range<Int>, missingGoesLeft: Bool
  ) -> (value: Double, isByLevel: Bool) {
    let column = data.features.columns[found.feature]
    if let count = data.features.levelCounts[found.feature] {
      var set = LevelSet(count: count)
      let known = (found.order ?? []).prefix(found.knownCount)
      var seen = [Bool](repeating: false, count: count)
      for (place, row) in known.enumerated() {
        let level = Int(column[Int(row)])
        if !seen[level], place <= found.last { set.insert(level) }
        seen[level] = true
      }
      // A level that no row of this node has is as good as missing.
      if missingGoesLeft { for level in 0..<count where !seen[level] { set.insert(level) } }
      levelSets.append(set)
      return (Double(levelSets.count - 1), true)
    }
    let list = lists[found.feature]
    let last = range.lowerBound + found.last
    guard found.last + 1 < found.knownCount else { return (.infinity, false) }
    return (Bins.midpoint(column[Int(list[last])], column[Int(list[last + 1])]), false)
  }

  /// Moves the rows that go left before the others in every list; gives the border.
  private mutating func partition(_ range: Range<Int>) -> Int {
    for feature in lists.indices { Self.partition(&lists[feature], range, goesLeft, &scratch) }
    return Self.partition(&byTarget, range, goesLeft, &scratch)
  }

  @discardableResult
  private static func partition(
    _ list: inout [UInt32], _ range: Range<Int>, _ goesLeft: [Bool], _ scratch: inout [UInt32]
  ) -> Int {
    var left = range.lowerBound
    var right = 0
    for index in range {
      let row = list[index]
      let isLeft = goesLeft[Int(row)]
      scratch[right] = row
      list[left] = row
      left += isLeft ? 1 : 0
      right += isLeft ? 0 : 1
    }
    for index in 0..<right { list[left + index] = scratch[index] }
    return left
  }
}

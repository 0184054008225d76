/// Reads one tree of a model, walking it from the root: the only nodes that count are those reached.
struct XGBoostTreeReader {
  /// Greater leaves are no model's, and their sums would leave the floats.
  static let leafMax: Float = 1e30

  private let number: Int
  private let featureCount: Int
  private let left: [Int]
  private let right: [Int]
  private let features: [Double]
  private let conditions: [Double]
  private let defaults: [Double]
  private let types: [Double]
  private let gains: [Double]
  private let weights: [Double]
  /// The categories that go right, by node.
  private let sets: [Int: [Int32]]

  init(_ fields: JSONFields, number: Int, featureCount: Int) throws(ExchangeError) {
    self.number = number
    self.featureCount = featureCount
    if fields.has("tree_param") {
      let parameters = try fields.object("tree_param")
      if parameters.has("size_leaf_vector") {
        // 0 in old versions: leaves hold one number, and not one for each target.
        _ = try parameters.integer("size_leaf_vector", in: 0...1)
      }
    }
    left = try fields.integers("left_children", in: -1...Int(Int32.max))
    let count = left.count
    guard count > 0 else {
      throw .damagedTree(tree: number, node: 0, problem: "is absent")
    }
    right = try fields.integers("right_children", count: count, in: -1...Int(Int32.max))
    features = try fields.numbers("split_indices", count: count)
    conditions = try fields.numbers("split_conditions", count: count)
    defaults = try fields.numbers("default_left", count: count)
    types = fields.has("split_type") ? try fields.numbers("split_type", count: count) : []
    gains = fields.has("loss_changes") ? try fields.numbers("loss_changes", count: count) : []
    weights = fields.has("sum_hessian") ? try fields.numbers("sum_hessian", count: count) : []
    sets = try Self.sets(fields, nodeCount: count)
  }

  private static func sets(
    _ fields: JSONFields, nodeCount: Int
  ) throws(ExchangeError) -> [Int: [Int32]] {
    guard fields.has("categories_nodes") else { return [:] }
    let nodes = try fields.integers("categories_nodes", in: 0...nodeCount - 1)
    let categories = try fields.integers("categories", in: 0...Int(XGBoostTree.categoryMax))
    let range = 0...categories.count
    let starts = try fields.integers("categories_segments", count: nodes.count, in: range)
    let sizes = try fields.integers("categories_sizes", count: nodes.count, in: range)
    var sets: [Int: [Int32]] = [:]
    for (index, node) in nodes.enumerated() {
      let (start, size) = (starts[index], sizes[index])
      guard start + size <= categories.count, sets[node] == nil else {
        throw .wrongField(
          path: "\(fields.path).categories_segments", needed: "a part of the categories for a node",
          found: "\(size) from \(start) for node \(node)")
      }
      sets[node] = Set(categories[start..<start + size]).sorted().map { Int32($0) }
    }
    // Overlapping segments could claim a great list again for each node.
    guard sizes.reduce(0, +) <= categories.count else {
      throw .wrongField(
        path: "\(fields.path).categories_sizes", needed: "at most \(categories.count) together",
        found: "more")
    }
    return sets
  }

  /// Gives the tree in the order root, left part, right part; throws where links or numbers fail.
  func tree() throws(ExchangeError) -> XGBoostTree {
    var tree = XGBoostTree(nodes: [], sets: [])
    var seen = [Bool](repeating: false, count: left.count)
    // Nodes to be visited, with the place of the split whose right child they are.
    var open: [(node: Int, parent: Int?)] = [(0, nil)]
    while let (node, parent) = open.popLast() {
      guard left.indices.contains(node) else {
        throw problem(node, "is named as a child and is not there")
      }
      guard !seen[node] else { throw problem(node, "is reached twice") }
      seen[node] = true
      if let parent { tree.nodes[parent].right = Int32(tree.nodes.count) }
      if left[node] == -1 {
        tree.nodes.append(try leaf(node))
      } else {
        let place = tree.nodes.count
        tree.nodes.append(try split(node, &tree.sets))
        open.append((right[node], place))
        open.append((left[node], nil))
      }
    }
    return tree
  }

  private func problem(_ node: Int, _ problem: String) -> ExchangeError {
    .damagedTree(tree: number, node: node, problem: problem)
  }

  private func weight(_ node: Int) -> Float {
    let weight = weights.isEmpty ? 0 : Float(weights[node])
    return weight.isFinite ? weight : 0
  }

  private func leaf(_ node: Int) throws(ExchangeError) -> XGBoostTree.Node {
    let value = Float(conditions[node])
    guard right[node] == -1 else { throw problem(node, "has a right child and no left one") }
    guard abs(value) <= Self.leafMax else {
      throw problem(node, "adds \(conditions[node]), which is no usable number")
    }
    return .leaf(value, weight: weight(node))
  }

  private func split(
    _ node: Int, _ sets: inout [[Int32]]
  ) throws(ExchangeError) -> XGBoostTree.Node {
    guard let feature = Int(exactly: features[node]), (0..<featureCount).contains(feature) else {
      throw problem(node, "splits feature \(features[node]), and there are \(featureCount)")
    }
    let gain = gains.isEmpty ? 0 : Float(gains[node])
    var split = XGBoostTree.Node(
      feature: Int32(feature), value: Float(conditions[node]),
      missingGoesLeft: defaults[node] != 0, weight: weight(node), gain: gain.isFinite ? gain : 0)
    if !types.isEmpty, types[node] == 1 {
      split.value = 0
      split.set = Int32(sets.count)
      sets.append(self.sets[node] ?? [])
    } else if split.value.isNaN {
      throw problem(node, "splits at no number")
    } else {
      // JSON has no infinite numbers, and no finite value lies beyond these.
      let greatest = Float.greatestFiniteMagnitude
      split.value = min(max(split.value, -greatest), greatest)
    }
    return split
  }
}

package import Trees

extension XGBoostPredictor: TreeSumming {
  /// The trees with sums in doubles, which differ from sums of floats in the last digits of these.
  package var treeSum: TreeSum? {
    let scale: TreeSum.Scale =
      switch objective.link {
      case .value: .target
      case .exponential: .logarithm
      case .share, .twoClasses, .classes: .logOdds
      }
    return TreeSum(
      featureCount: featureCount, bases: model(names: []).starts.map { Double($0) },
      trees: zip(trees, groups).map { TreeSum.Member($0, margin: Int($1)) }, scale: scale,
      classCount: objective.predictsClasses ? classCount : nil, readsFloats: true)
  }
}

extension TreeSum.Member {
  /// Takes a tree of XGBoost: what is below a condition goes left, and so is what is no member.
  fileprivate init(_ tree: XGBoostTree, margin: Int) {
    let nodes = tree.nodes.map { node in
      guard !node.isLeaf else {
        return TreeSum.Node(leaf: Double(node.value), weight: Double(node.weight))
      }
      let rule: TreeSum.Rule =
        node.set < 0
        ? .threshold(Double(node.value.nextDown))
        : .levels(words(of: tree.sets[Int(node.set)]), membersGoLeft: false)
      return TreeSum.Node(
        rule: rule, feature: Int(node.feature), right: Int(node.right),
        missingGoesLeft: node.missingGoesLeft, weight: Double(node.weight))
    }
    self.init(nodes: nodes, margin: margin)
  }
}

/// Gives a bit for each category of an ascending list.
private func words(of set: [Int32]) -> [UInt64] {
  var words = [UInt64](repeating: 0, count: Int((set.last ?? 0) / 64) + 1)
  for category in set { words[Int(category) >> 6] |= 1 << UInt64(category & 63) }
  return words
}

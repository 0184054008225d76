package import Learning

extension TreeSum.Member {
  /// Takes a tree of this module, with its leaves times a share.
  init(_ tree: Tree, times share: Double, margin: Int) {
    let nodes = tree.nodes.map { node in
      guard node.isLeaf else {
        let rule: TreeSum.Rule =
          node.isByLevel
          ? .levels(tree.levelSets[Int(node.value)].words, membersGoLeft: true)
          : .threshold(node.value)
        return TreeSum.Node(
          rule: rule, feature: Int(node.feature), right: Int(node.right),
          missingGoesLeft: node.missingGoesLeft, weight: node.weight)
      }
      let line = node.right > 0 ? tree.lines[Int(node.right) - 1].times(share) : nil
      return TreeSum.Node(leaf: node.value * share, weight: node.weight, line: line)
    }
    self.init(nodes: nodes, margin: margin)
  }
}

extension LeafLine {
  /// Gives the line with its slopes times a factor.
  fileprivate func times(_ factor: Double) -> LeafLine {
    guard factor != 1 else { return self }
    return LeafLine(
      slopes: slopes.map {
        Slope(
          feature: $0.feature, slope: $0.slope * factor, mean: $0.mean, low: $0.low, high: $0.high)
      })
  }
}

extension [Tree] {
  /// Gives the trees with the margins they go round.
  fileprivate func members(times share: Double = 1, margins: Int) -> [TreeSum.Member] {
    enumerated().map { index, tree in
      TreeSum.Member(tree, times: share, margin: index % margins)
    }
  }
}

extension TreesPredictor: TreeSumming {
  package var treeSum: TreeSum? {
    TreeSum(
      featureCount: featureCount, bases: [base], trees: trees.members(margins: 1), scale: .target)
  }
}

extension TreesClassPredictor: TreeSumming {
  package var treeSum: TreeSum? {
    TreeSum(
      featureCount: featureCount, bases: bases, trees: trees.members(margins: bases.count),
      scale: .logOdds, classCount: classCount)
  }
}

extension TreeSumPredictor: TreeSumming {
  package var treeSum: TreeSum? {
    let margins = max(1, bases.count)
    let scale: TreeSum.Scale =
      switch link {
      case .identity, .mean: .target
      case .exponential: .logarithm
      case .classes: .logOdds
      case .shares: .probability
      }
    let isMean =
      switch link {
      case .mean, .shares: true
      case .identity, .exponential, .classes: false
      }
    let share = isMean ? 1 / Double(max(1, trees.count / margins)) : 1
    return TreeSum(
      featureCount: featureCount, bases: bases.map { $0 * share },
      trees: trees.members(times: share, margins: margins), scale: scale,
      classCount: link.classCount)
  }
}

extension AveragePredictor: TreeSumming where Member: TreeSumming {
  /// The trees of all members; nil where means are not of sums but of what is made of them.
  package var treeSum: TreeSum? {
    let sums = members.compactMap(\.treeSum)
    guard let first = sums.first, sums.count == members.count,
      sums.allSatisfy({
        $0.scale == first.scale && $0.bases.count == first.bases.count
          && $0.readsFloats == first.readsFloats
      })
    else { return nil }
    guard members.count > 1 else { return first }
    guard first.scale == .target || first.scale == .probability else { return nil }
    let share = 1 / Double(members.count)
    return TreeSum(
      featureCount: featureCount,
      bases: first.bases.indices.map { margin in
        sums.reduce(0) { $0 + $1.bases[margin] } * share
      },
      trees: sums.flatMap { $0.trees.map { $0.times(share) } }, scale: first.scale,
      classCount: first.classCount, readsFloats: first.readsFloats)
  }
}

extension TreeSum.Member {
  /// Gives the tree with its leaves times a factor.
  fileprivate func times(_ factor: Double) -> TreeSum.Member {
    TreeSum.Member(
      nodes: nodes.map {
        $0.rule == nil
          ? TreeSum.Node(
            leaf: $0.value * factor, weight: $0.weight, line: $0.line?.times(factor)) : $0
      }, margin: margin)
  }
}

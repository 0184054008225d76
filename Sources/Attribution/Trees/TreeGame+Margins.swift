package import Learning
import Trees

extension TreeGame {
  /// Gives the margins of each row, as sums in doubles of what its leaves give.
  ///
  /// They are what values and base sum to; a program that adds floats differs in the last digits.
  package func margins(of features: FeatureMatrix) -> [[Double]] {
    precondition(features.columns.count == sum.featureCount, "the features are the model's")
    var row = [Double](repeating: 0, count: sum.featureCount)
    return (0..<features.rowCount).map { place in
      for feature in row.indices {
        let value = features.columns[feature][place]
        row[feature] = sum.readsFloats ? Double(Float(value)) : value
      }
      var margins = sum.bases
      for tree in members { margins[tree.margin] += tree.value(row) }
      return margins
    }
  }
}

extension TreeGame.Member {
  /// Gives what the tree adds for a row.
  func value(_ row: [Double]) -> Double {
    var index = 0
    while let rule = nodes[index].rule {
      index = goesLeft(rule, nodes[index], row) ? index + 1 : nodes[index].right
    }
    let leaf = nodes[index]
    var sum = leaf.value
    for slope in leaf.line?.slopes ?? [] {
      let value = row[Int(slope.feature)]
      if value.isNaN { return leaf.value }
      sum += slope.slope * (min(max(value, slope.low), slope.high) - slope.mean)
    }
    return sum
  }

  private func goesLeft(_ rule: TreeSum.Rule, _ node: TreeSum.Node, _ row: [Double]) -> Bool {
    let value = row[node.feature]
    if value.isNaN { return node.missingGoesLeft }
    switch rule {
    case .threshold(let threshold): return value <= threshold
    case .levels(let words, let membersGoLeft):
      guard value >= 0, value < Double(words.count * 64) else { return !membersGoLeft }
      let isMember = words[Int(value) >> 6] >> UInt64(Int(value) & 63) & 1 == 1
      return isMember == membersGoLeft
    }
  }
}

import Trees

/// The numbers that the program of a tree multiplies with, for each place of quadrature.
struct PathNumbers {
  let tree: TreeGame.Member
  let quadrature: GaussLegendre
  let wantsPairs: Bool

  /// Adds what the product of factors is multiplied by where a player's part becomes another.
  func factors(_ step: TreeWay.Step, isRight: Bool, to numbers: inout [Double]) {
    for x in quadrature.places {
      let factors = Factors(step, isRight: isRight, at: x)
      numbers.append(factors.follows)
      numbers.append(factors.leaves)
      numbers.append(factors.leftBefore)
    }
  }

  /// Adds what the sums of both ways are multiplied by.
  func shares(_ step: TreeWay.Step, to numbers: inout [Double]) {
    for x in quadrature.places {
      for isRight in [false, true] {
        let factors = Factors(step, isRight: isRight, at: x)
        numbers.append(factors.followsShare)
        numbers.append(factors.leavesShare)
      }
    }
  }

  /// Adds what takes the place of all that where both ways end in leaves.
  func pair(_ step: TreeWay.Step, to numbers: inout [Double]) {
    let node = tree.nodes[step.node]
    let (left, right) = (tree.nodes[step.node + 1].value, tree.nodes[node.right].value)
    for (x, weight) in zip(quadrature.places, quadrature.weights) {
      let (l, r) = (Factors(step, isRight: false, at: x), Factors(step, isRight: true, at: x))
      let (ofLeft, ofRight) = (weight * left, weight * right)
      numbers.append(l.follows * ofLeft + r.leaves * ofRight)
      numbers.append(l.leaves * ofLeft + r.follows * ofRight)
      numbers.append(l.leftBefore * ofLeft + r.leftBefore * ofRight)
      numbers.append(
        l.followsShare * l.follows * ofLeft + r.leavesShare * r.leaves * ofRight)
      numbers.append(
        l.leavesShare * l.leaves * ofLeft + r.followsShare * r.follows * ofRight)
    }
  }

  /// A slope is part of the leaf only where its player is known: there z is 0, and the factor x.
  func slope(_ part: Double, to numbers: inout [Double]) {
    for (x, weight) in zip(quadrature.places, quadrature.weights) {
      let factor = part * (1 - x) + x
      numbers.append(weight * x / factor)
      numbers.append(wantsPairs ? 1 / x : 1 / x - (1 - part) / factor)
    }
  }
}

/// What a way of a split multiplies with at a place of quadrature, less what the way above gives.
private struct Factors {
  /// The factors for rows that follow, that left here, and that left at an earlier split.
  let follows: Double
  let leaves: Double
  let leftBefore: Double
  /// The shares of rows that follow, and of those that left here; of others nothing changes.
  let followsShare: Double
  let leavesShare: Double

  init(_ step: TreeWay.Step, isRight: Bool, at x: Double) {
    let part = isRight ? step.right : step.left
    let old = step.before * (1 - x) + x
    let above = (1 - step.before) / old
    follows = (part * (1 - x) + x) / old
    leaves = part * (1 - x) / old
    leftBefore = isRight ? 1 - step.share : step.share
    followsShare = (1 - part) / (part * (1 - x) + x) - above
    leavesShare = -1 / (1 - x) - above
  }
}

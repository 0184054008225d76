package import Learning

/// Trees that are added up, whoever grew them: a form for those who look into models.
///
/// Margin m of a row is `bases[m]` plus what its leaves add in the trees of m.
package struct TreeSum: Sendable {
  /// What the sums are.
  package enum Scale: Sendable {
    /// The prediction.
    case target
    /// The logarithm of the prediction.
    case logarithm
    /// Log odds, of the second class of two or one for each of more.
    case logOdds
    /// Probabilities, of the second class of two or one for each of more.
    case probability
  }

  /// How a split parts rows; a missing value goes where the node says.
  package enum Rule: Sendable {
    /// Values up to the threshold go left.
    case threshold(Double)
    /// Levels with a bit go left, or right where it says so; the others go the other way.
    case levels([UInt64], membersGoLeft: Bool)
  }

  /// A split with its rule, or a leaf without.
  package struct Node: Sendable {
    package let rule: Rule?
    /// The feature of a split, or -1 for a leaf.
    package let feature: Int
    /// The place of the right child of a split; the left child comes next.
    package let right: Int
    package let missingGoesLeft: Bool
    /// The sum of the weights of the training rows in it.
    package let weight: Double
    /// What a leaf adds, in units of the sum.
    package let value: Double
    /// What a leaf adds beside, in units of the sum.
    package let line: LeafLine?

    /// Makes a split.
    package init(
      rule: Rule, feature: Int, right: Int, missingGoesLeft: Bool, weight: Double
    ) {
      self.rule = rule
      self.feature = feature
      self.right = right
      self.missingGoesLeft = missingGoesLeft
      self.weight = weight
      value = 0
      line = nil
    }

    /// Makes a leaf.
    package init(leaf value: Double, weight: Double, line: LeafLine? = nil) {
      rule = nil
      feature = -1
      right = 0
      missingGoesLeft = false
      self.weight = weight
      self.value = value
      self.line = line
    }
  }

  /// A tree and the margin that it adds to; nodes in the order root, left part, right part.
  package struct Member: Sendable {
    package let nodes: [Node]
    package let margin: Int

    package init(nodes: [Node], margin: Int) {
      self.nodes = nodes
      self.margin = margin
    }
  }

  package let featureCount: Int
  package let bases: [Double]
  package let trees: [Member]
  package let scale: Scale
  /// How many classes are predicted, or nil for values.
  package let classCount: Int?
  /// Whether values of rows become floats before they are compared.
  package let readsFloats: Bool

  package init(
    featureCount: Int, bases: [Double], trees: [Member], scale: Scale, classCount: Int? = nil,
    readsFloats: Bool = false
  ) {
    self.featureCount = featureCount
    self.bases = bases
    self.trees = trees
    self.scale = scale
    self.classCount = classCount
    self.readsFloats = readsFloats
  }
}

/// A predictor whose predictions are made of sums of trees.
package protocol TreeSumming: Predictor {
  /// The trees and what their sums are; nil where predictions are not one function of sums.
  var treeSum: TreeSum? { get }
}

import Kernels
package import Learning
import Trees

/// Values for which the parts of training rows at splits stand for what is not known of a row.
///
/// Nothing but the model is needed. In a leaf with a line, a feature that is not known has the mean
/// of the leaf's training rows; a row that lacks a feature of a line has the leaf's constant.
package struct PathDependentTrees: TreeValues {
  private let game: TreeGame
  private let wantsPairs: Bool
  /// The margins where no player is known: means of leaves by their parts of training rows.
  package let bases: [Double]
  /// The programs of the trees of each margin.
  private let programs: [[TreeProgram]]
  /// The trees of one feature.
  private let tables: CentredTables

  /// Makes the programs; each tree has as many places of quadrature as its own ways need.
  package init(_ game: TreeGame, interactions: Bool = false) {
    self.game = game
    wantsPairs = interactions
    var bases = game.sum.bases
    var programs = bases.map { _ in [TreeProgram]() }
    var means: [[Int]: Double] = [:]
    var quadratures: [Int: GaussLegendre] = [:]
    for tree in game.members {
      let mean = tree.mean
      bases[tree.margin] += mean
      if let feature = tree.onlyFeature {
        means[[tree.margin, feature], default: 0] += mean
        continue
      }
      guard tree.wayPlayersMax > 0 else { continue }
      let count = (tree.wayPlayersMax + 1) / 2
      let quadrature = quadratures[count] ?? GaussLegendre(count: count)
      quadratures[count] = quadrature
      programs[tree.margin].append(
        PathProgram(tree, game, quadrature: quadrature, wantsPairs: interactions).program)
    }
    self.bases = bases
    self.programs = programs
    let found = means
    tables = CentredTables(game) { found[[$0.margin, $0.feature]] ?? 0 }
  }

  /// Gives the values of some rows, one for each margin; a row's do not depend on other rows.
  package func values(of features: FeatureMatrix, rows: Range<Int>) -> [MarginValues] {
    precondition(features.columns.count == game.sum.featureCount, "the features are the model's")
    let players = game.players.count
    let columns = wantsPairs ? players * players : players
    var found = bases.map {
      MarginValues(base: $0, players: players, rows: rows.count, wantsPairs: wantsPairs)
    }
    var block = RowBlock(featureCount: game.sum.featureCount)
    let sums = NumberBlock<Double>(count: columns * RowBlock.rowCount)
    let view = sums.view(rows: columns, columns: RowBlock.rowCount)
    var memory = NumberBlock<Double>(count: 0)
    for range in RowBlock.ranges(of: rows) {
      block.fill(features, rows: range, asFloats: game.sum.readsFloats)
      for margin in bases.indices {
        view.clear()
        for program in programs[margin] {
          if wantsPairs {
            program.addInteractions(
              of: block.features, count: block.paddedCount, to: view, memory: &memory)
          } else {
            program.addValues(
              of: block.features, count: block.paddedCount, to: view, memory: &memory)
          }
        }
        tables.add(block, margin: margin, wantsPairs: wantsPairs, to: view)
        found[margin].take(view, count: range.count, at: range.lowerBound - rows.lowerBound)
      }
    }
    return found
  }
}

extension TreeGame.Member {
  /// The mean of the leaves by their parts of training rows.
  fileprivate var mean: Double {
    var mean = LeafMean()
    walk(&mean)
    return mean.sum
  }
}

/// Adds up leaves by their parts of training rows.
private struct LeafMean: TreeVisitor {
  private(set) var sum = 0.0

  mutating func enter(_ step: TreeWay.Step, way: TreeWay) {}
  mutating func leaf(_ node: TreeSum.Node, way: TreeWay) { sum += node.value * way.part }
}

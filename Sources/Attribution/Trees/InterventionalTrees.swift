import Kernels
package import Learning
import Trees

/// Values for which background rows stand for what is not known of a row.
///
/// A set of players is worth the mean, over background rows, of the margin of a row whose features
/// are the row's own for players of the set, and the background row's for the others. For each leaf
/// background rows are counted by which players' splits they follow, and tables give what each set
/// of players that a row follows gets (Nadel and Wettenstein: From decision trees to Boolean logic:
/// a fast and unified SHAP algorithm, 2025). So the time is that of rows plus background rows, not
/// that of their product. Tables are made anew in each call: give many rows at a time.
package struct InterventionalTrees: TreeValues {
  /// Ways with more players have no tables: they would be longer than what they are made of.
  static let tablePlayersMax = 8

  private let game: TreeGame
  private let wantsPairs: Bool
  private let background: FeatureMatrix
  /// The share of each background row; they sum to 1.
  private let shares: [Double]
  /// The margins where no player is known: means over the background.
  package let bases: [Double]
  /// The trees of one feature.
  private let tables: CentredTables
  /// The other trees.
  private let trees: [TreeGame.Member]

  /// Takes background rows, with weights at least 0 unless all count the same.
  ///
  /// Throws where no row has a weight, or a way has more players than a set has bits.
  package init(
    _ game: TreeGame, background: FeatureMatrix, weights: [Double]? = nil,
    interactions: Bool = false
  ) throws(AttributionError) {
    precondition(background.columns.count == game.sum.featureCount, "the features are the model's")
    precondition(weights.map { $0.count == background.rowCount } ?? true, "each row has a weight")
    let weights = weights ?? [Double](repeating: 1, count: background.rowCount)
    let total = weights.reduce(0, +)
    guard total > 0, total.isFinite, weights.allSatisfy({ $0 >= 0 }) else { throw .noBackground }
    guard game.wayPlayersMax <= LeafGame.playersMax else {
      throw .longWay(players: game.wayPlayersMax, limit: LeafGame.playersMax)
    }
    self.game = game
    self.background = background
    wantsPairs = interactions
    shares = weights.map { $0 / total }
    var bases = game.sum.bases
    for (row, margins) in game.margins(of: background).enumerated() {
      for margin in bases.indices {
        bases[margin] += shares[row] * (margins[margin] - game.sum.bases[margin])
      }
    }
    self.bases = bases
    let shares = shares
    tables = CentredTables(game) { table in
      zip(background.columns[table.feature], shares).reduce(0) {
        $0 + $1.1 * table.value(game.sum.readsFloats ? Double(Float($1.0)) : $1.0)
      }
    }
    trees = game.members.filter { $0.wayPlayersMax > 0 && $0.onlyFeature == nil }
  }

  /// Gives the values of some rows, one for each margin; a row's do not depend on other rows.
  package func values(of features: FeatureMatrix, rows: Range<Int>) -> [MarginValues] {
    precondition(features.columns.count == game.sum.featureCount, "the features are the model's")
    let players = game.players.count
    var found = bases.map {
      MarginValues(base: $0, players: players, rows: rows.count, wantsPairs: wantsPairs)
    }
    let asFloats = game.sum.readsFloats
    let rowBlocks = RowBlock.blocks(of: features, rows: rows, asFloats: asFloats)
    let backgroundBlocks = RowBlock.blocks(
      of: background, rows: 0..<background.rowCount, asFloats: asFloats)
    let columns = wantsPairs ? players * players : players
    for margin in bases.indices {
      let sums = rowBlocks.map { _ in
        NumberBlock<Double>(count: columns * RowBlock.rowCount)
          .view(rows: columns, columns: RowBlock.rowCount)
      }
      for tree in trees where tree.margin == margin {
        var counting = BackgroundCounts(tree, game, blocks: backgroundBlocks, shares: shares)
        let leaves = counting.count().map {
          LeafGame($0, allPlayers: players, wantsPairs: wantsPairs)
        }
        for (block, sums) in zip(rowBlocks, sums) {
          var visit = LeafVisits(
            tree, leaves, block: block, sums: sums, players: players, wantsPairs: wantsPairs)
          tree.walk(&visit)
        }
      }
      for (block, sums) in zip(rowBlocks, sums) {
        tables.add(block, margin: margin, wantsPairs: wantsPairs, to: sums)
        found[margin].take(
          sums, count: block.rows.count, at: block.rows.lowerBound - rows.lowerBound)
      }
    }
    return found
  }
}

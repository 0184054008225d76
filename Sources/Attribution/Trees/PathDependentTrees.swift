import Kernels
package import Learning
import Trees

/// Values for which the parts of training rows at splits stand for what is not known of a row.
///
/// Nothing but the model is needed. In a leaf with a line, a feature that is not known has the mean
/// of the leaf's training rows; a row that lacks a feature of a line has the leaf's constant.
package struct PathDependentTrees: TreeValues {
  /// Programs are kept where all of them have at most so many numbers, 256 MB; else they are made
  /// anew for every few thousand rows, so that large forests take no more memory than their trees.
  private static let numbersMax = 1 << 25

  /// A tree that needs a program, with what integrates over its ways.
  private struct Part: Sendable {
    let tree: TreeGame.Member
    let quadrature: GaussLegendre
  }

  private let game: TreeGame
  private let wantsPairs: Bool
  /// The margins where no player is known: means of leaves by their parts of training rows.
  package let bases: [Double]
  private let parts: [Part]
  /// The programs of the parts, or none where there would be too many.
  private let programs: [TreeProgram]
  /// The trees of one feature.
  private let tables: CentredTables

  /// Prepares trees; each has as many places of quadrature as its own ways need.
  package init(_ game: TreeGame, interactions: Bool = false) {
    self.init(game, interactions: interactions, numbersMax: Self.numbersMax)
  }

  /// Prepares trees and keeps at most so many numbers of programs.
  package init(_ game: TreeGame, interactions: Bool, numbersMax: Int) {
    self.game = game
    wantsPairs = interactions
    var bases = game.sum.bases
    var parts: [Part] = []
    var means: [[Int]: Double] = [:]
    var quadratures: [Int: GaussLegendre] = [:]
    var numberCount = 0
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
      parts.append(Part(tree: tree, quadrature: quadrature))
      numberCount += tree.nodes.count * 5 * count
    }
    self.bases = bases
    self.parts = parts
    programs =
      numberCount > numbersMax
      ? [] : parts.map { Self.program($0, game, wantsPairs: interactions) }
    let found = means
    tables = CentredTables(game) { found[[$0.margin, $0.feature]] ?? 0 }
  }

  /// How many blocks of rows a program runs over before the next one.
  private var blocksTogether: Int {
    let columns = wantsPairs ? game.players.count * game.players.count : game.players.count
    return max(1, min(16, Self.numbersMax / (RowBlock.rowCount * max(1, columns))))
  }

  private static func program(_ part: Part, _ game: TreeGame, wantsPairs: Bool) -> TreeProgram {
    PathProgram(part.tree, game, quadrature: part.quadrature, wantsPairs: wantsPairs).program
  }

  /// Gives the values of some rows, one for each margin; a row's do not depend on other rows.
  package func values(of features: FeatureMatrix, rows: Range<Int>) -> [MarginValues] {
    precondition(features.columns.count == game.sum.featureCount, "the features are the model's")
    var found = bases.map {
      MarginValues(
        base: $0, players: game.players.count, rows: rows.count, wantsPairs: wantsPairs)
    }
    let together = RowBlock.rowCount * blocksTogether
    for start in stride(from: rows.lowerBound, to: rows.upperBound, by: together) {
      let blocks = RowBlock.blocks(
        of: features, rows: start..<min(start + together, rows.upperBound),
        asFloats: game.sum.readsFloats)
      for margin in bases.indices {
        add(blocks, margin, at: rows.lowerBound, to: &found[margin])
      }
    }
    return found
  }

  /// Adds the values of some blocks of one margin, which begin at a row of the table.
  private func add(_ blocks: [RowBlock], _ margin: Int, at first: Int, to found: inout MarginValues)
  {
    let players = game.players.count
    let columns = wantsPairs ? players * players : players
    let sums = blocks.map { _ in
      NumberBlock<Double>(count: columns * RowBlock.rowCount)
        .view(rows: columns, columns: RowBlock.rowCount)
    }
    var memory = NumberBlock<Double>(count: 0)
    for (place, part) in parts.enumerated() where part.tree.margin == margin {
      let program =
        programs.isEmpty ? Self.program(part, game, wantsPairs: wantsPairs) : programs[place]
      for (block, sums) in zip(blocks, sums) {
        if wantsPairs {
          program.addInteractions(
            of: block.features, count: block.paddedCount, to: sums, memory: &memory)
        } else {
          program.addValues(
            of: block.features, count: block.paddedCount, to: sums, memory: &memory)
        }
      }
    }
    for (block, sums) in zip(blocks, sums) {
      tables.add(block, margin: margin, wantsPairs: wantsPairs, to: sums)
      found.take(sums, count: block.rows.count, at: block.rows.lowerBound - first)
    }
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

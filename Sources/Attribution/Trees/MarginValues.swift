import Kernels
package import Learning

/// The values of one margin's players for some rows, and of their pairs where these are asked for.
package struct MarginValues: Sendable {
  /// What the margin is where no player is known.
  package let base: Double
  /// A column a player.
  package fileprivate(set) var values: [[Double]]
  /// Column `first * players + second`: halves of interactions, main effects on the diagonal.
  package fileprivate(set) var interactions: [[Double]]?
}

extension MarginValues {
  /// Begins with values of 0.
  init(base: Double, players: Int, rows: Int, wantsPairs: Bool) {
    let column = [Double](repeating: 0, count: rows)
    self.init(
      base: base, values: [[Double]](repeating: column, count: players),
      interactions: wantsPairs
        ? [[Double]](repeating: column, count: players * players) : nil)
  }

  /// Takes values of some rows from a block: those of players, or of players and whole pairs.
  mutating func take(_ block: MatrixView<Double>, count: Int, at start: Int) {
    let players = values.count
    guard interactions != nil else {
      for player in 0..<players {
        for row in 0..<count { values[player][start + row] = block[row: player, column: row] }
      }
      return
    }
    for first in 0..<players {
      for row in 0..<count {
        values[first][start + row] = block[row: first * players + first, column: row]
      }
      for second in (first + 1)..<max(first + 1, players) {
        for row in 0..<count {
          let half = block[row: first * players + second, column: row] / 2
          interactions?[first * players + second][start + row] = half
          interactions?[second * players + first][start + row] = half
        }
      }
    }
    takeMainEffects(count: count, at: start)
  }

  /// What pairs leave of a player's value is its main effect.
  private mutating func takeMainEffects(count: Int, at start: Int) {
    let players = values.count
    for player in 0..<players {
      var rest = Array(values[player][start..<(start + count)])
      for other in 0..<players where other != player {
        for row in 0..<count {
          rest[row] -= interactions?[player * players + other][start + row] ?? 0
        }
      }
      for row in 0..<count { interactions?[player * players + player][start + row] = rest[row] }
    }
  }
}

extension MarginValues {
  /// Joins the rows of several pieces, each with all margins, in order.
  package static func joined(_ pieces: [[MarginValues]]) -> [MarginValues] {
    guard var found = pieces.first else { return [] }
    for piece in pieces.dropFirst() {
      for margin in found.indices {
        for player in found[margin].values.indices {
          found[margin].values[player] += piece[margin].values[player]
        }
        for pair in found[margin].interactions?.indices ?? 0..<0 {
          found[margin].interactions?[pair] += piece[margin].interactions?[pair] ?? []
        }
      }
    }
    return found
  }
}

/// What gives the values of trees.
package protocol TreeValues: Sendable {
  /// Gives the values of some rows, one for each margin; a row's do not depend on other rows.
  func values(of features: FeatureMatrix, rows: Range<Int>) -> [MarginValues]
}

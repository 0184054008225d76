import Kernels
import Trees

/// What the trees of a margin give that ask for one feature only: one search a row for all of them.
///
/// Such trees are a function of one player, who gets what they give less its mean.
struct FeatureTable: Sendable {
  let feature: Int
  let margin: Int
  /// Where the function steps, ascending; a value up to a threshold belongs below it.
  private let thresholds: [Double]
  /// What the trees give up to each threshold, and above the last.
  private let values: [Double]
  /// What they give for a missing value.
  private let missing: Double

  /// Takes trees that can be told by one feature, and gives a table for each margin and feature.
  static func tables(of trees: [TreeGame.Member]) -> [FeatureTable] {
    var groups: [[Int]: [TreeGame.Member]] = [:]
    for tree in trees {
      if let feature = tree.onlyFeature {
        groups[[tree.margin, feature], default: []].append(tree)
      }
    }
    return groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map {
      FeatureTable($0.value, feature: $0.key[1], margin: $0.key[0])
    }
  }

  private init(_ trees: [TreeGame.Member], feature: Int, margin: Int) {
    self.feature = feature
    self.margin = margin
    var row = [Double](repeating: .nan, count: feature + 1)
    missing = trees.reduce(0) { $0 + $1.value(row) }
    var steps: [(threshold: Double, step: Double)] = []
    var first = 0.0
    for tree in trees {
      let places = Set(tree.nodes.compactMap(\.threshold)).sorted()
      var before = 0.0
      for (index, place) in (places + [.infinity]).enumerated() {
        row[feature] = place
        let value = tree.value(row)
        if index == 0 { first += value } else { steps.append((places[index - 1], value - before)) }
        before = value
      }
    }
    steps.sort { $0.threshold < $1.threshold }
    var thresholds: [Double] = []
    var values = [first]
    for step in steps {
      if thresholds.last != step.threshold {
        thresholds.append(step.threshold)
        values.append(values[values.count - 1])
      }
      values[values.count - 1] += step.step
    }
    self.thresholds = thresholds
    self.values = values
  }

  /// Gives what the trees give for a value.
  func value(_ value: Double) -> Double {
    if value.isNaN { return missing }
    var (low, high) = (0, thresholds.count)
    while low < high {
      let middle = (low + high) / 2
      if thresholds[middle] < value { low = middle + 1 } else { high = middle }
    }
    return values[low]
  }

}

/// Tables of all trees that have one feature each, with the means that players' values are without.
struct CentredTables: Sendable {
  private let tables: [(table: FeatureTable, mean: Double)]
  private let players: Players

  init(_ game: TreeGame, mean: (FeatureTable) -> Double) {
    tables = FeatureTable.tables(of: game.members).map { ($0, mean($0)) }
    players = game.players
  }

  /// Adds the values of a block's rows to columns of players, or of players and pairs.
  func add(_ block: RowBlock, margin: Int, wantsPairs: Bool, to sums: MatrixView<Double>) {
    for (table, mean) in tables where table.margin == margin {
      let player = players.ofFeature[table.feature]
      let column = wantsPairs ? player * players.count + player : player
      for row in 0..<block.rows.count {
        let value = table.value(block.features[row: table.feature, column: row])
        sums[row: column, column: row] += value - mean
      }
    }
  }
}

extension TreeSum.Node {
  /// The threshold of a split that has one.
  fileprivate var threshold: Double? {
    if case .threshold(let threshold) = rule { threshold } else { nil }
  }
}

extension TreeGame.Member {
  /// The feature of all splits, where there is only one and all go by thresholds and leaves are plain.
  var onlyFeature: Int? {
    guard !hasLines, nodes[0].rule != nil else { return nil }
    let feature = nodes[0].feature
    let isTold = nodes.allSatisfy { node in
      node.rule == nil || (node.feature == feature && node.threshold != nil)
    }
    return isTold ? feature : nil
  }
}

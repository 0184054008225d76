import Kernels
import Trees

/// What the players of one leaf get for each set of them that a row follows.
struct LeafGame {
  /// A set is a word of bits.
  static let playersMax = 64

  let sets: LeafSets
  /// What each set gets, where ways are short and the leaf has no line.
  let tables: LeafTables?
  /// The columns of values that tables add to: players, or places of pairs.
  let columns: [Int32]

  /// Makes the tables where ways are short, for columns of so many players.
  init(_ sets: LeafSets, allPlayers: Int, wantsPairs: Bool) {
    self.sets = sets
    let count = sets.players.count
    guard sets.isShort else {
      tables = nil
      columns = []
      return
    }
    let quadrature = GaussLegendre.shared[(count + 1) / 2 - 1]
    tables = LeafTables(
      players: count, pairs: wantsPairs, places: quadrature.places, weights: quadrature.weights,
      counts: sets.counts.map { $0 * sets.value })
    columns = Self.columns(sets.players, of: allPlayers, wantsPairs: wantsPairs)
  }

  /// The columns of tables in values of players, or of players and pairs.
  private static func columns(_ own: [Int], of players: Int, wantsPairs: Bool) -> [Int32] {
    guard wantsPairs else { return own.map { Int32($0) } }
    var columns = own.map { Int32($0 * players + $0) }
    for (place, first) in own.enumerated() {
      for second in own[(place + 1)...] {
        columns.append(Int32(min(first, second) * players + max(first, second)))
      }
    }
    return columns
  }

  /// Adds what a row gets that follows a set of players.
  ///
  /// Its parts of the leaf's line are by player; those who lack a value have a bit.
  func add(follows: UInt64, parts: [Double], lacks: UInt64, to sum: inout LeafSum) {
    let mine = follows & sets.all
    for (place, (group, share)) in sets.shares.enumerated() {
      // Whom neither row follows keeps the way shut for every set.
      guard mine | group.follows == sets.all else { continue }
      let own = mine & ~group.follows
      let others = group.follows & ~mine
      sum.add(share * sets.value, own: own, others: others)
      guard !sets.slopes.isEmpty else { continue }
      addLine(
        own: own, others: others, lacks: (lacks, group.lacks), share: share, parts: parts,
        sums: sets.sums[place], to: &sum)
    }
  }

  /// Adds the line: where one of both rows lacks a value, the line needs the other one's.
  private func addLine(
    own: UInt64, others: UInt64, lacks: (mine: UInt64, theirs: UInt64), share: Double,
    parts: [Double], sums: [Double], to sum: inout LeafSum
  ) {
    guard own & lacks.mine == 0, others & lacks.theirs == 0, lacks.mine & lacks.theirs == 0 else {
      return
    }
    let own = own | lacks.theirs
    let others = others | lacks.mine
    var fixed = 0.0
    for place in sets.players.indices where sets.linePlayers >> UInt64(place) & 1 == 1 {
      let bit: UInt64 = 1 << UInt64(place)
      if own & bit != 0 {
        fixed += share * parts[place]
      } else {
        fixed += sums[place]
        if others & bit == 0 {
          sum.add(share * parts[place] - sums[place], own: own | bit, others: others)
        }
      }
    }
    sum.add(fixed, own: own, others: others)
  }
}

/// Adds up what players get of games that are unanimous.
///
/// Such a game is worth something where all of some players are known and none of some others.
/// With a players of the first sort and b of the others a player of the first gets
/// (a - 1)! b! / (a + b)!, one of the others -a! (b - 1)! / (a + b)!. Interactions of pairs are
/// (a - 2)! b!, -(a - 1)! (b - 1)! and a! (b - 2)!, each by (a + b - 1)!.
struct LeafSum {
  private static let factorials: [Double] = (0...LeafGame.playersMax).reduce(into: []) {
    $0.append($1 == 0 ? 1 : ($0.last ?? 1) * Double($1))
  }

  let wantsPairs: Bool
  /// By place of the player in the leaf; of pairs `first * players + second` for first < second.
  private(set) var values: [Double]
  private(set) var pairs: [Double]
  private let players: Int

  init(players: Int, wantsPairs: Bool) {
    self.wantsPairs = wantsPairs
    self.players = players
    values = [Double](repeating: 0, count: players)
    pairs = [Double](repeating: 0, count: wantsPairs ? players * players : 0)
  }

  /// Adds a game that is worth something with all players of the first bits and none of the others.
  mutating func add(_ worth: Double, own: UInt64, others: UInt64) {
    let (a, b) = (own.nonzeroBitCount, others.nonzeroBitCount)
    guard worth != 0, a + b > 0 else { return }
    let f = Self.factorials
    let ownPart = a > 0 ? worth * f[a - 1] * f[b] / f[a + b] : 0
    let otherPart = b > 0 ? worth * f[a] * f[b - 1] / f[a + b] : 0
    forEach(own) { $0.values[$1] += ownPart }
    forEach(others) { $0.values[$1] -= otherPart }
    guard wantsPairs, a + b > 1 else { return }
    let whole = f[a + b - 1]
    let both = a > 1 ? worth * f[a - 2] * f[b] / whole : 0
    let mixed = a > 0 && b > 0 ? -worth * f[a - 1] * f[b - 1] / whole : 0
    let none = b > 1 ? worth * f[a] * f[b - 2] / whole : 0
    forEach(own | others) { sum, first in
      sum.forEach((own | others) & ~(2 << UInt64(first) &- 1)) { sum, second in
        let owners = own >> UInt64(first) & 1 + own >> UInt64(second) & 1
        sum.pairs[first * sum.players + second] += owners == 2 ? both : owners == 1 ? mixed : none
      }
    }
  }

  /// Does something for each place whose bit is set.
  private mutating func forEach(_ bits: UInt64, _ body: (inout LeafSum, Int) -> Void) {
    var bits = bits
    while bits != 0 {
      body(&self, bits.trailingZeroBitCount)
      bits &= bits - 1
    }
  }
}

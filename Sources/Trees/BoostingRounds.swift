import Kernels
import Learning

/// Adds tree after tree to the margins of rows, each down the slope of the loss.
struct BoostingRounds {
  private let data: TrainingData
  private let settings: TreeSettings
  private let features: BinnedFeatures
  private let random: RandomStream
  /// Rows that are predicted beside and never learned from, with their own loss.
  private let watched: (data: TrainingData, loss: any MarginLoss)?

  /// What the rounds give.
  struct Outcome {
    let bases: [Double]
    /// The trees, round after round, in each one a tree a margin.
    var trees: [Tree] = []
    /// The mean loss of the rows after each round; empty where it is not asked for.
    var training: [Double] = []
    /// The mean loss of the watched rows after each round.
    var validation: [Double] = []

    /// The number of rounds after which the watched rows were predicted best.
    var bestRound: Int {
      validation.indices.min { (validation[$0], $0) < (validation[$1], $1) }.map { $0 + 1 } ?? 0
    }
  }

  init(
    _ data: TrainingData, _ settings: TreeSettings, random: RandomStream,
    watched: (data: TrainingData, loss: any MarginLoss)? = nil
  ) {
    self.data = data
    self.settings = settings
    self.random = random
    self.watched = watched
    features = data.preparations.value("bins \(settings.bins) \(settings.cuts.rawValue)") {
      BinnedFeatures(data.features, binsMax: settings.bins, cuts: settings.cuts)
    }
  }

  /// Runs so many rounds; with watched rows it ends after so many without a better one.
  func run(
    _ initial: some MarginLoss, rounds: Int, patience: Int? = nil, recordsLosses: Bool
  ) throws -> Outcome {
    var loss = initial
    var outcome = Outcome(bases: loss.start())
    let columns = data.features.columns
    var grower = TreeGrower(features: features, settings: settings, columns: columns)
    var slopes = RowSlopes(count: data.target.count)
    var margins = outcome.bases.map { [Double](repeating: $0, count: data.target.count) }
    var watchedMargins = outcome.bases.map {
      [Double](repeating: $0, count: watched?.data.target.count ?? 0)
    }
    var best = (loss: Double.infinity, round: 0)
    for round in 0..<rounds {
      let unseen = see(round, &grower)
      let used = columnsUsed(round)
      loss.begin(margins)
      var next = margins
      for margin in 0..<loss.marginCount {
        try Task.checkCancellation()
        loss.slopes(margins, along: margin, into: &slopes)
        slopes.makePairs(curvaturesChanged: !loss.hasConstantCurvatures)
        let grown = grower.grow(slopes, search: search(slopes, columns: used, loss))
        let tree = grown.tree
        grown.add(to: &next[margin], columns: columns)
        tree.add(to: &next[margin], rows: unseen, columns: columns)
        if let watched {
          tree.add(to: &watchedMargins[margin], columns: watched.data.features.columns)
        }
        outcome.trees.append(tree)
      }
      margins = next
      if recordsLosses { outcome.training.append(loss.mean(margins)) }
      guard let watched else { continue }
      let mean = watched.loss.mean(watchedMargins)
      outcome.validation.append(mean)
      if mean < best.loss { best = (mean, round) }
      if let patience, round - best.round >= patience { break }
    }
    return outcome
  }

  private func search(
    _ slopes: RowSlopes, columns: [Int], _ loss: some MarginLoss
  ) -> SplitSearch {
    let options = settings.options
    return SplitSearch(
      bins: features.bins, offsets: features.codes.offsets, l2: settings.l2,
      minimumGain: settings.minimumGain,
      minimumChildWeight: slopes.wholeCurvature(settings.minimumChildWeight),
      units: slopes.units, columns: columns, isByLevel: features.levels.map { $0 != nil },
      levelsL2: options.levelsL2, rowsPerLeaf: options.rowsPerLeaf, stepMax: loss.stepMax,
      directions: directions)
  }

  /// The way each feature may lead, nil where none is bound.
  private var directions: [Int]? {
    let monotone = settings.options.monotone
    if monotone.isEmpty { return nil }
    return data.features.names.map { name in
      guard let bound = monotone.first(where: { $0.feature == name }) else { return 0 }
      return bound.direction == .increasing ? 1 : -1
    }
  }

  /// Draws the rows that the trees of a round see, and gives the others.
  private func see(_ round: Int, _ grower: inout TreeGrower) -> [UInt32] {
    let share = settings.options.rowShare
    guard share < 1 else { return [] }
    let count = data.target.count
    var stream = random.derived("rows", round)
    let kept = Self.draw(max(1, Int((share * Double(count)).rounded())), of: count, &stream)
    grower.see(kept.drawn)
    return kept.left
  }

  private func columnsUsed(_ round: Int) -> [Int] {
    let count = features.bins.count
    let share = settings.options.columnShare
    guard share < 1, count > 0 else { return Array(0..<count) }
    var stream = random.derived("columns", round)
    return Self.draw(max(1, Int((share * Double(count)).rounded())), of: count, &stream).drawn
      .map(Int.init)
  }

  /// Draws so many of the numbers below a count, each set equally likely; both parts ascend.
  ///
  /// Knuth: The art of computer programming 2, 3.4.2, algorithm S.
  static func draw(
    _ wanted: Int, of count: Int, _ random: inout RandomStream
  ) -> (drawn: [UInt32], left: [UInt32]) {
    var drawn: [UInt32] = []
    var left: [UInt32] = []
    for number in 0..<count {
      if Double(count - number) * random.uniform() < Double(wanted - drawn.count) {
        drawn.append(UInt32(number))
      } else {
        left.append(UInt32(number))
      }
    }
    return (drawn, left)
  }
}

extension Tree {
  /// Adds what the tree gives to the margins of some rows, or of all.
  func add(to margins: inout [Double], rows: [UInt32]? = nil, columns: [[Double]]) {
    if rows?.isEmpty == true { return }
    var values = [Double](repeating: 0, count: columns.count)
    func add(_ row: Int) {
      for feature in columns.indices { values[feature] = columns[feature][row] }
      margins[row] += value(values, start: 0)
    }
    guard let rows else {
      for row in margins.indices { add(row) }
      return
    }
    for row in rows { add(Int(row)) }
  }
}

/// What a split of a forest's tree makes small: how much the rows of a side differ.
///
/// The rows of a node begin on the right side and move to the left one by one.
protocol ForestCriterion: Sendable {
  /// The numbers that a leaf predicts.
  var leafCount: Int { get }
  /// Takes the rows of a node, by target, and their weights.
  mutating func begin(_ rows: ArraySlice<UInt32>, weights: [Double])
  /// Whether the rows of the node all have one target.
  var isPure: Bool { get }
  /// Moves all rows back to the right.
  mutating func reset()
  /// Moves a row to the left.
  mutating func move(_ row: Int)
  /// How much less rows differ on two sides than as one.
  var gain: Double { get }
  /// What a gain must exceed not to be rounding.
  var gainMin: Double { get }
  /// The weight of the rows on the left.
  var leftWeight: Double { get }
  /// The weight of the rows of the node.
  var weight: Double { get }
  /// Gives what levels are put in the order of, for the rows of a level.
  func rank(_ rows: ArraySlice<UInt32>) -> Double
  /// Gives what a leaf of the node's rows predicts, a number an output.
  func leaf() -> [Double]
}

/// Squared errors: the sum of squares around the mean.
struct SquaredCriterion: ForestCriterion {
  private let target: [Double]
  private let centre: Double
  private var weights: [Double] = []
  private(set) var isPure = true
  private(set) var weight = 0.0
  private var sum = 0.0
  private(set) var leftWeight = 0.0
  private var leftSum = 0.0
  private var parent = 0.0
  private var constant = 0.0

  let leafCount = 1

  init(_ target: [Double]) {
    // Sums around the middle of all targets keep their digits.
    centre = target.reduce(0) { $0 + $1 / Double(target.count) }
    let middle = centre
    self.target = target.map { $0 - middle }
  }

  mutating func begin(_ rows: ArraySlice<UInt32>, weights: [Double]) {
    self.weights = weights
    (weight, sum) = (0, 0)
    for row in rows {
      weight += weights[Int(row)]
      sum += weights[Int(row)] * target[Int(row)]
    }
    constant = rows.first.map { target[Int($0)] } ?? 0
    // Rows come by target, so the first and the last tell.
    isPure = rows.last.map { target[Int($0)] == constant } ?? true
    parent = sum * sum / weight
    reset()
  }

  mutating func reset() { (leftWeight, leftSum) = (0, 0) }

  mutating func move(_ row: Int) {
    leftWeight += weights[row]
    leftSum += weights[row] * target[row]
  }

  var gain: Double {
    let right = sum - leftSum
    return leftSum * leftSum / leftWeight + right * right / (weight - leftWeight) - parent
  }

  var gainMin: Double { parent * 1e-13 }

  func rank(_ rows: ArraySlice<UInt32>) -> Double {
    var (total, sum) = (0.0, 0.0)
    for row in rows {
      total += weights[Int(row)]
      sum += weights[Int(row)] * target[Int(row)]
    }
    return sum / total
  }

  func leaf() -> [Double] { [centre + (isPure ? constant : sum / weight)] }
}

/// Absolute errors: the sum of distances from the median.
struct AbsoluteCriterion: ForestCriterion {
  private let target: [Double]
  /// The place of each row among the node's rows by target, and what stands there.
  private var places: [Int]
  private var values: [Double] = []
  private var placeWeights: [Double] = []
  private var left = RunningMedian()
  private var right = RunningMedian()
  private var whole = RunningMedian()
  private var parent = 0.0
  private(set) var weight = 0.0
  private(set) var leftWeight = 0.0

  let leafCount = 1

  init(_ target: [Double]) {
    self.target = target
    places = [Int](repeating: 0, count: target.count)
  }

  mutating func begin(_ rows: ArraySlice<UInt32>, weights: [Double]) {
    values.removeAll(keepingCapacity: true)
    placeWeights.removeAll(keepingCapacity: true)
    whole.clear(count: rows.count)
    weight = 0
    for (place, row) in rows.enumerated() {
      places[Int(row)] = place
      values.append(target[Int(row)])
      placeWeights.append(weights[Int(row)])
      weight += weights[Int(row)]
    }
    for place in values.indices {
      whole.insert(place, values: values, weights: placeWeights)
    }
    parent = whole.spread(values)
    reset()
  }

  var isPure: Bool { values.first == values.last }

  mutating func reset() {
    left.clear(count: values.count)
    right.copy(whole)
    leftWeight = 0
  }

  mutating func move(_ row: Int) {
    let place = places[row]
    left.insert(place, values: values, weights: placeWeights)
    right.remove(place, values: values, weights: placeWeights)
    leftWeight += placeWeights[place]
  }

  var gain: Double { parent - left.spread(values) - right.spread(values) }

  var gainMin: Double { parent * 1e-11 }

  func rank(_ rows: ArraySlice<UInt32>) -> Double {
    var (total, sum) = (0.0, 0.0)
    for row in rows {
      total += placeWeights[places[Int(row)]]
      sum += placeWeights[places[Int(row)]] * target[Int(row)]
    }
    return sum / total
  }

  func leaf() -> [Double] { [whole.median(values, placeWeights)] }
}

/// Classes: the chance that two rows of a side are of different classes (Gini).
struct GiniCriterion: ForestCriterion {
  private let classes: [Int]
  private let classCount: Int
  private var weights: [Double] = []
  private var counts: [Double]
  private var leftCounts: [Double]
  private var squares = 0.0
  private var leftSquares = 0.0
  private var rightSquares = 0.0
  private(set) var weight = 0.0
  private(set) var leftWeight = 0.0

  init(_ target: [Double], classCount: Int) {
    classes = target.map { Int($0) }
    self.classCount = classCount
    counts = [Double](repeating: 0, count: classCount)
    leftCounts = counts
  }

  var leafCount: Int { classCount == 2 ? 1 : classCount }

  mutating func begin(_ rows: ArraySlice<UInt32>, weights: [Double]) {
    self.weights = weights
    for place in 0..<classCount { counts[place] = 0 }
    weight = 0
    for row in rows {
      counts[classes[Int(row)]] += weights[Int(row)]
      weight += weights[Int(row)]
    }
    squares = counts.reduce(0) { $0 + $1 * $1 }
    reset()
  }

  var isPure: Bool { counts.count { $0 > 0 } <= 1 }

  mutating func reset() {
    for place in 0..<classCount { leftCounts[place] = 0 }
    (leftWeight, leftSquares, rightSquares) = (0, 0, squares)
  }

  mutating func move(_ row: Int) {
    let (place, w) = (classes[row], weights[row])
    let right = counts[place] - leftCounts[place]
    leftSquares += w * (2 * leftCounts[place] + w)
    rightSquares -= w * (2 * right - w)
    leftCounts[place] += w
    leftWeight += w
  }

  var gain: Double {
    leftSquares / leftWeight + rightSquares / (weight - leftWeight) - squares / weight
  }

  var gainMin: Double { weight * 1e-12 }

  func rank(_ rows: ArraySlice<UInt32>) -> Double {
    // The second of two classes, or the most frequent of more.
    let wanted =
      classCount == 2 ? 1 : counts.indices.max { (counts[$0], -$0) < (counts[$1], -$1) } ?? 0
    var (total, sum) = (0.0, 0.0)
    for row in rows {
      total += weights[Int(row)]
      if classes[Int(row)] == wanted { sum += weights[Int(row)] }
    }
    return sum / total
  }

  func leaf() -> [Double] {
    let shares = counts.map { $0 / weight }
    return classCount == 2 ? [shares[1]] : shares
  }
}

package import Kernels
package import Learning

extension Background {
  /// How many rows centres are looked for among; of more rows some are drawn.
  private static let rowsMax = 20_000
  private static let passesMax = 50

  /// Chooses rows that lie in the midst of others, and counts each by how many it stands for.
  ///
  /// Lloyd's algorithm with the beginning of Arthur and Vassilvitskii (k-means++, 2007) on features
  /// brought to deviation 1, a missing value being the mean. Of each group the row next to its
  /// centre stands for the group, so that levels and flags keep values that there are.
  ///
  /// Gives the places of the rows and their weights; all rows where there are fewer than asked for.
  package static func centres(
    _ features: FeatureMatrix, count: Int, random: RandomStream
  ) -> (rows: [Int], weights: [Double]) {
    let places = sampled(features.rowCount, count: rowsMax, random: random.derived("rows"))
    guard count < places.count else { return (places, places.map { _ in 1 }) }
    let points = Points(features.rows(places))
    var centres = points.start(count: count, random: random.derived("start"))
    var groups: [Int] = []
    for _ in 0..<passesMax {
      let next = points.nearest(centres)
      if next == groups { break }
      groups = next
      centres = points.means(groups, count: count, before: centres)
    }
    let counts = groups.reduce(into: [Int](repeating: 0, count: count)) { $0[$1] += 1 }
    let chosen = points.members(nearest: centres, groups)
    let kept = chosen.indices.filter { counts[$0] > 0 }
    return (kept.map { places[chosen[$0]] }, kept.map { Double(counts[$0]) })
  }
}

/// Rows as points of a space in which each feature has deviation 1.
private struct Points {
  private let width: Int
  private let count: Int
  /// Point by point.
  private let values: [Double]

  init(_ features: FeatureMatrix) {
    width = features.columns.count
    count = features.rowCount
    var values = [Double](repeating: 0, count: width * count)
    for (feature, column) in features.columns.enumerated() {
      let known = column.filter(\.isFinite)
      let mean = known.isEmpty ? 0 : Sum.mean(of: known)
      let deviation = known.isEmpty ? 0 : Sum.variance(of: known).squareRoot()
      guard deviation > 0 else { continue }
      for row in 0..<count where column[row].isFinite {
        values[row * width + feature] = (column[row] - mean) / deviation
      }
    }
    self.values = values
  }

  private func distance(_ point: Int, _ centre: [Double]) -> Double {
    var sum = 0.0
    for feature in 0..<width {
      let difference = values[point * width + feature] - centre[feature]
      sum += difference * difference
    }
    return sum
  }

  private func point(_ place: Int) -> [Double] {
    Array(values[place * width..<(place + 1) * width])
  }

  /// Draws points that lie apart: each by its squared distance from those before.
  func start(count wanted: Int, random: RandomStream) -> [[Double]] {
    var random = random
    var centres = [point(random.integer(below: count))]
    var nearest = [Double](repeating: .infinity, count: count)
    while centres.count < wanted {
      let newest = centres[centres.count - 1]
      for place in 0..<count { nearest[place] = min(nearest[place], distance(place, newest)) }
      var rest = random.uniform() * Sum.of(nearest)
      let chosen = (0..<count).first { place in
        rest -= nearest[place]
        return rest < 0
      }
      centres.append(point(chosen ?? random.integer(below: count)))
    }
    return centres
  }

  /// The centre next to each point, the first of equals.
  func nearest(_ centres: [[Double]]) -> [Int] {
    (0..<count).map { place in
      var best = (distance: Double.infinity, centre: 0)
      for (index, centre) in centres.enumerated() {
        let found = distance(place, centre)
        if found < best.distance { best = (found, index) }
      }
      return best.centre
    }
  }

  /// The mean of each group; a group without points keeps its centre.
  func means(_ groups: [Int], count wanted: Int, before: [[Double]]) -> [[Double]] {
    var sums = [[Double]](repeating: [Double](repeating: 0, count: width), count: wanted)
    var counts = [Double](repeating: 0, count: wanted)
    for (place, group) in groups.enumerated() {
      counts[group] += 1
      for feature in 0..<width { sums[group][feature] += values[place * width + feature] }
    }
    return sums.indices.map { group in
      counts[group] > 0 ? sums[group].map { $0 / counts[group] } : before[group]
    }
  }

  /// The point of each group that is next to its centre, the first of equals.
  func members(nearest centres: [[Double]], _ groups: [Int]) -> [Int] {
    var best = [(distance: Double, point: Int)](repeating: (.infinity, 0), count: centres.count)
    for (place, group) in groups.enumerated() {
      let found = distance(place, centres[group])
      if found < best[group].distance { best[group] = (found, place) }
    }
    return best.map(\.point)
  }
}

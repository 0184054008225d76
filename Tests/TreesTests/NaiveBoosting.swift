import Kernels
import Learning

/// Boosted trees in the plainest form: every node sums its rows anew for every possible split.
///
/// Sums are whole numbers as in the product, so both must agree bit for bit; there are no bins,
/// histograms, subtractions or row lists to go wrong.
struct NaiveBoosting {
  struct Node: Equatable {
    var value: Double
    var weight: Double
    var gain: Double
    var feature: Int
    var right: Int
    var missingGoesLeft: Bool
  }

  let columns: [[Double]]
  let target: [Double]
  let weights: [Double]
  let rounds: Int
  let learningRate: Double
  let depth: Int
  let l2: Double
  let minimumGain: Double
  let minimumChildWeight: Double

  func trees(base: Double) -> (trees: [[Node]], margins: [Double]) {
    var margins = [Double](repeating: base, count: target.count)
    let weightScale = HistogramScale(greatest: weights.max() ?? 1, count: target.count)
    var trees: [[Node]] = []
    for _ in 0..<rounds {
      let gradients = margins.indices.map { weights[$0] * (margins[$0] - target[$0]) }
      let scale = HistogramScale(
        greatest: gradients.map { abs($0) }.max() ?? 0, count: target.count)
      let node = Growing(
        naive: self, gradients: gradients.map { scale.whole($0) },
        weights: weights.map { weightScale.whole($0) }, unit: scale.unit,
        weightUnit: weightScale.unit, least: Int64(minimumChildWeight * weightScale.factor))
      var nodes: [Node] = []
      node.grow(Array(target.indices), depth: 0, nodes: &nodes, margins: &margins)
      trees.append(nodes)
    }
    return (trees, margins)
  }

  private struct Candidate {
    let feature: Int
    let threshold: Double
    let missingGoesLeft: Bool
    let gain: Double
    let left: [Int]
    let right: [Int]
  }

  private struct Growing {
    let naive: NaiveBoosting
    let gradients: [Int64]
    let weights: [Int64]
    let unit: Double
    let weightUnit: Double
    let least: Int64

    func gradient(_ rows: [Int]) -> Double {
      Double(rows.reduce(Int64(0)) { $0 + gradients[$1] }) * unit
    }

    func weight(_ rows: [Int]) -> Int64 { rows.reduce(0) { $0 + weights[$1] } }

    func score(_ rows: [Int]) -> Double {
      let gradient = gradient(rows)
      return gradient * gradient / (Double(weight(rows)) * weightUnit + naive.l2)
    }

    func grow(_ rows: [Int], depth: Int, nodes: inout [Node], margins: inout [Double]) {
      let heavy = Double(weight(rows)) * weightUnit
      guard depth < naive.depth, let best = best(rows) else {
        let value = naive.learningRate * (-gradient(rows) / (heavy + naive.l2))
        nodes.append(
          Node(
            value: value, weight: heavy, gain: 0, feature: -1, right: 0, missingGoesLeft: false))
        for row in rows { margins[row] += value }
        return
      }
      let index = nodes.count
      nodes.append(
        Node(
          value: best.threshold, weight: heavy, gain: best.gain, feature: best.feature, right: 0,
          missingGoesLeft: best.missingGoesLeft))
      grow(best.left, depth: depth + 1, nodes: &nodes, margins: &margins)
      nodes[index].right = nodes.count
      grow(best.right, depth: depth + 1, nodes: &nodes, margins: &margins)
    }

    func best(_ rows: [Int]) -> Candidate? {
      let parent = score(rows)
      var limit = parent + max(naive.minimumGain, parent * 1e-13)
      var best: Candidate?
      for (feature, column) in naive.columns.enumerated() {
        let missing = rows.filter { column[$0].isNaN }
        let counts = missing.contains { weights[$0] > 0 }
        for threshold in thresholds(column) {
          let below = rows.filter { column[$0] <= threshold }
          let above = rows.filter { column[$0] > threshold }
          // Missing values that weigh nothing tell nothing: they go the way of the heavier side.
          let heavier = weight(below) >= weight(above)
          for goesLeft in counts ? [true, false] : [heavier] {
            let left = goesLeft ? below + missing : below
            let right = goesLeft ? above : above + missing
            guard min(weight(left), weight(right)) >= max(1, least) else { continue }
            let sum = score(left) + score(right)
            guard sum > limit else { continue }
            limit = sum
            best = Candidate(
              feature: feature, threshold: threshold, missingGoesLeft: goesLeft,
              gain: sum - parent, left: left, right: right)
          }
        }
      }
      return best
    }

    /// Gives the midpoints between neighbours among all training values, and one above all.
    func thresholds(_ column: [Double]) -> [Double] {
      let distinct = Set(column.filter { !$0.isNaN }).sorted()
      return zip(distinct, distinct.dropFirst()).map { $0 / 2 + $1 / 2 } + [.infinity]
    }
  }
}

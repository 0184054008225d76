import Foundation
import Kernels
import Testing

@Suite("Loops of a softmax")
struct SoftmaxVectorsTests {
  private static let (rows, classes, width) = (37, 11, 16)

  private static func matrix(_ scale: Double, _ random: inout RandomStream) -> MatrixView<Double> {
    let view = NumberBlock<Double>(count: rows * width).view(rows: rows, columns: width)
    view.setNumbers((0..<rows * width).map { _ in scale * random.normal() })
    return view
  }

  @Test("shares, slopes and losses are those of the plain form", arguments: [0.1, 1, 30, 1000.0])
  func plain(scale: Double) {
    var random = RandomStream(seed: 7)
    let odds = Self.matrix(scale, &random)
    let before = odds.numbers
    let places = (0..<Self.rows).map { $0 % Self.classes }
    let weights = (0..<Self.rows).map { 0.5 + Double($0) }
    let rests = Self.matrix(1, &random)
    let losses = odds.setSoftmax(
      outputs: Self.classes, classes: places[...], weights: weights[...], rests: rests)
    let changes = Self.matrix(1, &random)
    let change = changes.numbers
    changes.setSoftmaxChange(shares: odds, weights: weights[...])
    let spreads = Self.matrix(1, &random)
    spreads.setSoftmaxSpread(shares: odds, weights: weights[...])
    for row in 0..<Self.rows {
      let own = before[(row * Self.width)..<(row * Self.width + Self.classes)]
      let greatest = own.max() ?? 0
      let total = own.reduce(0) { $0 + exp($1 - greatest) }
      let shares = own.map { exp($0 - greatest) / total }
      let loss = weights[row] * (log(total) + greatest - own[own.startIndex + places[row]])
      #expect(abs(losses[row] - loss) <= 1e-13 * max(1, loss))
      let mean = zip(shares, change[(row * Self.width)...]).reduce(0) { $0 + $1.0 * $1.1 }
      for place in 0..<Self.width {
        let share = place < Self.classes ? shares[place] : 0
        let rest = weights[row] * (share - (place == places[row] ? 1 : 0))
        #expect(abs(odds[row: row, column: place] - share) <= 1e-14)
        #expect(abs(rests[row: row, column: place] - rest) <= 1e-12)
        let moved = weights[row] * share * (change[row * Self.width + place] - mean)
        #expect(abs(changes[row: row, column: place] - moved) <= 1e-11)
        #expect(
          abs(spreads[row: row, column: place] - weights[row] * share * (1 - share)) <= 1e-12)
      }
    }
  }
}

import Foundation

/// Probabilities by log odds.
package enum Softmax {
  /// Gives the probabilities of classes by their log odds; one number is for the second of two.
  ///
  /// The greatest is taken off before exponentials are taken, so nothing overflows.
  package static func probabilities(_ odds: [Double], into shares: inout [Double]) {
    if odds.count == 1 {
      let small = exp(-abs(odds[0]))
      let (likely, other) = (1 / (1 + small), small / (1 + small))
      shares[0] = odds[0] >= 0 ? other : likely
      shares[1] = odds[0] >= 0 ? likely : other
      return
    }
    var greatest = -Double.infinity
    for value in odds { greatest = max(greatest, value) }
    var total = 0.0
    for index in odds.indices {
      shares[index] = exp(odds[index] - greatest)
      total += shares[index]
    }
    for index in odds.indices { shares[index] /= total }
  }
}

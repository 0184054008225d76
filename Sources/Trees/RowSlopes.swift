import Kernels

/// How the loss of each row goes down with its margin, also as whole numbers for exact sums.
struct RowSlopes: Sendable {
  /// The first derivative of each row's loss, times the row's weight.
  var gradients: [Double]
  /// The curvature of each row's loss, times the row's weight; at least 0.
  var curvatures: [Double]
  private(set) var pairs: [PairSum]
  private(set) var units = SIMD2<Double>(0, 0)
  private var curvatureScale = HistogramScale(greatest: 0, count: 1)
  private var hasCurvatures = false

  init(count: Int) {
    gradients = [Double](repeating: 0, count: count)
    curvatures = gradients
    pairs = [PairSum](repeating: .zero, count: count)
  }

  /// Makes the pairs of all rows; curvatures that stay as they were are not looked at again.
  mutating func makePairs(curvaturesChanged: Bool) {
    let count = gradients.count
    var greatest = 0.0
    for gradient in gradients { greatest = max(greatest, abs(gradient)) }
    let scale = HistogramScale(greatest: greatest, count: count)
    if curvaturesChanged || !hasCurvatures {
      var greatest = 0.0
      for curvature in curvatures { greatest = max(greatest, curvature) }
      curvatureScale = HistogramScale(greatest: greatest, count: count)
      hasCurvatures = true
      for row in 0..<count {
        pairs[row] = PairSum(scale.whole(gradients[row]), curvatureScale.whole(curvatures[row]))
      }
    } else {
      for row in 0..<count { pairs[row].x = scale.whole(gradients[row]) }
    }
    units = SIMD2(scale.unit, curvatureScale.unit)
  }

  /// Gives the sum of the pairs of some rows.
  func total(_ rows: [UInt32]) -> PairSum {
    var total = PairSum.zero
    for row in rows { total &+= pairs[Int(row)] }
    return total
  }

  /// Gives the whole number for a least curvature of a side.
  func wholeCurvature(_ size: Double) -> Int64 { curvatureScale.bounded(size) }
}

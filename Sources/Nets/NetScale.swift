import Kernels

/// How features are brought to a common size before a network sees them: (x - shift) x factor.
package struct NetScale: Equatable, Sendable {
  package let shifts: [Double]
  package let factors: [Double]

  /// Leaves features as they are.
  init(featureCount: Int) {
    shifts = [Double](repeating: 0, count: featureCount)
    factors = [Double](repeating: 1, count: featureCount)
  }

  init(shifts: [Double], factors: [Double]) {
    self.shifts = shifts
    self.factors = factors
  }

  /// Brings the columns' rows given to weighted mean 0 and deviation 1/2.
  ///
  /// Half a deviation puts evenly spread numbers between -0.9 and 0.9 and the two values of a flag
  /// about 1 apart (Gelman: Scaling regression inputs by dividing by two standard deviations, 2008).
  init(_ columns: [[Double]], rows: [Int], weights: [Double]?) {
    let total = Sum.of(rows.map { weights?[$0] ?? 1 })
    var shifts: [Double] = []
    var factors: [Double] = []
    for column in columns {
      // The greatest size keeps squares finite.
      let greatest = rows.reduce(0) { max($0, abs(column[$1])) }
      let unit = greatest > 0 ? greatest : 1
      let mean = Sum.of(rows.map { (weights?[$0] ?? 1) / total * (column[$0] / unit) })
      let variance = Sum.of(
        rows.map { row in
          let distance = column[row] / unit - mean
          return (weights?[row] ?? 1) / total * distance * distance
        })
      let deviation = variance.squareRoot()
      shifts.append(mean * unit)
      // A constant column leaves a deviation of rounding errors only.
      factors.append(deviation > abs(mean) * 1e-12 ? 0.5 / deviation / unit : 0)
    }
    self.shifts = shifts
    self.factors = factors.map { $0.isFinite ? $0 : 0 }
  }

  /// Gives the scale of more features that are left as they are.
  func extended(by count: Int) -> NetScale {
    NetScale(
      shifts: shifts + [Double](repeating: 0, count: count),
      factors: factors + [Double](repeating: 1, count: count))
  }

  /// Gives a column brought to size.
  func scaled(_ column: [Double], feature: Int) -> [Double] {
    let (shift, factor) = (shifts[feature], factors[feature])
    return column.map { ($0 - shift) * factor }
  }
}

/// Turns numbers into whole numbers whose sums are exact, so that their order does not matter.
///
/// The scale is a power of two, chosen so that a sum of so many values of at most this size stays
/// under 2^62. With 9000 rows a value keeps 48 bits below the greatest one, twice what a Float
/// has; smaller parts are cut off. Sums, and differences of sums, are then the same for any order
/// of rows and any number of threads.
package struct HistogramScale: Sendable {
  /// What a value is multiplied by; 0 where all values are 0.
  package let factor: Double
  /// What a sum is multiplied by to come back.
  package let unit: Double

  /// Takes the greatest absolute value, finite, and the number of values in the longest sum.
  package init(greatest: Double, count: Int) {
    precondition(greatest.isFinite && greatest >= 0, "the greatest value is a finite number")
    guard greatest > 0, greatest.isNormal else {
      factor = 0
      unit = 0
      return
    }
    let countBits = Int.bitWidth - max(1, count).leadingZeroBitCount
    // greatest < 2^(exponent + 1) and count < 2^countBits.
    let bits = 61 - countBits - Int(greatest.exponent)
    // Beyond these a factor or its inverse would not be a normal number.
    let power = min(max(bits, -1000), 1000)
    factor = Double(sign: .plus, exponent: power, significand: 1)
    unit = Double(sign: .plus, exponent: -power, significand: 1)
  }

  /// Gives the whole number for a value of at most the greatest size.
  package func whole(_ value: Double) -> Int64 {
    Int64(value * factor)
  }

  /// Gives the value of a sum of whole numbers.
  package func value(_ sum: Int64) -> Double {
    Double(sum) * unit
  }

  /// Sums values so that their order does not matter.
  ///
  /// Values are finite; the sum is exact but for the 2^-48 of the greatest value (9000 values).
  package static func sum(_ values: [Double]) -> Double {
    var greatest = 0.0
    for value in values { greatest = max(greatest, abs(value)) }
    let scale = HistogramScale(greatest: greatest, count: values.count)
    var sum: Int64 = 0
    for value in values { sum += scale.whole(value) }
    return scale.value(sum)
  }
}

/// Counts of times in bins of a fixed relative width, from a microsecond to years.
///
/// Each power of two is divided into 64 equal bins, so that a bin is at most 1.6 % wide. The memory
/// does not depend on how many times are counted.
package struct LogHistogram: Sendable, Hashable {
  private static let binsPerOctave = 64
  private static let lowestExponent = -20
  private static let octaveCount = 48

  /// The times that are 0 or below the first bin, then those of each bin; the last takes the rest.
  private var counts = [Int](repeating: 0, count: 1 + octaveCount * binsPerOctave)
  /// The number of times counted.
  package private(set) var count = 0
  /// The sum of the times counted.
  package private(set) var sum = 0.0
  /// The longest time counted, 0 before any.
  package private(set) var maximum = 0.0

  package init() {}

  /// Counts a time of at least 0 seconds.
  package mutating func add(_ time: Double) {
    counts[Self.bin(of: time)] += 1
    count += 1
    sum += time
    if time > maximum { maximum = time }
  }

  /// Adds the counts of another.
  package mutating func add(_ other: LogHistogram) {
    for place in counts.indices { counts[place] += other.counts[place] }
    count += other.count
    sum += other.sum
    maximum = max(maximum, other.maximum)
  }

  /// The mean of the times, which does not depend on the bins; not a number for none.
  package var mean: Double { sum / Double(count) }

  /// Gives the time that a share of those counted stays within, to within the width of a bin.
  package func quantile(_ share: Double) -> Double {
    guard count > 0 else { return .nan }
    let wanted = share * Double(count)
    var sum = 0.0
    for (place, inside) in counts.enumerated() where inside > 0 {
      if sum + Double(inside) >= wanted {
        let way = (wanted - sum) / Double(inside)
        let (low, high) = Self.edges(of: place)
        return min(low + (high - low) * way, maximum)
      }
      sum += Double(inside)
    }
    return maximum
  }

  /// Gives the share of the times above a limit, to within the bin that the limit is in.
  package func share(above limit: Double) -> Double {
    guard count > 0 else { return .nan }
    if limit >= maximum { return 0 }
    let own = Self.bin(of: limit)
    let above = counts[(own + 1)...].reduce(0, +)
    let (low, high) = Self.edges(of: own)
    let way = high > low ? min(1, max(0, (limit - low) / (high - low))) : 1
    return (Double(above) + (1 - way) * Double(counts[own])) / Double(count)
  }

  /// The bins with times in them: the upper edge in seconds, and the share of times above it.
  package var tail: [(time: Double, shareAbove: Double)] {
    var above = count
    var points: [(time: Double, shareAbove: Double)] = []
    for (place, inside) in counts.enumerated() where inside > 0 {
      above -= inside
      points.append((min(Self.edges(of: place).high, maximum), Double(above) / Double(count)))
    }
    return points
  }

  /// The bin of a time, read off the bits: the exponent, and the first six bits of the fraction.
  private static func bin(of time: Double) -> Int {
    let exponent = Int(time.bitPattern >> 52 & 0x7ff) - 1023 - lowestExponent
    guard exponent >= 0, time > 0 else { return 0 }
    guard exponent < octaveCount else { return octaveCount * binsPerOctave }
    return 1 + exponent * binsPerOctave + Int(time.bitPattern >> 46 & 0x3f)
  }

  private static func edges(of place: Int) -> (low: Double, high: Double) {
    guard place > 0 else { return (0, 0) }
    let (octave, part) = (place - 1).quotientAndRemainder(dividingBy: binsPerOctave)
    let start = Double(sign: .plus, exponent: octave + lowestExponent, significand: 1)
    let width = start / Double(binsPerOctave)
    return (start + Double(part) * width, start + Double(part + 1) * width)
  }
}

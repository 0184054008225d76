/// The weighted median of a set that values join and leave, and how far the values are from it.
///
/// Values have places in ascending order. A bit says which are in the set; the median moves along
/// the bits, 64 places at a time, so a change costs next to nothing.
struct RunningMedian: Sendable {
  private var bits: [UInt64] = []
  /// The number of words in use; what lies behind them is left from a larger set.
  private var wordCount = 0
  private var place = -1
  /// The sums of weights, and of weights times values, of all in the set, and of those below.
  private var weight = 0.0
  private var sum = 0.0
  private var weightBelow = 0.0
  private var sumBelow = 0.0

  /// Empties the set, for so many places.
  mutating func clear(count: Int) {
    wordCount = (count + 63) / 64
    if bits.count < wordCount { bits = [UInt64](repeating: 0, count: wordCount) }
    for word in 0..<wordCount { bits[word] = 0 }
    (place, weight, sum, weightBelow, sumBelow) = (-1, 0, 0, 0, 0)
  }

  /// Becomes the same set as another, without new memory where there is enough.
  mutating func copy(_ other: RunningMedian) {
    wordCount = other.wordCount
    if bits.count < wordCount { bits = [UInt64](repeating: 0, count: wordCount) }
    for word in 0..<wordCount { bits[word] = other.bits[word] }
    (place, weight, sum) = (other.place, other.weight, other.sum)
    (weightBelow, sumBelow) = (other.weightBelow, other.sumBelow)
  }

  /// Takes a value into the set.
  mutating func insert(_ new: Int, values: [Double], weights: [Double]) {
    bits[new >> 6] |= 1 << UInt64(new & 63)
    let (w, product) = (weights[new], weights[new] * values[new])
    weight += w
    sum += product
    if place < 0 {
      place = new
      return
    }
    if new < place {
      weightBelow += w
      sumBelow += product
    }
    settle(values, weights)
  }

  /// Takes a value out of the set.
  mutating func remove(_ old: Int, values: [Double], weights: [Double]) {
    let (w, product) = (weights[old], weights[old] * values[old])
    weight -= w
    sum -= product
    if old < place {
      weightBelow -= w
      sumBelow -= product
    } else if old == place {
      if let next = next(after: place) {
        place = next
      } else if let last = last(before: place) {
        place = last
        weightBelow -= weights[last]
        sumBelow -= weights[last] * values[last]
      } else {
        (place, weightBelow, sumBelow) = (-1, 0, 0)
      }
    }
    bits[old >> 6] &= ~(1 << UInt64(old & 63))
    if place >= 0 { settle(values, weights) }
  }

  /// The sum of weights times distances from the median; 0 where the set is empty.
  func spread(_ values: [Double]) -> Double {
    guard place >= 0 else { return 0 }
    let median = values[place]
    return (median * weightBelow - sumBelow)
      + ((sum - sumBelow) - median * (weight - weightBelow))
  }

  /// Gives the median, halfway between two values where half of the weight lies on each side.
  func median(_ values: [Double], _ weights: [Double]) -> Double {
    guard place >= 0 else { return 0 }
    if weightBelow * 2 == weight, let last = last(before: place) {
      return values[last] + (values[place] - values[last]) / 2
    }
    if (weightBelow + weights[place]) * 2 == weight, let next = next(after: place) {
      return values[place] + (values[next] - values[place]) / 2
    }
    return values[place]
  }

  /// Moves the median until at most half of the weight lies on each side.
  private mutating func settle(_ values: [Double], _ weights: [Double]) {
    let half = weight / 2
    while weightBelow > half, let last = last(before: place) {
      place = last
      weightBelow -= weights[last]
      sumBelow -= weights[last] * values[last]
    }
    while weightBelow + weights[place] < half, let next = next(after: place) {
      weightBelow += weights[place]
      sumBelow += weights[place] * values[place]
      place = next
    }
  }

  private func next(after place: Int) -> Int? {
    var word = place >> 6
    // Two shifts, as one by 64 is not what it seems.
    var found = bits[word] & ((~0 << UInt64(place & 63)) << 1)
    while found == 0 {
      word += 1
      if word >= wordCount { return nil }
      found = bits[word]
    }
    return word << 6 + found.trailingZeroBitCount
  }

  private func last(before place: Int) -> Int? {
    var word = place >> 6
    var found = bits[word] & ((1 << UInt64(place & 63)) - 1)
    while found == 0 {
      word -= 1
      if word < 0 { return nil }
      found = bits[word]
    }
    return word << 6 + 63 - found.leadingZeroBitCount
  }
}

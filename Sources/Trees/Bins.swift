/// How the cuts between bins are found.
package enum CutMethod: String, Codable, Hashable, Sendable, CaseIterable {
  /// At equally spaced ranks, whatever the order of rows.
  case ranks
  /// By the quantile sketch of XGBoost, so that its defaults give its trees.
  case sketch
}

/// The bins of one feature: bin b holds the values above cut b - 1 and up to cut b.
///
///     values      ... | ... | ... | ...      missing
///     cuts            c0    c1    c2
///     bin          0     1     2     3          4
///
/// Cuts by ranks depend on the set of values and their counts, never on the order of rows.
package struct Bins: Sendable, Equatable {
  /// Ascending upper ends of all bins but the last; at most one less than the bins allowed.
  package let cuts: [Double]

  /// The number of bins for values; the bin of missing values comes after them.
  package var count: Int { cuts.count + 1 }

  /// Finds bins for values; not-a-number is missing, infinite values are values.
  ///
  /// With few distinct values each has its bin and the cuts are midpoints. Otherwise the bins hold
  /// about equally many rows: each cut is the midpoint that is nearest in rank to one of the equally
  /// spaced ranks, so a value that covers two of those ranks has a bin of its own.
  package init(values: [Double], countMax: Int) {
    let sorted = values.filter { !$0.isNaN }.sorted()
    var ends: [Int] = []  // ranks at which a value is followed by a greater one
    for index in sorted.indices.dropLast() where sorted[index] < sorted[index + 1] {
      ends.append(index)
    }
    if ends.count < countMax {
      cuts = ends.map { Self.midpoint(sorted[$0], sorted[$0 + 1]) }
      return
    }
    var cuts: [Double] = []
    var next = 0
    var last = -1
    for cut in 1..<countMax {
      let rank = sorted.count * cut / countMax - 1
      while next < ends.count - 1, ends[next] < rank { next += 1 }
      var nearest = ends[next]
      if next > 0, rank - ends[next - 1] <= abs(nearest - rank) { nearest = ends[next - 1] }
      guard nearest > last else { continue }
      cuts.append(Self.midpoint(sorted[nearest], sorted[nearest + 1]))
      last = nearest
    }
    self.cuts = cuts
  }

  /// Finds bins for values by a method; not-a-number is missing.
  package init(values: [Double], countMax: Int, method: CutMethod) {
    switch method {
    case .ranks: self.init(values: values, countMax: countMax)
    case .sketch: self.init(sketching: values, countMax: countMax)
    }
  }

  /// Makes a bin for each of some levels, counted from 0.
  init(levelCount: Int) {
    cuts = (0..<max(0, levelCount - 1)).map { Double($0) + 0.5 }
  }

  /// Finds bins by the sketch.
  ///
  /// It works in single precision, and a value equal to its cut is above; here cuts are midpoints between the neighbours that it parts, which sorts training rows alike.
  private init(sketching values: [Double], countMax: Int) {
    let known = values.filter { !$0.isNaN }
    let sorted = known.sorted()
    var cuts: [Double] = []
    for cut in QuantileSketch.cuts(values: known.map { Float($0) }, countMax: countMax) {
      let above = Self.firstIndex(in: sorted) { Float($0) >= cut }
      guard above > 0, above < sorted.count else { continue }
      let middle = Self.midpoint(sorted[above - 1], sorted[above])
      if cuts.last.map({ middle > $0 }) ?? true { cuts.append(middle) }
    }
    self.cuts = cuts
  }

  /// Gives the first index whose value meets a condition that all later ones meet too.
  private static func firstIndex(in sorted: [Double], where meets: (Double) -> Bool) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if meets(sorted[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Gives the bin of a value; the missing bin for not-a-number.
  package func bin(of value: Double) -> Int {
    if value.isNaN { return count }
    var low = 0
    var high = cuts.count
    while low < high {
      let middle = (low + high) / 2
      if value <= cuts[middle] { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Gives the greatest value that a split after this bin sends left; infinite after the last.
  package func threshold(after bin: Int) -> Double {
    bin < cuts.count ? cuts[bin] : .infinity
  }

  /// Gives a number m with a <= m < b: the midpoint, or a where rounding would give b.
  static func midpoint(_ a: Double, _ b: Double) -> Double {
    let middle = a / 2 + b / 2
    return middle >= a && middle < b ? middle : a
  }
}

package import Kernels
package import Learning

/// The features of training rows as bins: what trees are grown on.
package struct BinnedFeatures: Sendable {
  /// The bins of each feature.
  package let bins: [Bins]
  /// The bin of each feature in each row; each feature has one more cell, for missing values.
  package let codes: HistogramCodes
  /// The levels of each feature that has levels.
  let levels: [LevelBins?]

  /// Finds bins for each feature and looks up the bin of each value.
  ///
  /// A column of levels has a bin for each, or for the most frequent where there are more levels
  /// than bins; the others are sorted with the missing.
  package init(_ features: FeatureMatrix, binsMax: Int, cuts: CutMethod = .ranks) {
    let levels = zip(features.columns, features.levelCounts).map { column, count in
      count.map { LevelBins(column, levelCount: $0, binsMax: binsMax) }
    }
    let bins = zip(features.columns, levels).map { column, levels in
      levels.map { Bins(levelCount: $0.places.count) }
        ?? Bins(values: column, countMax: binsMax, method: cuts)
    }
    self.levels = levels
    self.bins = bins
    codes = HistogramCodes(
      columns: features.columns.indices.map { feature in
        let bins = bins[feature]
        let levels = levels[feature]
        return features.columns[feature].map { value in
          UInt16(levels.map { $0.bin(of: value) ?? bins.count } ?? bins.bin(of: value))
        }
      },
      cellCounts: bins.map { $0.count + 1 }, rowCount: features.rowCount)
  }
}

/// The bins of a column of levels.
struct LevelBins: Sendable {
  /// The number of levels of the column.
  let levelCount: Int
  /// The level of each bin.
  let places: [Int]
  private let bins: [Int?]

  /// Gives a bin to each level, or to so many of the most frequent; of equals to the first.
  init(_ column: [Double], levelCount: Int, binsMax: Int) {
    self.levelCount = levelCount
    var kept = Array(0..<levelCount)
    if levelCount > binsMax {
      var counts = [Int](repeating: 0, count: levelCount)
      for value in column where value >= 0 && value < Double(levelCount) { counts[Int(value)] += 1 }
      kept = Array(kept.sorted { (-counts[$0], $0) < (-counts[$1], $1) }.prefix(binsMax)).sorted()
    }
    places = kept
    var bins = [Int?](repeating: nil, count: levelCount)
    for (bin, place) in kept.enumerated() { bins[place] = bin }
    self.bins = bins
  }

  /// Gives the bin of a level, nil for a missing value and for a level without a bin.
  func bin(of value: Double) -> Int? {
    guard value >= 0, value < Double(levelCount) else { return nil }
    return bins[Int(value)]
  }
}

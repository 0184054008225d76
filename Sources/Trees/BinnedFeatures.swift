package import Kernels
package import Learning

/// The features of training rows as bins: what trees are grown on.
package struct BinnedFeatures: Sendable {
  /// The bins of each feature.
  package let bins: [Bins]
  /// The bin of each feature in each row; each feature has one more cell, for missing values.
  package let codes: HistogramCodes

  /// Finds bins for each feature and looks up the bin of each value.
  package init(_ features: FeatureMatrix, binsMax: Int, cuts: CutMethod = .ranks) {
    let bins = features.columns.map { Bins(values: $0, countMax: binsMax, method: cuts) }
    self.bins = bins
    codes = HistogramCodes(
      columns: zip(features.columns, bins).map { column, bins in
        column.map { UInt16(bins.bin(of: $0)) }
      },
      cellCounts: bins.map { $0.count + 1 }, rowCount: features.rowCount)
  }
}

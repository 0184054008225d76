import CVectors

// SAFETY: each function checks that the sizes of its views fit together before it hands their
// addresses on; a view lies within its block, which it keeps alive.

extension MatrixView where Number == Double {
  /// Turns log odds into the shares of classes, and gives their slopes and the log losses.
  ///
  /// - Parameters:
  ///   - outputs: how many of the columns are classes; the others become 0.
  ///   - classes: the class of each row, below the number of outputs.
  ///   - weights: the weight of each row.
  ///   - rests: out; the shape of the odds; weight times the share, less 1 where the class is.
  /// - Returns: weight times minus the logarithm of the share of its class, for each row.
  /// - Complexity: O(rows x columns). Columns are a multiple of the lanes.
  package func setSoftmax(
    outputs: Int, classes: ArraySlice<Int>, weights: ArraySlice<Double>, rests: MatrixView
  ) -> [Double] {
    precondition(classes.count == rows && weights.count == rows, "every row has a class")
    precondition(rests.count == count && rests.columns == columns, "the sizes are equal")
    precondition(outputs > 0 && outputs <= columns, "there is a column a class")
    precondition(columns % Number.lanes == 0, "columns fill whole registers")
    precondition(classes.allSatisfy { $0 >= 0 && $0 < outputs }, "the classes have columns")
    return unsafe [Double](unsafeUninitializedCapacity: rows) { losses, count in
      unsafe classes.withUnsafeBufferPointer { classes in
        unsafe weights.withUnsafeBufferPointer { weights in
          guard let classes = classes.baseAddress, let weights = weights.baseAddress,
            let losses = losses.baseAddress
          else { return }
          unsafe cv_softmax_d(
            rows, columns, outputs, classes, weights, pointer, rests.pointer, losses)
        }
      }
      count = rows
    }
  }

  /// Turns changes of log odds into the changes of the slopes by them, at some shares.
  ///
  /// Each becomes weight x share x (change - mean change by the shares of its row).
  package func setSoftmaxChange(shares: MatrixView, weights: ArraySlice<Double>) {
    precondition(shares.count == count && shares.columns == columns, "the sizes are equal")
    precondition(weights.count == rows, "every row has a weight")
    precondition(columns % Number.lanes == 0, "columns fill whole registers")
    unsafe weights.withUnsafeBufferPointer { weights in
      guard let weights = weights.baseAddress else { return }
      unsafe cv_softmax_change_d(rows, columns, weights, shares.pointer, pointer)
    }
  }

  /// Becomes weight x share x (1 - share).
  package func setSoftmaxSpread(shares: MatrixView, weights: ArraySlice<Double>) {
    precondition(shares.count == count && shares.columns == columns, "the sizes are equal")
    precondition(weights.count == rows, "every row has a weight")
    unsafe weights.withUnsafeBufferPointer { weights in
      guard let weights = weights.baseAddress else { return }
      unsafe cv_softmax_spread_d(rows, columns, weights, shares.pointer, pointer)
    }
  }
}

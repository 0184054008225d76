// SAFETY: each function checks that the sizes of its views fit together before it hands their
// addresses on; a view lies within its block, which it keeps alive.

extension MatrixView {
  /// Becomes the activation of each number, and gives the slopes to another matrix if there is one.
  package func setActivation(_ activation: Activation, of x: MatrixView, slope: MatrixView? = nil) {
    precondition(x.count == count, "the sizes are equal")
    precondition(slope.map { $0.count == count } ?? true, "the sizes are equal")
    unsafe Number.activate(activation.number, count, x.pointer, pointer, slope?.pointer)
  }

  /// Becomes the activations of another's numbers, fast and perhaps with other last bits.
  ///
  /// Doubles agree with those of `setActivation` within a few roundings.
  package func setQuickActivation(_ activation: Activation, of x: MatrixView) {
    precondition(x.count == count, "the sizes are equal")
    unsafe Number.quickActivate(activation.number, count, x.pointer, pointer)
  }

  /// Moves a share of the way to the other's numbers.
  package func approach(_ other: MatrixView, share: Number) {
    precondition(other.count == count, "the sizes are equal")
    unsafe Number.average(count, share, other.pointer, pointer)
  }

  /// Goes a step of gradient descent.
  package func descend(_ step: DescentStep<Number>, gradient: MatrixView, velocity: MatrixView) {
    precondition(gradient.count == count && velocity.count == count, "the sizes are equal")
    unsafe Number.descend(count, step, gradient.pointer, velocity.pointer, pointer)
  }

  /// Goes a step of Adam.
  package func adam(
    _ step: AdamStep<Number>, gradient: MatrixView, mean: MatrixView, square: MatrixView
  ) {
    precondition(gradient.count == count, "the sizes are equal")
    precondition(mean.count == count && square.count == count, "the sizes are equal")
    unsafe Number.adam(count, step, gradient.pointer, mean.pointer, square.pointer, pointer)
  }

  /// Normalises each column over the rows, then scales and shifts it.
  ///
  /// Ioffe and Szegedy: Batch normalisation, 2015; the variance is divided by the row count.
  package func normalise(_ columns: ColumnNormals<Number>, epsilon: Number) {
    let normal = columns.normal.first(rows)
    precondition(normal.count == count && columns.width == self.columns, "the sizes are equal")
    unsafe Number.normalise(
      rows, self.columns, epsilon, columns.scale.pointer, columns.shift.pointer, pointer,
      normal.pointer, columns.mean.pointer, columns.variance.pointer, columns.inverse.pointer)
  }

  /// Turns slopes by normalised columns into slopes by the columns before.
  package func normaliseBack(
    _ columns: ColumnNormals<Number>, scaleSlope: MatrixView, shiftSlope: MatrixView
  ) {
    let normal = columns.normal.first(rows)
    precondition(normal.count == count && columns.width == self.columns, "the sizes are equal")
    precondition(
      scaleSlope.count == columns.width && shiftSlope.count == columns.width, "a slope a column")
    unsafe Number.normaliseBack(
      rows, self.columns, columns.scale.pointer, normal.pointer, columns.inverse.pointer, pointer,
      scaleSlope.pointer, shiftSlope.pointer)
  }

  /// Gives the weighted sum of the losses of these predictions, and their slopes times a factor.
  ///
  /// - Parameters:
  ///   - loss: the form of the loss.
  ///   - outputs: how many of the columns are predictions; the others get slope 0.
  ///   - targets: in; shape [rows, outputs].
  ///   - weights: in; shape [rows, 1], or nil where every row counts 1.
  ///   - huber: the distance at which the Huber loss becomes straight.
  ///   - factor: what slopes are multiplied by.
  ///   - delta: out; shape of the predictions, or nil where no slopes are wanted.
  /// - Returns: the sum over rows of weight times the sum of the outputs' losses.
  package func loss(
    _ loss: LossForm, outputs: Int, targets: MatrixView, weights: MatrixView?, huber: Number,
    factor: Number, delta: MatrixView?
  ) -> Double {
    precondition(outputs <= columns && targets.columns == outputs, "there is a target an output")
    precondition(targets.count == rows * outputs, "there is a target a row")
    precondition(weights.map { $0.count == rows } ?? true, "there is a weight a row")
    precondition(
      delta.map { $0.rows == rows && $0.rowStride == rowStride } ?? true, "there is a slope each")
    let weightPointer = unsafe weights.map { unsafe UnsafePointer($0.pointer) }
    return unsafe Number.loss(
      loss.number, rows, outputs, huber, factor, pointer, rowStride, targets.pointer,
      weightPointer, delta?.pointer)
  }
}

/// The scale and shift of normalised columns, and what was found in the last batch.
package struct ColumnNormals<Number: VectorNumber> {
  package let scale: MatrixView<Number>
  package let shift: MatrixView<Number>
  /// The normalised numbers before scale and shift, shape [rows, width].
  package let normal: MatrixView<Number>
  package let mean: MatrixView<Number>
  package let variance: MatrixView<Number>
  /// 1 / sqrt(variance + epsilon).
  package let inverse: MatrixView<Number>

  package init(
    scale: MatrixView<Number>, shift: MatrixView<Number>, normal: MatrixView<Number>,
    mean: MatrixView<Number>, variance: MatrixView<Number>, inverse: MatrixView<Number>
  ) {
    let width = scale.count
    precondition(shift.count == width && mean.count == width, "there is one a column")
    precondition(variance.count == width && inverse.count == width, "there is one a column")
    self.scale = scale
    self.shift = shift
    self.normal = normal
    self.mean = mean
    self.variance = variance
    self.inverse = inverse
  }

  /// How many columns there are.
  var width: Int { scale.count }
}

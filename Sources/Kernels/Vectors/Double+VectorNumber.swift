import CVectors

// SAFETY: each call hands on what it was given; sizes are checked by the views that call.

extension Double: VectorNumber {
  package static let lanes = 8

  @unsafe package static func product(
    _ rows: Int, _ columns: Int, _ depth: Int, _ a: UnsafePointer<Double>, _ aRow: Int,
    _ aColumn: Int, _ b: UnsafePointer<Double>, _ bRow: Int, _ start: UnsafePointer<Double>?,
    _ startRow: Int, _ out: UnsafeMutablePointer<Double>, _ outRow: Int
  ) {
    unsafe cv_product_d(
      rows, columns, depth, a, aRow, aColumn, b, bRow, start, startRow, out, outRow)
  }

  @unsafe package static func listedProduct(
    _ rows: Int, _ blocks: Int, _ block: UnsafePointer<Int32>?, _ depth: Int,
    _ list: UnsafePointer<Int32>?, _ a: UnsafePointer<Double>, _ aRow: Int,
    _ b: UnsafePointer<Double>, _ bRow: Int, _ start: UnsafePointer<Double>, _ startRow: Int,
    _ out: UnsafeMutablePointer<Double>, _ outRow: Int
  ) {
    unsafe cv_listed_product_d(
      rows, blocks, block, depth, list, a, aRow, b, bRow, start, startRow, out, outRow)
  }

  @unsafe package static func rectify(
    _ rows: Int, _ blocks: Int, _ block: UnsafePointer<Int32>?, _ x: UnsafeMutablePointer<Double>,
    _ xRow: Int, _ least: UnsafeMutablePointer<Double>, _ most: UnsafeMutablePointer<Double>,
    _ list: UnsafeMutablePointer<Int32>
  ) -> Int {
    unsafe cv_rectify_d(rows, blocks, block, x, xRow, least, most, list)
  }

  @unsafe package static func blocksAboveZero(
    _ columns: Int, _ x: UnsafePointer<Double>, _ block: UnsafeMutablePointer<Int32>
  ) -> Int {
    unsafe cv_blocks_above_zero_d(columns, x, block)
  }

  @unsafe package static func addRow(
    _ rows: Int, _ columns: Int, _ input: UnsafePointer<Double>, _ inputRow: Int,
    _ row: UnsafePointer<Double>, _ out: UnsafeMutablePointer<Double>, _ outRow: Int
  ) {
    unsafe cv_add_row_d(rows, columns, input, inputRow, row, out, outRow)
  }

  @unsafe package static func transpose(
    _ rows: Int, _ columns: Int, _ input: UnsafePointer<Double>, _ inputRow: Int,
    _ out: UnsafeMutablePointer<Double>, _ outRow: Int
  ) {
    unsafe cv_transpose_d(rows, columns, input, inputRow, out, outRow)
  }

  @unsafe package static func columnSums(
    _ rows: Int, _ columns: Int, _ input: UnsafePointer<Double>, _ inputRow: Int,
    _ out: UnsafeMutablePointer<Double>
  ) {
    unsafe cv_column_sums_d(rows, columns, input, inputRow, out)
  }

  @unsafe package static func multiply(
    _ count: Int, _ x: UnsafeMutablePointer<Double>, _ y: UnsafePointer<Double>
  ) {
    unsafe cv_multiply_d(count, x, y)
  }

  @unsafe package static func add(
    _ count: Int, _ factor: Double, _ y: UnsafePointer<Double>, _ x: UnsafeMutablePointer<Double>
  ) {
    unsafe cv_add_d(count, factor, y, x)
  }

  @unsafe package static func sumOfSquares(_ count: Int, _ x: UnsafePointer<Double>) -> Double {
    unsafe cv_sum_of_squares_d(count, x)
  }

  @unsafe package static func average(
    _ count: Int, _ share: Double, _ x: UnsafePointer<Double>,
    _ average: UnsafeMutablePointer<Double>
  ) {
    unsafe cv_average_d(count, share, x, average)
  }

  @unsafe package static func descend(
    _ count: Int, _ step: DescentStep<Double>, _ gradient: UnsafePointer<Double>,
    _ velocity: UnsafeMutablePointer<Double>, _ x: UnsafeMutablePointer<Double>
  ) {
    unsafe cv_descend_d(
      count, step.rate, step.momentum, step.scale, step.decay, step.shrink, gradient, velocity, x)
  }

  @unsafe package static func adam(
    _ count: Int, _ step: AdamStep<Double>, _ gradient: UnsafePointer<Double>,
    _ mean: UnsafeMutablePointer<Double>, _ square: UnsafeMutablePointer<Double>,
    _ x: UnsafeMutablePointer<Double>
  ) {
    unsafe cv_adam_d(
      count, step.rate, step.first, step.firstRest, step.second, step.secondRest, step.epsilon,
      step.scale, step.decay, step.shrink, gradient, mean, square, x)
  }

  @unsafe package static func activate(
    _ activation: Int32, _ count: Int, _ x: UnsafePointer<Double>,
    _ value: UnsafeMutablePointer<Double>, _ slope: UnsafeMutablePointer<Double>?
  ) {
    unsafe cv_activate_d(activation, count, x, value, slope)
  }

  @unsafe package static func quickActivate(
    _ activation: Int32, _ count: Int, _ x: UnsafePointer<Double>,
    _ value: UnsafeMutablePointer<Double>
  ) {
    unsafe cv_quick_activate_d(activation, count, x, value)
  }

  @unsafe package static func normalise(
    _ rows: Int, _ columns: Int, _ epsilon: Double, _ scale: UnsafePointer<Double>,
    _ shift: UnsafePointer<Double>, _ x: UnsafeMutablePointer<Double>,
    _ normal: UnsafeMutablePointer<Double>, _ mean: UnsafeMutablePointer<Double>,
    _ variance: UnsafeMutablePointer<Double>, _ inverse: UnsafeMutablePointer<Double>
  ) {
    unsafe cv_normalise_d(rows, columns, epsilon, scale, shift, x, normal, mean, variance, inverse)
  }

  @unsafe package static func normaliseBack(
    _ rows: Int, _ columns: Int, _ scale: UnsafePointer<Double>, _ normal: UnsafePointer<Double>,
    _ inverse: UnsafePointer<Double>, _ delta: UnsafeMutablePointer<Double>,
    _ scaleSlope: UnsafeMutablePointer<Double>, _ shiftSlope: UnsafeMutablePointer<Double>
  ) {
    unsafe cv_normalise_back_d(rows, columns, scale, normal, inverse, delta, scaleSlope, shiftSlope)
  }

  @unsafe package static func loss(
    _ loss: Int32, _ rows: Int, _ outputs: Int, _ huber: Double, _ factor: Double,
    _ predictions: UnsafePointer<Double>, _ stride: Int, _ targets: UnsafePointer<Double>,
    _ weights: UnsafePointer<Double>?, _ delta: UnsafeMutablePointer<Double>?
  ) -> Double {
    unsafe cv_loss_d(
      loss, rows, outputs, huber, factor, predictions, stride, targets, weights, delta)
  }

  @unsafe package static func gather(
    _ rows: Int, _ columns: Int, _ order: UnsafePointer<Int>, _ input: UnsafePointer<Double>,
    _ inputRow: Int, _ out: UnsafeMutablePointer<Double>, _ outRow: Int
  ) {
    unsafe cv_gather_d(rows, columns, order, input, inputRow, out, outRow)
  }

  @unsafe package static func write(
    _ count: Int, _ input: UnsafePointer<Double>, _ out: UnsafeMutablePointer<Double>, _ stride: Int
  ) {
    unsafe cv_write_d(count, input, out, stride)
  }

  @unsafe package static func read(
    _ count: Int, _ input: UnsafePointer<Double>, _ stride: Int, _ out: UnsafeMutablePointer<Double>
  ) {
    unsafe cv_read_d(count, input, stride, out)
  }

  @unsafe package static func outer(
    _ rows: Int, _ left: Int, _ right: Int, _ a: UnsafePointer<Double>, _ aRow: Int,
    _ b: UnsafePointer<Double>, _ bRow: Int, _ out: UnsafeMutablePointer<Double>, _ outRow: Int
  ) {
    unsafe cv_outer_d(rows, left, right, a, aRow, b, bRow, out, outRow)
  }
}

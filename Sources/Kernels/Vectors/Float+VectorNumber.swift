import CVectors

// SAFETY: each call hands on what it was given; sizes are checked by the views that call.

extension Float: VectorNumber {
  package static let lanes = 16

  @unsafe package static func product(
    _ rows: Int, _ columns: Int, _ depth: Int, _ a: UnsafePointer<Float>, _ aRow: Int,
    _ aColumn: Int, _ b: UnsafePointer<Float>, _ bRow: Int, _ start: UnsafePointer<Float>?,
    _ startRow: Int, _ out: UnsafeMutablePointer<Float>, _ outRow: Int
  ) {
    unsafe cv_product_f(
      rows, columns, depth, a, aRow, aColumn, b, bRow, start, startRow, out, outRow)
  }

  @unsafe package static func listedProduct(
    _ rows: Int, _ blocks: Int, _ block: UnsafePointer<Int32>?, _ depth: Int,
    _ list: UnsafePointer<Int32>?, _ a: UnsafePointer<Float>, _ aRow: Int,
    _ b: UnsafePointer<Float>, _ bRow: Int, _ start: UnsafePointer<Float>, _ startRow: Int,
    _ out: UnsafeMutablePointer<Float>, _ outRow: Int
  ) {
    unsafe cv_listed_product_f(
      rows, blocks, block, depth, list, a, aRow, b, bRow, start, startRow, out, outRow)
  }

  @unsafe package static func rectify(
    _ rows: Int, _ blocks: Int, _ block: UnsafePointer<Int32>?, _ x: UnsafeMutablePointer<Float>,
    _ xRow: Int, _ least: UnsafeMutablePointer<Float>, _ most: UnsafeMutablePointer<Float>,
    _ list: UnsafeMutablePointer<Int32>
  ) -> Int {
    unsafe cv_rectify_f(rows, blocks, block, x, xRow, least, most, list)
  }

  @unsafe package static func blocksAboveZero(
    _ columns: Int, _ x: UnsafePointer<Float>, _ block: UnsafeMutablePointer<Int32>
  ) -> Int {
    unsafe cv_blocks_above_zero_f(columns, x, block)
  }

  @unsafe package static func addRow(
    _ rows: Int, _ columns: Int, _ input: UnsafePointer<Float>, _ inputRow: Int,
    _ row: UnsafePointer<Float>, _ out: UnsafeMutablePointer<Float>, _ outRow: Int
  ) {
    unsafe cv_add_row_f(rows, columns, input, inputRow, row, out, outRow)
  }

  @unsafe package static func transpose(
    _ rows: Int, _ columns: Int, _ input: UnsafePointer<Float>, _ inputRow: Int,
    _ out: UnsafeMutablePointer<Float>, _ outRow: Int
  ) {
    unsafe cv_transpose_f(rows, columns, input, inputRow, out, outRow)
  }

  @unsafe package static func columnSums(
    _ rows: Int, _ columns: Int, _ input: UnsafePointer<Float>, _ inputRow: Int,
    _ out: UnsafeMutablePointer<Float>
  ) {
    unsafe cv_column_sums_f(rows, columns, input, inputRow, out)
  }

  @unsafe package static func multiply(
    _ count: Int, _ x: UnsafeMutablePointer<Float>, _ y: UnsafePointer<Float>
  ) {
    unsafe cv_multiply_f(count, x, y)
  }

  @unsafe package static func add(
    _ count: Int, _ factor: Float, _ y: UnsafePointer<Float>, _ x: UnsafeMutablePointer<Float>
  ) {
    unsafe cv_add_f(count, factor, y, x)
  }

  @unsafe package static func sumOfSquares(_ count: Int, _ x: UnsafePointer<Float>) -> Float {
    unsafe cv_sum_of_squares_f(count, x)
  }

  @unsafe package static func average(
    _ count: Int, _ share: Float, _ x: UnsafePointer<Float>, _ average: UnsafeMutablePointer<Float>
  ) {
    unsafe cv_average_f(count, share, x, average)
  }

  @unsafe package static func descend(
    _ count: Int, _ step: DescentStep<Float>, _ gradient: UnsafePointer<Float>,
    _ velocity: UnsafeMutablePointer<Float>, _ x: UnsafeMutablePointer<Float>
  ) {
    unsafe cv_descend_f(
      count, step.rate, step.momentum, step.scale, step.decay, step.shrink, gradient, velocity, x)
  }

  @unsafe package static func adam(
    _ count: Int, _ step: AdamStep<Float>, _ gradient: UnsafePointer<Float>,
    _ mean: UnsafeMutablePointer<Float>, _ square: UnsafeMutablePointer<Float>,
    _ x: UnsafeMutablePointer<Float>
  ) {
    unsafe cv_adam_f(
      count, step.rate, step.first, step.firstRest, step.second, step.secondRest, step.epsilon,
      step.scale, step.decay, step.shrink, gradient, mean, square, x)
  }

  @unsafe package static func activate(
    _ activation: Int32, _ count: Int, _ x: UnsafePointer<Float>,
    _ value: UnsafeMutablePointer<Float>, _ slope: UnsafeMutablePointer<Float>?
  ) {
    unsafe cv_activate_f(activation, count, x, value, slope)
  }

  @unsafe package static func quickActivate(
    _ activation: Int32, _ count: Int, _ x: UnsafePointer<Float>,
    _ value: UnsafeMutablePointer<Float>
  ) {
    unsafe cv_activate_f(activation, count, x, value, nil)
  }

  @unsafe package static func normalise(
    _ rows: Int, _ columns: Int, _ epsilon: Float, _ scale: UnsafePointer<Float>,
    _ shift: UnsafePointer<Float>, _ x: UnsafeMutablePointer<Float>,
    _ normal: UnsafeMutablePointer<Float>, _ mean: UnsafeMutablePointer<Float>,
    _ variance: UnsafeMutablePointer<Float>, _ inverse: UnsafeMutablePointer<Float>
  ) {
    unsafe cv_normalise_f(rows, columns, epsilon, scale, shift, x, normal, mean, variance, inverse)
  }

  @unsafe package static func normaliseBack(
    _ rows: Int, _ columns: Int, _ scale: UnsafePointer<Float>, _ normal: UnsafePointer<Float>,
    _ inverse: UnsafePointer<Float>, _ delta: UnsafeMutablePointer<Float>,
    _ scaleSlope: UnsafeMutablePointer<Float>, _ shiftSlope: UnsafeMutablePointer<Float>
  ) {
    unsafe cv_normalise_back_f(rows, columns, scale, normal, inverse, delta, scaleSlope, shiftSlope)
  }

  @unsafe package static func loss(
    _ loss: Int32, _ rows: Int, _ outputs: Int, _ huber: Float, _ factor: Float,
    _ predictions: UnsafePointer<Float>, _ stride: Int, _ targets: UnsafePointer<Float>,
    _ weights: UnsafePointer<Float>?, _ delta: UnsafeMutablePointer<Float>?
  ) -> Double {
    unsafe cv_loss_f(
      loss, rows, outputs, huber, factor, predictions, stride, targets, weights, delta)
  }

  @unsafe package static func gather(
    _ rows: Int, _ columns: Int, _ order: UnsafePointer<Int>, _ input: UnsafePointer<Float>,
    _ inputRow: Int, _ out: UnsafeMutablePointer<Float>, _ outRow: Int
  ) {
    unsafe cv_gather_f(rows, columns, order, input, inputRow, out, outRow)
  }

  @unsafe package static func write(
    _ count: Int, _ input: UnsafePointer<Double>, _ out: UnsafeMutablePointer<Float>, _ stride: Int
  ) {
    unsafe cv_write_f(count, input, out, stride)
  }

  @unsafe package static func read(
    _ count: Int, _ input: UnsafePointer<Float>, _ stride: Int, _ out: UnsafeMutablePointer<Double>
  ) {
    unsafe cv_read_f(count, input, stride, out)
  }

  @unsafe package static func outer(
    _ rows: Int, _ left: Int, _ right: Int, _ a: UnsafePointer<Float>, _ aRow: Int,
    _ b: UnsafePointer<Float>, _ bRow: Int, _ out: UnsafeMutablePointer<Float>, _ outRow: Int
  ) {
    unsafe cv_outer_f(rows, left, right, a, aRow, b, bRow, out, outRow)
  }
}

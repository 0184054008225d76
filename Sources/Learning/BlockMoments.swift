/// A mean and how sure it is, when blocks of neighbouring values are independent and values are not.
///
/// With blocks of one value this is the usual standard error; with longer ones it is the method of
/// batch means (Law and Carson: A sequential procedure for determining the length of a steady-state
/// simulation, 1979).
struct BlockMoments: Sendable {
  let mean: Double
  /// The number of blocks, the last of which may be shorter.
  let blockCount: Double
  /// In squared units of the values; 0 for one block.
  let varianceOfMean: Double
  /// How many independent values would give as sure a mean, at most as many as there are.
  let worth: Double

  /// Takes at least one value, and blocks of at least one.
  init(_ values: [Double], block: Int) {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    self.mean = mean
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    var blockSquares = 0.0
    var blocks = 0.0
    for start in stride(from: 0, to: values.count, by: block) {
      let end = min(start + block, values.count)
      let sum = values[start..<end].reduce(0) { $0 + ($1 - mean) }
      blockSquares += sum * sum
      blocks += 1
    }
    blockCount = blocks
    let variance = values.count > 1 ? squares / (count - 1) / count : 0
    varianceOfMean =
      block == 1
      ? variance : blocks > 1 ? blockSquares / (count * count) * (blocks / (blocks - 1)) : 0
    worth = varianceOfMean > variance ? max(1, count * variance / varianceOfMean) : count
  }
}

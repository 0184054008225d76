// SAFETY: nothing is called here; who calls checks the sizes.

/// A sort of number for which the vector loops were compiled: `Float` or `Double`.
///
/// The functions of the C header with the same names; the views check sizes before they call them.
package protocol VectorNumber: BinaryFloatingPoint, Sendable {
  /// How many of them fill the widest register.
  static var lanes: Int { get }
  /// Adds the product of two matrices to a start.
  @unsafe static func product(
    _ rows: Int, _ columns: Int, _ depth: Int, _ a: UnsafePointer<Self>, _ aRow: Int,
    _ aColumn: Int, _ b: UnsafePointer<Self>, _ bRow: Int, _ start: UnsafePointer<Self>?,
    _ startRow: Int, _ out: UnsafeMutablePointer<Self>, _ outRow: Int)
  /// Gives some blocks of columns of a start plus a product over listed places.
  @unsafe static func listedProduct(
    _ rows: Int, _ blocks: Int, _ block: UnsafePointer<Int32>?, _ depth: Int,
    _ list: UnsafePointer<Int32>?, _ a: UnsafePointer<Self>, _ aRow: Int,
    _ b: UnsafePointer<Self>, _ bRow: Int, _ start: UnsafePointer<Self>, _ startRow: Int,
    _ out: UnsafeMutablePointer<Self>, _ outRow: Int)
  /// Takes what is below 0 for 0, finds the ranges of columns, and lists those not all 0.
  @unsafe static func rectify(
    _ rows: Int, _ blocks: Int, _ block: UnsafePointer<Int32>?, _ x: UnsafeMutablePointer<Self>,
    _ xRow: Int, _ least: UnsafeMutablePointer<Self>, _ most: UnsafeMutablePointer<Self>,
    _ list: UnsafeMutablePointer<Int32>
  ) -> Int
  /// Lists the blocks of columns that hold a number above 0.
  @unsafe static func blocksAboveZero(
    _ columns: Int, _ x: UnsafePointer<Self>, _ block: UnsafeMutablePointer<Int32>
  ) -> Int
  /// Adds a row to each of many.
  @unsafe static func addRow(
    _ rows: Int, _ columns: Int, _ input: UnsafePointer<Self>, _ inputRow: Int,
    _ row: UnsafePointer<Self>, _ out: UnsafeMutablePointer<Self>, _ outRow: Int)
  /// Exchanges rows and columns.
  @unsafe static func transpose(
    _ rows: Int, _ columns: Int, _ input: UnsafePointer<Self>, _ inputRow: Int,
    _ out: UnsafeMutablePointer<Self>, _ outRow: Int)
  /// Sums columns.
  @unsafe static func columnSums(
    _ rows: Int, _ columns: Int, _ input: UnsafePointer<Self>, _ inputRow: Int,
    _ out: UnsafeMutablePointer<Self>)
  /// Multiplies numbers by others.
  @unsafe static func multiply(
    _ count: Int, _ x: UnsafeMutablePointer<Self>, _ y: UnsafePointer<Self>)
  /// Adds a multiple of numbers to others.
  @unsafe static func add(
    _ count: Int, _ factor: Self, _ y: UnsafePointer<Self>, _ x: UnsafeMutablePointer<Self>)
  /// Sums squares.
  @unsafe static func sumOfSquares(_ count: Int, _ x: UnsafePointer<Self>) -> Self
  /// Moves numbers a share of the way to others.
  @unsafe static func average(
    _ count: Int, _ share: Self, _ x: UnsafePointer<Self>, _ average: UnsafeMutablePointer<Self>)
  /// Goes a step of gradient descent.
  @unsafe static func descend(
    _ count: Int, _ step: DescentStep<Self>, _ gradient: UnsafePointer<Self>,
    _ velocity: UnsafeMutablePointer<Self>, _ x: UnsafeMutablePointer<Self>)
  /// Goes a step of Adam.
  @unsafe static func adam(
    _ count: Int, _ step: AdamStep<Self>, _ gradient: UnsafePointer<Self>,
    _ mean: UnsafeMutablePointer<Self>, _ square: UnsafeMutablePointer<Self>,
    _ x: UnsafeMutablePointer<Self>)
  /// Gives activations and their slopes.
  @unsafe static func activate(
    _ activation: Int32, _ count: Int, _ x: UnsafePointer<Self>,
    _ value: UnsafeMutablePointer<Self>, _ slope: UnsafeMutablePointer<Self>?)
  /// Gives activations fast, perhaps with other roundings than `activate`.
  @unsafe static func quickActivate(
    _ activation: Int32, _ count: Int, _ x: UnsafePointer<Self>,
    _ value: UnsafeMutablePointer<Self>)
  /// Normalises columns.
  @unsafe static func normalise(
    _ rows: Int, _ columns: Int, _ epsilon: Self, _ scale: UnsafePointer<Self>,
    _ shift: UnsafePointer<Self>, _ x: UnsafeMutablePointer<Self>,
    _ normal: UnsafeMutablePointer<Self>, _ mean: UnsafeMutablePointer<Self>,
    _ variance: UnsafeMutablePointer<Self>, _ inverse: UnsafeMutablePointer<Self>)
  /// Takes slopes back through normalised columns.
  @unsafe static func normaliseBack(
    _ rows: Int, _ columns: Int, _ scale: UnsafePointer<Self>, _ normal: UnsafePointer<Self>,
    _ inverse: UnsafePointer<Self>, _ delta: UnsafeMutablePointer<Self>,
    _ scaleSlope: UnsafeMutablePointer<Self>, _ shiftSlope: UnsafeMutablePointer<Self>)
  /// Sums losses and gives their slopes.
  @unsafe static func loss(
    _ loss: Int32, _ rows: Int, _ outputs: Int, _ huber: Self, _ factor: Self,
    _ predictions: UnsafePointer<Self>, _ stride: Int, _ targets: UnsafePointer<Self>,
    _ weights: UnsafePointer<Self>?, _ delta: UnsafeMutablePointer<Self>?
  ) -> Double
  /// Copies rows by number.
  @unsafe static func gather(
    _ rows: Int, _ columns: Int, _ order: UnsafePointer<Int>, _ input: UnsafePointer<Self>,
    _ inputRow: Int, _ out: UnsafeMutablePointer<Self>, _ outRow: Int)
  /// Writes doubles with a stride.
  @unsafe static func write(
    _ count: Int, _ input: UnsafePointer<Double>, _ out: UnsafeMutablePointer<Self>, _ stride: Int)
  /// Reads doubles with a stride.
  @unsafe static func read(
    _ count: Int, _ input: UnsafePointer<Self>, _ stride: Int, _ out: UnsafeMutablePointer<Double>)
  /// Multiplies, row by row, each number of one matrix with each of the other.
  @unsafe static func outer(
    _ rows: Int, _ left: Int, _ right: Int, _ a: UnsafePointer<Self>, _ aRow: Int,
    _ b: UnsafePointer<Self>, _ bRow: Int, _ out: UnsafeMutablePointer<Self>, _ outRow: Int)
}

/// What a step of gradient descent does to each number x with velocity v and slope s.
///
/// g = scale s + decay x; v = momentum v + g; x = shrink x - rate v.
package struct DescentStep<Number: VectorNumber>: Sendable {
  package var rate: Number
  package var momentum: Number
  package var scale: Number
  package var decay: Number
  package var shrink: Number

  package init(rate: Number, momentum: Number, scale: Number, decay: Number, shrink: Number) {
    self.rate = rate
    self.momentum = momentum
    self.scale = scale
    self.decay = decay
    self.shrink = shrink
  }
}

/// What a step of Adam does to each number x with moments m and q and slope s.
///
/// g = scale s + decay x; m = first m + firstRest g; q = second q + secondRest g g;
/// x = shrink x - rate m / (sqrt(q) + epsilon). The rests are 1 less the shares, from doubles: a
/// float's 1 - 0.999 is off by 5e-5 of itself.
package struct AdamStep<Number: VectorNumber>: Sendable {
  package var rate: Number
  package var first: Number
  package var firstRest: Number
  package var second: Number
  package var secondRest: Number
  package var epsilon: Number
  package var scale: Number
  package var decay: Number
  package var shrink: Number

  package init(
    rate: Double, first: Double, second: Double, epsilon: Double, scale: Number, decay: Double,
    shrink: Double
  ) {
    self.rate = Number(rate)
    self.first = Number(first)
    firstRest = Number(1 - first)
    self.second = Number(second)
    secondRest = Number(1 - second)
    self.epsilon = Number(epsilon)
    self.scale = scale
    self.decay = Number(decay)
    self.shrink = Number(shrink)
  }
}

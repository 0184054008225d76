/// How long a device takes for several pieces at once, and which batch meets a limit.
///
/// A batch of b takes max(floor, fixed + each x b): below some size the device is not full, and a
/// larger batch costs nothing.
package struct BatchLatency: Sendable, Hashable {
  /// The seconds that any batch takes at least.
  package let floor: Double
  /// The seconds of a batch besides those of its pieces.
  package let fixed: Double
  /// The seconds of one more piece.
  package let each: Double

  /// Makes a curve of seconds that are at least 0, and take some time together.
  package init(floor: Double, fixed: Double, each: Double) throws(FleetError) {
    try Argument.notNegative(floor, "floor of the latency")
    try Argument.notNegative(fixed, "fixed latency")
    try Argument.notNegative(each, "latency of each piece")
    guard floor + fixed + each > 0 else {
      throw FleetError(argument: "floor of the latency", value: floor, allowed: "above 0 seconds")
    }
    self.floor = floor
    self.fixed = fixed
    self.each = each
  }

  /// Gives the seconds of a batch.
  package func seconds(batch: Int) throws(FleetError) -> Double {
    try Argument.count(batch, in: 1...1_000_000, "batch size")
    return max(floor, fixed + each * Double(batch))
  }

  /// Gives the pieces that are done in a second when batches follow each other.
  package func throughput(batch: Int) throws(FleetError) -> Double {
    Double(batch) / (try seconds(batch: batch))
  }

  /// Gives the largest batch whose first piece is done in time; 0 where even one is too late.
  ///
  /// The first of a batch waits until the others have come, (b - 1) / rate, and then for the batch.
  package func largestBatch(arrivalRate: Double, limit: Double) throws(FleetError) -> Int {
    try Argument.positive(arrivalRate, "arrival rate")
    try Argument.positive(limit, "limit of the latency")
    var low = 0
    var high = 1_000_001
    while high - low > 1 {
      let middle = low + (high - low) / 2
      let delay = Double(middle - 1) / arrivalRate + (try seconds(batch: middle))
      if delay <= limit { low = middle } else { high = middle }
    }
    return low
  }
}

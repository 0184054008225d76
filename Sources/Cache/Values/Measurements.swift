/// What was measured while a result was computed; it lies beside artifacts, never inside.
package struct Measurements: Hashable, Sendable {
  /// Seconds on the clock.
  package let seconds: Double
  /// Seconds of all processors together.
  package let cpuSeconds: Double
  /// The machine in words: processor, C library, kernels.
  package let machine: String

  package init(seconds: Double, cpuSeconds: Double, machine: String) {
    self.seconds = seconds
    self.cpuSeconds = cpuSeconds
    self.machine = machine
  }

  /// Gives the part of each of so many results that were made together.
  package func shared(by count: Int) -> Measurements {
    let parts = Double(max(1, count))
    return Measurements(
      seconds: seconds / parts, cpuSeconds: cpuSeconds / parts, machine: machine)
  }
}

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
}

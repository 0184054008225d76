import Kernels
import Testing

@Suite("Sums")
struct SumTests {
  @Test("rounding errors are carried along")
  func compensation() {
    #expect(Sum.of([1, 1e100, 1, -1e100]) == 2)
    #expect(Sum.of([Double](repeating: 0.1, count: 1000)) == 100)
    #expect(Sum.of([]) == 0)
  }

  @Test("infinite and missing values show in the sum")
  func special() {
    #expect(Sum.of([1, .infinity, 2]) == .infinity)
    #expect(Sum.of([.infinity, -.infinity]).isNaN)
    #expect(Sum.of([1, .nan]).isNaN)
    #expect(Sum.of([.greatestFiniteMagnitude, .greatestFiniteMagnitude]) == .infinity)
  }

  @Test("mean and variance of numbers far from zero are right")
  func moments() {
    let values = [4.0, 7, 13, 16].map { $0 + 1e9 }
    #expect(Sum.mean(of: values) == 1e9 + 10)
    #expect(Sum.variance(of: values) == 22.5)
    #expect(Sum.sampleVariance(of: values) == 30)
    #expect(Sum.mean(of: []).isNaN && Sum.variance(of: []).isNaN)
    #expect(Sum.sampleVariance(of: [1]).isNaN && Sum.variance(of: [1]) == 0)
    #expect(Sum.variance(of: [1, .nan]).isNaN)
  }
}

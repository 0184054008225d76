import Kernels
import Testing
import Trees

@Suite("Bins")
struct BinsTests {
  @Test("few distinct values are cut at midpoints")
  func midpoints() {
    let bins = Bins(values: [3, 1, 2, 2, .nan, 1], countMax: 3)
    #expect(bins.cuts == [1.5, 2.5])
    #expect([1, 2, 3, -9, 9, .nan].map { bins.bin(of: $0) } == [0, 1, 2, 0, 2, 3])
    #expect(bins.threshold(after: 0) == 1.5)
    #expect(bins.threshold(after: 2) == .infinity)
  }

  @Test("many values share bins of about equal size", arguments: [2, 16, 255, 256])
  func equalSizes(countMax: Int) {
    var random = RandomStream(seed: 1)
    let values = (0..<9000).map { _ in random.uniform() }
    let bins = Bins(values: values, countMax: countMax)
    #expect(bins.count == countMax)
    var sizes = [Int](repeating: 0, count: countMax)
    for value in values { sizes[bins.bin(of: value)] += 1 }
    let even = 9000 / countMax
    #expect(sizes.allSatisfy { $0 >= even - 1 && $0 <= even + 2 })
  }

  @Test("a value in most rows has a bin of its own")
  func heavyValue() {
    let values = (0..<1000).map { $0 < 800 ? 0.5 : Double($0) / 1000 }
    let bins = Bins(values: values + [0, 0.1], countMax: 10)
    let heavy = bins.bin(of: 0.5)
    #expect(bins.bin(of: 0.1) < heavy)
    #expect(bins.bin(of: 0.8) > heavy)
    #expect(bins.count <= 10)
  }

  @Test("neighbouring and infinite values are told apart")
  func neighbours() {
    let values = [-Double.infinity, -1e308, 1, 1.0.nextUp, 1e308, .infinity]
    let bins = Bins(values: values, countMax: 8)
    #expect(values.map { bins.bin(of: $0) } == [0, 1, 2, 3, 4, 5])
    for (bin, cut) in bins.cuts.enumerated() {
      #expect(values[bin] <= cut && cut < values[bin + 1])
    }
  }

  @Test("a column without values has one bin and the missing one")
  func empty() {
    let bins = Bins(values: [.nan, .nan], countMax: 4)
    #expect(bins.count == 1)
    #expect(bins.bin(of: .nan) == 1)
  }
}

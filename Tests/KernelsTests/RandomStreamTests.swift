import Kernels
import Testing

@Suite("Random streams")
struct RandomStreamTests {
  /// The known answers that the authors of Philox publish for ten rounds.
  struct KnownAnswer: Sendable {
    let counter: (UInt64, UInt64)
    let key: UInt64
    let result: (UInt64, UInt64)
  }

  @Test(
    "Philox gives the published answers",
    arguments: [
      KnownAnswer(
        counter: (0, 0), key: 0, result: (0xe169_c58d_6627_e8d5, 0x9b00_dbd8_bc57_ac4c)),
      KnownAnswer(
        counter: (.max, .max), key: .max,
        result: (0x41c8_3b0e_408f_276d, 0x6d54_51fd_a20b_c7c6)),
      KnownAnswer(
        counter: (0x85a3_08d3_243f_6a88, 0x0370_7344_1319_8a2e), key: 0x299f_31d0_a409_3822,
        result: (0x94fd_cceb_d16c_fe09, 0x2412_6ea1_5001_e420)),
    ])
  func knownAnswers(answer: KnownAnswer) {
    let result = RandomStream.philox(counter: answer.counter, key: answer.key)
    #expect(result == answer.result)
  }

  @Test("the first numbers of a stream are the words of the first block")
  func firstNumbers() {
    var stream = RandomStream(seed: 0)
    #expect(stream.next() == 0xe169_c58d_6627_e8d5)
    #expect(stream.next() == 0x9b00_dbd8_bc57_ac4c)
  }

  @Test("uniform numbers lie in [0, 1) with the mean and variance they should have")
  func uniform() {
    var stream = RandomStream(seed: 2)
    let values = (0..<100_000).map { _ in stream.uniform() }
    #expect(values.allSatisfy { $0 >= 0 && $0 < 1 })
    // Five standard errors of a mean and of a variance of 100,000 numbers.
    #expect(abs(Sum.mean(of: values) - 0.5) < 5 * 0.289 / 316)
    #expect(abs(Sum.variance(of: values) - 1.0 / 12) < 5 * 0.0746 / 316)
  }

  @Test("normal numbers have the moments and tails they should have")
  func normal() {
    var stream = RandomStream(seed: 8)
    let values = (0..<100_000).map { _ in stream.normal() }
    // Five standard errors of the mean, the variance, the fourth moment and two shares.
    #expect(abs(Sum.mean(of: values)) < 5 / 316.2)
    #expect(abs(Sum.variance(of: values) - 1) < 5 * 1.414 / 316.2)
    #expect(abs(Sum.mean(of: values.map { $0 * $0 * $0 * $0 }) - 3) < 5 * 9.8 / 316.2)
    #expect(abs(values.count { abs($0) < 1 } - 68_269) < 5 * 148)
    #expect(abs(values.count { abs($0) > 2.5758 } - 1_000) < 5 * 32)
  }

  @Test("whole numbers are spread evenly over their range", arguments: [1, 2, 3, 7, 10])
  func evenly(count: Int) {
    var stream = RandomStream(seed: 3)
    var counts = [Int](repeating: 0, count: count)
    let draws = 10_000 * count
    for _ in 0..<draws { counts[stream.integer(below: count)] += 1 }
    // Five standard deviations of the count of a value.
    #expect(counts.allSatisfy { abs($0 - 10_000) < 500 })
  }

  @Test("large ranges have no bias towards small numbers")
  func largeRange() {
    var stream = RandomStream(seed: 4)
    // Taking the rest of a division would give numbers below a third twice as often.
    let count = Int.max / 4 * 3
    let low = (0..<30_000).count { _ in stream.integer(below: count) < count / 3 }
    #expect(abs(low - 10_000) < 500)
  }

  @Test("a derived stream does not depend on how many numbers were drawn")
  func derived() {
    var stream = RandomStream(seed: 5)
    var before = stream.derived("rows", 3)
    for _ in 0..<7 { _ = stream.next() }
    var after = stream.derived("rows", 3)
    #expect((0..<10).map { _ in before.next() } == (0..<10).map { _ in after.next() })
  }

  @Test("purposes, indices and seeds give different streams")
  func different() {
    let first = (0..<50).flatMap { index in
      ["rows", "columns", "rowscolumns"].flatMap { purpose in
        ([1, 2] as [UInt64]).map { seed in
          var stream = RandomStream(seed: seed).derived(purpose, index)
          return stream.next()
        }
      }
    }
    #expect(Set(first).count == first.count)
  }

  @Test("a permutation has each number once, in a different order for another seed")
  func permutation() {
    var stream = RandomStream(seed: 6)
    var other = RandomStream(seed: 7)
    let order = stream.permutation(of: 100)
    #expect(order.sorted() == Array(0..<100))
    #expect(order != other.permutation(of: 100))
    #expect(stream.permutation(of: 0).isEmpty && stream.permutation(of: 1) == [0])
  }
}

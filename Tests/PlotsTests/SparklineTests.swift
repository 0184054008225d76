import Documents
import Testing

@Suite("Sparklines")
struct SparklineTests {
  @Test(
    "a sign for each number, as high as its share of the largest",
    arguments: [
      ([1, 2, 3, 4, 5, 6, 7, 8], "▁▂▃▄▅▆▇█"), ([0, 1000, 1], " █▁"), ([], ""), ([0, 0], "  "),
      ([5], "█"), ([-3, .nan, 2, .infinity], "  █ "),
    ] as [([Double], String)])
  func signs(values: [Double], text: String) {
    #expect(Sparkline.text(values) == text)
  }

  @Test("numbers are counted in equal parts of a range, those outside in the outermost")
  func counts() {
    let numbers = [0, 0.1, 0.26, 0.5, 0.99, 1, -7, 9, .nan]
    #expect(Sparkline.counts(numbers, from: 0, to: 1, parts: 4) == [3, 1, 1, 3])
    #expect(Sparkline.text(numbers, from: 0, to: 1, parts: 4) == "█▃▃█")
  }

  @Test("a range without width has one part")
  func noWidth() {
    #expect(Sparkline.counts([2, 2], from: 2, to: 2, parts: 3) == [0, 2, 0])
    #expect(Sparkline.counts([2], from: -.infinity, to: .infinity, parts: 1) == [1])
    #expect(Sparkline.counts([], from: 0, to: 1, parts: 0) == [0])
  }
}

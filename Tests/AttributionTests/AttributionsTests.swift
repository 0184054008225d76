import Attribution
import Testing

/// Values, and how they belong together.
@Suite struct AttributionsTests {
  private func piece(_ values: [[Double]], outputs: [Double]) -> Attributions {
    Attributions(players: ["a", "b"], base: 1, values: values, outputs: outputs, scale: .target)
  }

  @Test("The error is that of the row whose sum is farthest from its prediction")
  func error() {
    let found = piece([[1, 2], [3, 4]], outputs: [5, 7.8])
    #expect(abs(found.additivityError - 0.8 / 8.8) < 1e-15)
    #expect(piece([[.nan], [1]], outputs: [1]).additivityError.isNaN)
  }

  @Test("Pieces join to the rows of all of them in order")
  func joined() throws {
    let all = try #require(
      Attributions.joined([piece([[1], [2]], outputs: [4]), piece([[3], [4]], outputs: [8])]))
    #expect(all.values == [[1, 3], [2, 4]])
    #expect(all.outputs == [4, 8])
    #expect(all.errors == nil)
    #expect(Attributions.joined([]) == nil)
  }
}

import TestSupport
import Testing
import Trees

@Suite("The quantile sketch")
struct QuantileSketchTests {
  private struct Recorded: Decodable, Sendable {
    let count: Int
    /// The number of steps that values are rounded down to, 0 for none.
    let steps: Int
    let bins: Int
    let cuts: [Double]

    var values: [Double] {
      (1...count).map { index in
        let value = (Double(index) * 0.6180339887498949).truncatingRemainder(dividingBy: 1)
        return steps == 0 ? value : (value * Double(steps)).rounded(.down) / Double(steps)
      }
    }
  }

  @Test("cuts part the rows where the recorded peer does", arguments: [0, 1, 2])
  func cuts(number: Int) throws {
    let recorded = try OracleFile.json([Recorded].self, "sketch-cuts.json")[number]
    let values = recorded.values
    let bins = Bins(values: values, countMax: recorded.bins, method: .sketch)
    // The peer keeps single precision and puts a value that equals a cut above it.
    let theirs = recorded.cuts.map { cut in values.count { Float($0) < Float(cut) } }
    let ours = bins.cuts.map { cut in values.count { $0 <= cut } }
    #expect(ours == theirs.filter { $0 > 0 })
  }

  @Test("few, missing and equal values have their bins")
  func corners() {
    #expect(Bins(values: [], countMax: 4, method: .sketch).count == 1)
    #expect(Bins(values: [.nan, .nan], countMax: 4, method: .sketch).count == 1)
    #expect(Bins(values: [2, 2, 2], countMax: 4, method: .sketch).count == 1)
    #expect(Bins(values: [0, 1, .nan, 0], countMax: 256, method: .sketch).cuts == [0.5])
    let infinite = Bins(
      values: [-.infinity, 0, 1, .infinity], countMax: 4, method: .sketch)
    #expect(infinite.count == 4)
  }
}

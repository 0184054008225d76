import Attribution
import Kernels
import Learning
import Testing

/// The rows that stand for what is not known.
@Suite struct BackgroundTests {
  @Test("Rows are drawn once each, the same for the same seed, and all where there are few")
  func sampled() {
    let some = Background.sampled(50, count: 20, random: RandomStream(seed: 3))
    #expect(some == Background.sampled(50, count: 20, random: RandomStream(seed: 3)))
    #expect(some.count == 20 && Set(some).count == 20 && some == some.sorted())
    #expect(Background.sampled(50, count: 50, random: RandomStream(seed: 3)) == Array(0..<50))
  }

  @Test("Centres are rows amid others, counted by how many they stand for")
  func centres() {
    var random = RandomStream(seed: 5)
    let places = [0.0, 10, 20]
    let sizes = [60, 30, 10]
    let column = zip(places, sizes).flatMap { place, size in
      (0..<size).map { _ in place + random.uniform() }
    }
    let rows = FeatureMatrix(
      names: ["x", "gap"], columns: [column, column.map { _ in .nan }], rowCount: 100)
    let found = Background.centres(rows, count: 3, random: RandomStream(seed: 6))
    let order = found.rows.indices.sorted { found.rows[$0] < found.rows[$1] }
    #expect(order.map { found.weights[$0] } == [60, 30, 10])
    #expect(order.map { (column[found.rows[$0]] / 10).rounded(.down) } == [0, 1, 2])
  }
}

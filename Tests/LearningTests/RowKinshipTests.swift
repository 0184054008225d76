import Kernels
import Learning
import Testing

@Suite("Rows that belong together")
struct RowKinshipTests {
  private static let features = FeatureMatrix(
    names: ["x"], columns: [(0..<60).map { Double($0) }], rowCount: 60)

  private static func aside(
    _ kinship: RowKinship?, share: Double
  ) throws -> (kept: [Int], aside: [Int])? {
    try TrainingData(
      features: features, target: [Double](repeating: 1, count: 60), kinship: .success(kinship)
    ).aside(share, random: RandomStream(seed: 3))
  }

  @Test("of groups either all rows are set aside or none", arguments: [0.01, 0.2, 0.5, 0.9])
  func groups(share: Double) throws {
    let groups = (0..<60).map { $0 / 7 }
    let parts = try #require(try Self.aside(.groups(groups), share: share))
    #expect(Set(parts.kept.map { groups[$0] }).isDisjoint(with: parts.aside.map { groups[$0] }))
    #expect(parts.kept.count + parts.aside.count == 60)
    #expect(!parts.kept.isEmpty && !parts.aside.isEmpty)
  }

  @Test("of times the latest are set aside", arguments: [0.01, 0.2, 0.5, 0.99])
  func times(share: Double) throws {
    let times = (0..<60).map { Double(($0 * 7) % 60 / 4) }
    let parts = try #require(try Self.aside(.times(times), share: share))
    let last = try #require(parts.kept.map { times[$0] }.max())
    #expect(parts.aside.allSatisfy { times[$0] > last })
  }

  @Test("rows of one group or one time are not divided")
  func undivided() throws {
    #expect(try Self.aside(.groups([Int](repeating: 1, count: 60)), share: 0.2) == nil)
    #expect(try Self.aside(.times([Double](repeating: 1, count: 60)), share: 0.2) == nil)
    #expect(try Self.aside(nil, share: 0) == nil)
  }

  @Test("other rows are drawn at random, so many as asked for")
  func random() throws {
    let parts = try #require(try Self.aside(nil, share: 0.25))
    #expect(parts.aside.count == 15 && parts.aside != Array(45..<60))
    #expect((parts.kept + parts.aside).sorted() == Array(0..<60))
  }
}

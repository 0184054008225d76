import Cache
import Foundation
import Testing

@Suite("A score")
struct MetricRowTests {
  @Test("is the same after JSON, where an undefined value is null")
  func isTheSameAfterJSON() throws {
    let rows = [
      MetricRow(model: "net", rows: "test", metric: "mae", value: 0.1, low: 0, high: 2, count: 3),
      MetricRow(model: "net", rows: "test", metric: "r2", value: .nan, low: .nan, count: 0),
    ]
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let data = try encoder.encode(rows)
    let text = String(decoding: data, as: UTF8.self)
    #expect(text.contains(#""metric":"r2","model":"net","rows":"test","value":null"#))
    #expect(try JSONDecoder().decode([MetricRow].self, from: data) == rows)
  }

  @Test("with a zero character in a name shows a sign in its place")
  func withAZeroCharacter() throws {
    let row = MetricRow(model: "a\0b", rows: "r", metric: "mae", value: 1, count: 1)
    #expect(row.model == "a\u{2400}b")
  }
}

import Digests
import Learning
import Testing
import Trees

@Suite("Stored trees")
struct TreesPredictorTests {
  private static func fitted() throws -> TreesPredictor {
    try Boosting.predictor(
      BoostingCase.data(seed: 1, rowCount: 120), BoostingCase.settings(rounds: 5))
  }

  @Test("trees read back are equal, and give the same bytes")
  func roundTrip() throws {
    let fitted = try Self.fitted()
    var writer = ByteWriter()
    fitted.encode(into: &writer)
    var reader = ByteReader(writer.bytes)
    let back = try TreesPredictor(decoding: &reader)
    #expect(reader.isAtEnd)
    #expect(back == fitted)
    var again = ByteWriter()
    back.encode(into: &again)
    #expect(again.bytes == writer.bytes)
  }

  @Test("cut or changed bytes give an error or trees that still predict")
  func damagedBytes() throws {
    var writer = ByteWriter()
    try Self.fitted().encode(into: &writer)
    let features = BoostingCase.data(seed: 2, rowCount: 10).features
    for position in stride(from: 0, to: writer.bytes.count, by: 7) {
      var cut = ByteReader(Array(writer.bytes[..<position]))
      #expect(throws: ByteReaderError.self) { try TreesPredictor(decoding: &cut) }
      var changed = writer.bytes
      changed[position] ^= 0x41
      var reader = ByteReader(changed)
      if let read = try? TreesPredictor(decoding: &reader), read.featureCount == 6 {
        #expect(read.predictions(for: features).count == 10)
      }
    }
  }

  @Test("a row's prediction is the same in any batch")
  func anyBatch() throws {
    let fitted = try Self.fitted()
    let features = BoostingCase.data(seed: 3, rowCount: 150).features
    let all = fitted.predictions(for: features)
    for row in [0, 1, 63, 64, 149] {
      #expect(fitted.predictions(for: features.rows([row])) == [all[row]])
    }
  }

  @Test("counts of leaves, numbers and operations follow from the trees")
  func counts() throws {
    let fitted = try Self.fitted()
    for tree in fitted.trees {
      #expect(tree.leafCount == tree.nodes.count(where: \.isLeaf))
      #expect(tree.depth <= 4)
    }
    #expect(fitted.operationsPerRow <= 5 * 5)
    #expect(fitted.parameterCount > 5 * 2)
  }
}

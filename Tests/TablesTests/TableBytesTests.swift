import Digests
import Kernels
import Tables
import Testing

@Suite("The bytes of a table")
struct TableBytesTests {
  @Test("a table comes back from its bytes", arguments: 0..<60 as Range<UInt64>)
  func roundTrip(seed: UInt64) throws {
    let table = RandomTables.table(seed: seed)
    let decoded = try Table(decoding: table.encoded())
    #expect(decoded == table)
    #expect(decoded.encoded() == table.encoded())
  }

  @Test("tables without columns or rows come back")
  func emptyTables() throws {
    let tables = [
      Table([]), Table([], rowCount: 5), Table([Column("a", numbers: []), Column("b", texts: [])]),
    ]
    for table in tables { #expect(try Table(decoding: table.encoded()) == table) }
  }

  @Test("equal tables give equal bytes however their texts are coded")
  func canonicalTexts() {
    let plain = Table([Column("t", texts: ["b", nil, "a", "b"])])
    let coded = TextValues(levels: ["unused", "a", "b"], codes: [2, -1, 1, 2])
    let other = Table([Column("t", .texts(coded))])
    #expect(plain == other)
    #expect(plain.encoded() == other.encoded())
  }

  @Test("tables that differ in a bit differ in their bytes and are not equal")
  func differences() {
    let pairs = [
      (Table([Column("a", numbers: [0])]), Table([Column("a", numbers: [-0.0])])),
      (Table([Column("a", texts: ["é"])]), Table([Column("a", texts: ["e\u{301}"])])),
      (Table([Column("a", texts: [nil])]), Table([Column("a", texts: [""])])),
      (Table([Column("a", texts: [nil])]), Table([Column("a", numbers: [.nan])])),
      (Table([Column("é", texts: [])]), Table([Column("e\u{301}", texts: [])])),
    ]
    for (a, b) in pairs {
      #expect(a != b)
      #expect(a.encoded() != b.encoded())
    }
  }

  @Test("more than 255 texts take two bytes each and come back")
  func manyLevels() throws {
    let table = Table([Column("t", texts: (0..<70_000).map { "text \($0)" } + [nil])])
    #expect(try Table(decoding: table.encoded()) == table)
    let fewer = table.rows(Array(0..<300))
    #expect(try Table(decoding: fewer.encoded()) == fewer)
  }

  @Test("bytes that are cut short are refused", arguments: 0..<8 as Range<UInt64>)
  func truncation(seed: UInt64) {
    let bytes = RandomTables.table(seed: seed).encoded()
    for count in 0..<bytes.count {
      #expect(throws: ByteReaderError.self) { try Table(decoding: Array(bytes[..<count])) }
    }
  }

  @Test("changed bytes are refused or are the canonical bytes of a table")
  func flips() {
    var stream = RandomStream(seed: 1)
    for seed in 0..<400 as Range<UInt64> {
      var bytes = RandomTables.table(seed: seed, maximumRows: 6).encoded()
      for _ in 0...stream.integer(below: 3) {
        bytes[stream.integer(below: bytes.count)] ^= UInt8(1 << stream.integer(below: 8))
      }
      if let table = try? Table(decoding: bytes) { #expect(table.encoded() == bytes) }
    }
  }

  @Test("bytes after the end are refused")
  func surplus() {
    let bytes = RandomTables.table(seed: 3).encoded() + [0]
    #expect(throws: ByteReaderError.self) { try Table(decoding: bytes) }
  }
}

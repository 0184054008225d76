import Digests
import Tables

extension ClassLabels {
  /// Writes the labels as canonical bytes.
  func encode(into writer: inout ByteWriter) {
    switch values {
    case .texts(let labels):
      writer.byte(0)
      writer.texts(labels)
    case .numbers(let labels):
      writer.byte(1)
      writer.numbers(labels)
    case .flags(let labels):
      writer.byte(2)
      writer.integer(labels.count)
      for label in labels { writer.flag(label) }
    }
  }

  /// Reads labels; they must differ, and there must be as many as is allowed.
  init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    let differentCount: Int
    switch try reader.byte() {
    case 0:
      let labels = try reader.texts()
      values = .texts(labels)
      differentCount = Set(labels.map { ExactText($0) }).count
    case 1:
      let labels = try reader.numbers()
      guard labels.allSatisfy(\.isFinite) else { throw reader.failure("finite labels") }
      values = .numbers(labels)
      differentCount = Set(labels).count
    case 2:
      var labels: [Bool] = []
      for _ in 0..<(try reader.count(bytesEach: 1)) { labels.append(try reader.flag()) }
      values = .flags(labels)
      differentCount = Set(labels).count
    default:
      throw reader.failure("a kind of labels")
    }
    guard Self.countRange.contains(count), differentCount == count else {
      throw reader.failure("from 2 to 1000 different labels")
    }
  }
}

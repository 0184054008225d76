/// Writes the wire form of protocol buffers: each field is its number with a type, and its content.
///
/// "Encoding", protobuf.dev. Only what ONNX files need: whole numbers, floats, bytes and messages.
struct ProtobufWriter {
  private(set) var bytes: [UInt8] = []

  private mutating func variable(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  private mutating func key(_ field: Int, type: UInt64) {
    variable(UInt64(field) << 3 | type)
  }

  /// Writes a whole number in as few bytes as it needs.
  mutating func integer(_ field: Int, _ value: Int) {
    key(field, type: 0)
    variable(UInt64(bitPattern: Int64(value)))
  }

  /// Writes a float as four bytes.
  mutating func float(_ field: Int, _ value: Float) {
    key(field, type: 5)
    for shift in stride(from: UInt32(0), to: 32, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> shift))
    }
  }

  /// Writes bytes with their count.
  mutating func block(_ field: Int, _ content: [UInt8]) {
    key(field, type: 2)
    variable(UInt64(content.count))
    bytes += content
  }

  /// Writes a text as UTF-8 with its count of bytes.
  mutating func text(_ field: Int, _ content: String) {
    block(field, Array(content.utf8))
  }

  /// Writes a message that is filled in, with its count of bytes.
  mutating func message(_ field: Int, _ fill: (inout ProtobufWriter) -> Void) {
    var inner = ProtobufWriter()
    fill(&inner)
    block(field, inner.bytes)
  }
}

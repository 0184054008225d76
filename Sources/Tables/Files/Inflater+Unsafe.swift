// SAFETY: the stream's memory is made and freed here only, and does not move; input and output are
// arrays that outlive each call, passed with their own length.
import CZlib

/// Inflates the bytes of a gzip file, which may consist of several members.
@safe
struct Inflater: ~Copyable {
  /// Why bytes cannot be inflated.
  enum Fault: Error, Equatable {
    /// The bytes are not what a checksum or the format asks for, near an offset of the file.
    case damaged(offset: Int)
    /// The content is longer than allowed.
    case tooLarge
  }

  private static let pieceBytes = 1 << 20

  private let stream: UnsafeMutablePointer<z_stream>
  private var piece = [UInt8](repeating: 0, count: pieceBytes)
  /// Whether the last member was read to its end.
  private(set) var isAtEnd = false

  init() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // 15 is the largest window, and 16 more ask for the gzip format.
    let status = unsafe inflateInit2_(
      stream, 15 + 16, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "the system's zlib cannot be started")
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Adds what the bytes hold to the output, up to so many bytes; stops at the end of the bytes.
  mutating func inflate(
    _ bytes: [UInt8], into output: inout [UInt8], limit: Int
  ) throws(Fault) {
    var offset = 0
    while offset < bytes.count {
      if isAtEnd {
        // Zeros or other bytes may fill up the last block of a tape; they are no member.
        guard bytes.count - offset >= 2, bytes[offset] == 0x1f, bytes[offset + 1] == 0x8b else {
          return
        }
        unsafe inflateReset(stream)
        isAtEnd = false
      }
      let (read, written, status) = step(bytes, from: offset)
      guard output.count + written <= limit else { throw .tooLarge }
      output.append(contentsOf: piece[..<written])
      offset += read
      switch status {
      case Z_STREAM_END: isAtEnd = true
      case Z_OK, Z_BUF_ERROR: if read == 0, written == 0 { return }
      default: throw .damaged(offset: offset)
      }
    }
    try drain(&output, limit: limit)
  }

  /// Takes what is still to come of bytes that were already read.
  private mutating func drain(_ output: inout [UInt8], limit: Int) throws(Fault) {
    while !isAtEnd {
      let (_, written, status) = step([], from: 0)
      guard output.count + written <= limit else { throw .tooLarge }
      output.append(contentsOf: piece[..<written])
      if status == Z_STREAM_END { isAtEnd = true }
      if written == 0 { return }
    }
  }

  private mutating func step(
    _ bytes: [UInt8], from offset: Int
  ) -> (read: Int, written: Int, status: CInt) {
    let stream = unsafe self.stream
    return unsafe bytes.withUnsafeBufferPointer { input in
      unsafe piece.withUnsafeMutableBufferPointer { output in
        let count = min(input.count - offset, 1 << 30)
        let start = unsafe input.baseAddress.map { unsafe UnsafeMutablePointer(mutating: $0) }
        unsafe stream.pointee.next_in = start.map { unsafe $0 + offset }
        unsafe stream.pointee.avail_in = CUnsignedInt(count)
        unsafe stream.pointee.next_out = output.baseAddress
        unsafe stream.pointee.avail_out = CUnsignedInt(output.count)
        let status = unsafe CZlib.inflate(stream, Z_NO_FLUSH)
        let read = unsafe count - Int(stream.pointee.avail_in)
        let written = unsafe output.count - Int(stream.pointee.avail_out)
        return (read, written, status)
      }
    }
  }
}

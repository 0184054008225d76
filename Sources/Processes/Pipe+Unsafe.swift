// SAFETY: descriptors are plain numbers; buffers are passed with their own length.
import CProcesses
import Foundation

/// Both ends of a pipe; neither is handed on to another program by accident.
struct Pipe {
  let readEnd: Int32
  let writeEnd: Int32

  /// Opens a pipe, unless the system has no descriptor left.
  init() throws(SystemError) {
    var readEnd: Int32 = -1
    var writeEnd: Int32 = -1
    let code = unsafe cpr_pipe(&readEnd, &writeEnd)
    guard code == 0 else { throw SystemError(code: code) }
    self.readEnd = readEnd
    self.writeEnd = writeEnd
  }

  /// Writes all bytes, or as many as are wanted by the reader.
  static func write(_ bytes: [UInt8], to descriptor: Int32) {
    unsafe bytes.withUnsafeBytes { buffer in
      var sent = 0
      while sent < buffer.count {
        let written = unsafe Foundation.write(
          descriptor, buffer.baseAddress?.advanced(by: sent), buffer.count - sent)
        if written < 0 && errno == EINTR { continue }
        guard written > 0 else { return }
        sent += written
      }
    }
  }

  /// Reads what is there; nil at the end, empty when it was interrupted.
  static func read(_ descriptor: Int32) -> [UInt8]? {
    var isEnd = false
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      let got = unsafe Foundation.read(descriptor, buffer.baseAddress, buffer.count)
      isEnd = got == 0 || (got < 0 && errno != EINTR)
      count = max(got, 0)
    }
    return isEnd ? nil : bytes
  }
}

import Diagnostics

/// Files that gzip made: known by their first bytes, whatever they are called.
enum Gzip {
  /// Tells whether the bytes begin as a gzip file does.
  static func isGzip(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x1f, 0x8b, 0x08])
  }

  /// Gives the content of a file, and other bytes as they are.
  static func content(
    _ bytes: [UInt8], path: String, limit: Int
  ) throws(DiagnosticError) -> [UInt8] {
    guard isGzip(bytes) else { return bytes }
    var inflater = Inflater()
    var content: [UInt8] = []
    do throws(Inflater.Fault) {
      try inflater.inflate(bytes, into: &content, limit: limit)
      if !inflater.isAtEnd { throw .damaged(offset: bytes.count) }
    } catch {
      throw DiagnosticError(diagnostic(error, path: path, byteCount: bytes.count, limit: limit))
    }
    return content
  }

  /// Gives what the first bytes of a file hold, as far as they go, and other bytes as they are.
  static func beginning(_ bytes: [UInt8]) -> [UInt8] {
    guard isGzip(bytes) else { return bytes }
    var inflater = Inflater()
    var content: [UInt8] = []
    // What is wrong is told when the whole file is read.
    try? inflater.inflate(bytes, into: &content, limit: 1 << 22)
    return content
  }

  /// Says why a file cannot be inflated.
  static func diagnostic(
    _ fault: Inflater.Fault, path: String, byteCount: Int, limit: Int
  ) -> Diagnostic {
    let span = SourceSpan(file: path, line: 1, column: 1)
    switch fault {
    case .damaged(let offset) where offset >= byteCount:
      return Diagnostic(
        .inputUnreadable, "the compressed file ends before its content does", span: span,
        hints: ["look if it was copied whole: `gzip -t FILE`"])
    case .damaged(let offset):
      return Diagnostic(
        .inputUnreadable, "the compressed file is damaged near its byte \(offset)", span: span,
        hints: ["look if it was copied whole: `gzip -t FILE`"])
    case .tooLarge:
      return Diagnostic(
        .inputUnreadable,
        "the compressed file holds more than \(limit) bytes, the most that is read", span: span,
        hints: ["take it apart with `gunzip` and keep only the rows and columns that are needed"])
    }
  }
}

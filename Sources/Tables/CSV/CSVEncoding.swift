import Diagnostics

/// The way from the bytes of a file to UTF-8 text without zero bytes.
enum CSVEncoding {
  /// Gives the text as UTF-8, or the place of the first byte that is none in its encoding.
  ///
  /// Part of a file may end in the middle of a character.
  static func source(
    _ bytes: [UInt8], path: String, encoding: TextEncoding, isPart: Bool
  ) throws(DiagnosticError) -> CSVSource {
    if TextEncoding.isUTF32(bytes) { throw DiagnosticError(utf32(path)) }
    let source: CSVSource
    do throws(TextEncoding.Fault) {
      source = CSVSource(path: path, bytes: try encoding.utf8Bytes(of: bytes, isPart: isPart))
    } catch {
      let isMarked = encoding == .utf8
      throw DiagnosticError(
        refused(bytes, at: error, path, isMarked ? .utf16 : encoding))
    }
    let isOriginal = encoding == .utf8 && !TextEncoding.hasUTF16Mark(bytes)
    if let problem = problem(in: source, isPart: isPart, isOriginal: isOriginal) {
      throw DiagnosticError(problem)
    }
    return source
  }

  private static func problem(
    in source: CSVSource, isPart: Bool, isOriginal: Bool
  ) -> Diagnostic? {
    if let offset = source.bytes.firstIndex(of: 0) {
      let place = source.place(of: offset)
      let what = isOriginal ? "byte \(offset) of the file" : "a character of the file"
      return Diagnostic(
        .csvEncoding, "\(what) is zero, and text has no zero bytes",
        span: place.span, lineText: place.lineText,
        hints: [
          looksLikeUTF16(source.bytes)
            ? "if the file is UTF-16, say so: `encoding: utf-16`"
            : "look if the file is whole and a CSV file, and not for example a spreadsheet"
        ])
    }
    guard isOriginal, let offset = firstInvalidByte(source.bytes, isPart: isPart) else {
      return nil
    }
    let place = source.place(of: offset)
    let byte = String(source.bytes[offset], radix: 16)
    return Diagnostic(
      .csvEncoding, "byte \(offset) of the file (0x\(byte)) is not UTF-8",
      span: place.span, lineText: place.lineText,
      hints: [
        "if it was saved by an older Windows program, say so: `encoding: windows-1252`; "
          + "`latin-1` and `utf-16` are known too"
      ])
  }

  private static func utf32(_ path: String) -> Diagnostic {
    Diagnostic(
      .csvEncoding, "the file is UTF-32 and not UTF-8",
      span: SourceSpan(file: path, line: 1, column: 1),
      hints: ["convert it: `iconv -f UTF-32 -t UTF-8 FILE > NEW-FILE`"])
  }

  private static func refused(
    _ bytes: [UInt8], at fault: TextEncoding.Fault, _ path: String, _ encoding: TextEncoding
  ) -> Diagnostic {
    let place = CSVSource(path: path, bytes: fault.before).place(of: fault.before.count)
    let byte = String(bytes[fault.offset], radix: 16)
    return Diagnostic(
      .csvEncoding,
      "byte \(fault.offset) of the file (0x\(byte)) means nothing in \(encoding.rawValue)",
      span: place.span,
      hints: ["the encodings known are utf-8, latin-1, utf-16 and windows-1252"])
  }

  /// Whether every second byte of the beginning is zero and no other, as in UTF-16 without a mark.
  private static func looksLikeUTF16(_ bytes: [UInt8]) -> Bool {
    let start = bytes.prefix(64)
    let zeros = (0...1).map { parity in
      start.indices.count { $0 % 2 == parity && start[$0] == 0 }
    }
    return zeros.contains(0) && zeros.contains { $0 * 5 >= start.count * 2 }
  }

  private static func firstInvalidByte(_ bytes: [UInt8], isPart: Bool) -> Int? {
    do {
      _ = try UTF8Span(validating: bytes.span)
      return nil
    } catch {
      let range = error.byteOffsets
      let isCut = isPart && error.kind == .truncatedScalar && range.upperBound == bytes.count
      return isCut ? nil : range.lowerBound
    }
  }
}

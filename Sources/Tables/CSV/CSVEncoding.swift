import Diagnostics

/// The check that bytes are UTF-8 text without zero bytes.
enum CSVEncoding {
  /// Says what is wrong with the encoding, or nil.
  ///
  /// Part of a file may end in the middle of a character.
  static func problem(in source: CSVSource, isPart: Bool) -> Diagnostic? {
    if let name = otherEncoding(source.bytes) {
      return Diagnostic(
        .csvEncoding, "the file is \(name) and not UTF-8",
        span: SourceSpan(file: source.path, line: 1, column: 1),
        hints: ["convert it: `iconv -f \(name) -t UTF-8 FILE > NEW-FILE`"])
    }
    if let offset = source.bytes.firstIndex(of: 0) {
      let place = source.place(of: offset)
      return Diagnostic(
        .csvEncoding, "byte \(offset) of the file is zero, and text has no zero bytes",
        span: place.span, lineText: place.lineText,
        hints: ["look if the file is whole and a CSV file, and not for example a spreadsheet"])
    }
    guard let offset = firstInvalidByte(source.bytes, isPart: isPart) else { return nil }
    let place = source.place(of: offset)
    let byte = String(source.bytes[offset], radix: 16)
    return Diagnostic(
      .csvEncoding, "byte \(offset) of the file (0x\(byte)) is not UTF-8",
      span: place.span, lineText: place.lineText,
      hints: [
        "if it was saved by an older Windows program, convert it: "
          + "`iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW-FILE`"
      ])
  }

  private static func otherEncoding(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0xff, 0xfe, 0, 0]) || bytes.starts(with: [0, 0, 0xfe, 0xff]) {
      return "UTF-32"
    }
    if bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) { return "UTF-16" }
    return nil
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

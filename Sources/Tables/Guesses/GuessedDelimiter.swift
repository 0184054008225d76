/// The character between fields, found from the lines of a text.
enum GuessedDelimiter {
  private static let candidates = ",;\t|".utf8.map { $0 }
  private static let recordsMax = 200

  /// Gives the delimiter that cuts every line into as many fields, or nil where none does.
  ///
  /// Of several the one with the most fields is taken, and of those the comma first.
  static func delimiter(of text: [UInt8]) -> UInt8? {
    var best: (byte: UInt8, count: Int)?
    for candidate in candidates {
      guard let count = fieldCount(of: text, candidate), count > best?.count ?? 1 else { continue }
      best = (candidate, count)
    }
    return best?.byte
  }

  /// The number of fields that all lines have, or nil where they differ or cannot be cut.
  private static func fieldCount(of text: [UInt8], _ delimiter: UInt8) -> Int? {
    let bytes = text.span
    let start = text.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    var scanner = CSVScanner(delimiter: delimiter, from: start)
    var count: Int?
    var recordCount = 0
    while scanner.position < bytes.count, recordCount < recordsMax {
      guard (try? scanner.skipRecord(bytes)) != nil else { return nil }
      recordCount += 1
      // An empty line is no row.
      if scanner.fieldCount == 1, scanner.lastField.range.isEmpty { continue }
      if let count, count != scanner.fieldCount { return nil }
      count = scanner.fieldCount
    }
    return count
  }
}

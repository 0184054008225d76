/// Cuts CSV text that arrives in pieces into blocks of whole records, each behind the header.
///
/// Every block is a file of its own, so that a table of any length can be read in little memory. What
/// is wrong with the text is left in the blocks, for the reader to say. The text must be in an encoding
/// in which the signs of CSV are single bytes, as in UTF-8.
package struct CSVBlocks: Sendable {
  /// Some records behind the header.
  package struct Block: Sendable {
    /// The header and the records.
    package let bytes: [UInt8]
    /// Where each record stands in the bytes, without its line break.
    package let records: [Range<Int>]
    /// The header without its line break.
    package let header: Range<Int>
    /// How many records came before.
    package let firstRow: Int

    /// Gives the number of the record that a line of the block belongs to, from 0; nil for others.
    package func record(ofLine line: Int) -> Int? {
      var current = 1
      var position = 0
      for (number, record) in records.enumerated() {
        current += bytes[position..<record.lowerBound].count { $0 == UInt8(ascii: "\n") }
        let last = current + bytes[record].count { $0 == UInt8(ascii: "\n") }
        if (current...last).contains(line) { return number }
        (current, position) = (last, record.upperBound)
      }
      return nil
    }
  }

  private let delimiter: UInt8
  private let blockBytes: Int
  private var header: [UInt8]?
  private var headerEnd = 0
  private var pending: [UInt8] = []
  /// How many bytes there must be before they are looked at again.
  private var wanted: Int
  private var rowCount = 0
  private var hasBlock = false

  /// Takes the byte between fields, and about how many bytes a block has.
  package init(delimiter: UInt8, blockBytes: Int = 1 << 18) {
    self.delimiter = delimiter
    self.blockBytes = blockBytes
    wanted = blockBytes
  }

  /// Takes the next bytes of the text.
  package mutating func append(_ bytes: some Sequence<UInt8>) {
    pending.append(contentsOf: bytes)
  }

  /// Whether there are bytes enough to look for a block.
  package var isReady: Bool { pending.count >= wanted }

  /// Gives the next block; nil where more bytes are needed, or at the end all have been given.
  package mutating func next(isEnd: Bool) -> Block? {
    guard isEnd || pending.count >= wanted else { return nil }
    guard let header = header ?? takeHeader(isEnd: isEnd) else {
      wanted = 2 * pending.count
      return nil
    }
    guard !pending.isEmpty || !hasBlock else { return nil }
    let cut = cut(isEnd: isEnd)
    if cut.records.isEmpty, !isEnd || hasBlock {
      wanted = 2 * pending.count
      // Empty lines at the end of a text count for nothing.
      if isEnd { pending.removeAll() }
      return nil
    }
    let shift = header.count
    let block = Block(
      bytes: header + pending[..<cut.end],
      records: cut.records.map { $0.lowerBound + shift..<$0.upperBound + shift },
      header: 0..<headerEnd, firstRow: rowCount)
    pending.removeSubrange(..<cut.end)
    rowCount += cut.records.count
    hasBlock = true
    wanted = blockBytes
    return block
  }

  /// Takes the header with its line break off the text; nil where it is not whole yet.
  private mutating func takeHeader(isEnd: Bool) -> [UInt8]? {
    let start = pending.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    var scanner = CSVScanner(delimiter: delimiter, from: start)
    let ending = try? scanner.skipRecord(pending.span)
    guard ending == .lineBreak || isEnd else { return nil }
    let end = ending == nil ? pending.count : scanner.position
    let bytes = Array(pending[..<end])
    headerEnd = Self.withoutLineBreak(bytes, 0..<end).upperBound
    header = bytes
    pending.removeSubrange(..<end)
    return bytes
  }

  /// Finds whole records of about a block; where the rules of CSV are broken, all that is left.
  private func cut(isEnd: Bool) -> (records: [Range<Int>], end: Int) {
    var scanner = CSVScanner(delimiter: delimiter, from: 0)
    var records: [Range<Int>] = []
    var empty: [Range<Int>] = []
    var end = 0
    let bytes = pending.span
    while scanner.position < bytes.count, end < blockBytes {
      let start = scanner.position
      do throws(CSVScanner.Fault) {
        let ending = try scanner.skipRecord(bytes)
        guard ending == .lineBreak || isEnd else { break }
      } catch {
        guard isEnd || !Self.mayMend(error, count: bytes.count) else { break }
        return (records + empty + [start..<bytes.count], bytes.count)
      }
      let record = Self.withoutLineBreak(pending, start..<scanner.position)
      if scanner.fieldCount == 1, scanner.lastField.isBlank {
        empty.append(record)
      } else {
        records += empty + [record]
        empty = []
        end = scanner.position
      }
    }
    return (records, end)
  }

  /// Tells whether more bytes may make whole what is broken.
  private static func mayMend(_ fault: CSVScanner.Fault, count: Int) -> Bool {
    switch fault {
    case .unclosedQuote: true
    case .loneCarriageReturn(let offset): offset == count - 1
    case .textAfterQuote: false
    }
  }

  private static func withoutLineBreak(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    if end > range.lowerBound, bytes[end - 1] == UInt8(ascii: "\n") { end -= 1 }
    if end > range.lowerBound, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return range.lowerBound..<end
  }
}

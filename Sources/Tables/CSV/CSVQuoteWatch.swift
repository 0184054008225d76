package import Diagnostics

/// Goes over a long CSV file piece by piece and finds a quote that is never closed.
///
/// It holds one piece and nothing else, whatever the length of the file. All other problems are
/// left to the reader, which holds the whole file.
package struct CSVQuoteWatch {
  private enum State {
    case fieldStart, plain, quoted, afterQuote
  }

  /// Where a field in quotes began.
  private struct Opening {
    let line: Int
    let row: Int
    let field: Int
    /// The bytes of its line before it.
    let column: Int
    /// The piece that it lies in, and where its line begins there if it does.
    let piece: [UInt8]
    let lineStart: Int?
  }

  private let delimiter: UInt8
  private let inflatedLimit: Int
  private var state = State.fieldStart
  /// Whether something was found that the reader tells better.
  private var isGivenUp = false
  private var line = 1
  private var row = 0
  private var field = 1
  /// The bytes of the line that lie in earlier pieces.
  private var lineBefore = 0
  private var opening: Opening?
  private var byteCount = 0
  private var gzip: GzipPieces?

  /// Takes the byte between two fields, and how many bytes a compressed file may hold.
  package init(delimiter: UInt8, inflatedLimit: Int = 1 << 32) {
    self.delimiter = delimiter
    self.inflatedLimit = inflatedLimit
  }

  /// Goes over the next piece and tells whether more is wanted.
  package mutating func take(_ piece: [UInt8]) -> Bool {
    if byteCount == 0, Gzip.isGzip(piece) { gzip = GzipPieces(limit: inflatedLimit) }
    if byteCount == 0, TextEncoding.hasUTF16Mark(piece) { isGivenUp = true }
    byteCount += piece.count
    guard let gzip else {
      follow(piece)
      return !isGivenUp
    }
    let isGood = gzip.inflate(piece) { follow($0) }
    if !isGood { isGivenUp = true }
    return !isGivenUp
  }

  private mutating func follow(_ piece: [UInt8]) {
    var lineStart = 0
    for index in piece.indices {
      let byte = piece[index]
      if byte == UInt8(ascii: "\n") {
        line += 1
        lineStart = index + 1
        lineBefore = 0
        guard state != .quoted else { continue }
        state = .fieldStart
        field = 1
        row += 1
      } else if state == .quoted {
        if byte == UInt8(ascii: "\"") { state = .afterQuote }
      } else if byte == UInt8(ascii: "\"") {
        if state == .fieldStart {
          opening = Opening(
            line: line, row: row, field: field, column: lineBefore + index - lineStart,
            piece: piece, lineStart: lineBefore == 0 ? lineStart : nil)
        }
        // After a quote this one is the second of two that stand for one.
        if state != .plain { state = .quoted }
      } else if byte == delimiter {
        state = .fieldStart
        field += 1
      } else if byte != UInt8(ascii: "\r") {
        if state == .afterQuote {
          isGivenUp = true
          return
        }
        let isMark = line == 1 && byte >= 0xbb && lineBefore + index < 3
        if !isMark { state = .plain }
      }
    }
    lineBefore += piece.count - lineStart
  }

  /// Says what is wrong after the last piece, or nil where nothing is or the reader tells it.
  package func problem(path: String) -> Diagnostic? {
    guard !isGivenUp, state == .quoted, let opening else { return nil }
    var span = SourceSpan(file: path, line: opening.line, column: opening.column + 1)
    var lineText: String?
    if let start = opening.lineStart {
      let place = CSVSource(path: path, bytes: Array(opening.piece[start...]))
        .place(of: opening.column)
      span = SourceSpan(file: path, line: opening.line, column: place.span.column)
      lineText = place.lineText
    }
    return Diagnostic(
      .csvSyntax, "the quote that opens here is never closed", span: span, lineText: lineText,
      notes: [
        .init(
          opening.row == 0
            ? "in the header, field \(opening.field)"
            : "row \(opening.row), field \(opening.field)"),
        .init("everything up to the end of the file would be one field"),
      ],
      hints: ["close the quote, or write the field without it"])
  }
}

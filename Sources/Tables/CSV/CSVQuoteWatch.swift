package import Diagnostics

/// Goes over a long CSV file piece by piece and finds where a quote is missing.
///
/// That is a quote that is never closed, or a field that goes on after its closing quote. It holds two pieces and nothing else, whatever the length of the file. All other problems are
/// left to the reader, which holds the whole file.
package struct CSVQuoteWatch {
  private enum State {
    case fieldStart, plain, quoted, afterQuote
  }

  /// A place of the file, with what it takes to quote its line.
  private struct Spot {
    let line: Int
    let row: Int
    let field: Int
    /// The bytes of its line before it.
    let column: Int
    /// The piece that it lies in, and where its line begins there if it does.
    let piece: [UInt8]
    let lineStart: Int?

    var note: String { row == 0 ? "in the header, field \(field)" : "row \(row), field \(field)" }

    /// Gives the place as messages show it; the line's text only where the piece holds its start.
    func place(path: String) -> CSVSource.Place {
      guard let lineStart else {
        return CSVSource.Place(
          span: SourceSpan(file: path, line: line, column: column + 1), lineText: nil)
      }
      let place = CSVSource(path: path, bytes: Array(piece[lineStart...])).place(of: column)
      return CSVSource.Place(
        span: SourceSpan(file: path, line: line, column: place.span.column),
        lineText: place.lineText)
    }
  }

  private let delimiter: UInt8
  private let inflatedLimit: Int
  private var state = State.fieldStart
  /// Whether the file is of a form that only the reader knows.
  private var isGivenUp = false
  private var line = 1
  private var row = 0
  private var field = 1
  /// The bytes of the line that lie in earlier pieces.
  private var lineBefore = 0
  private var opening: Spot?
  /// The first byte after a closing quote that must not be there.
  private var textAfterQuote: Spot?
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
      return wantsMore
    }
    let isGood = gzip.inflate(piece) { if wantsMore { follow($0) } }
    if !isGood { isGivenUp = true }
    return wantsMore
  }

  private var wantsMore: Bool { !isGivenUp && textAfterQuote == nil }

  private mutating func follow(_ piece: [UInt8]) {
    var lineStart = 0
    func spot(_ index: Int) -> Spot {
      Spot(
        line: line, row: row, field: field, column: lineBefore + index - lineStart, piece: piece,
        lineStart: lineBefore == 0 ? lineStart : nil)
    }
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
        if state == .fieldStart { opening = spot(index) }
        // After a quote this one is the second of two that stand for one.
        if state != .plain { state = .quoted }
      } else if byte == delimiter {
        state = .fieldStart
        field += 1
      } else if byte != UInt8(ascii: "\r") {
        if state == .afterQuote {
          textAfterQuote = spot(index)
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
    guard !isGivenUp, let opening else { return nil }
    if let textAfterQuote {
      return CSVScanner.Fault.textAfterQuote(
        at: textAfterQuote.place(path: path), opening: opening.place(path: path).span,
        note: textAfterQuote.note)
    }
    guard state == .quoted else { return nil }
    return CSVScanner.Fault.unclosedQuote(at: opening.place(path: path), note: opening.note)
  }
}

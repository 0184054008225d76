import Diagnostics

/// Problems of a file, of which the first of each sort is told and the others are counted.
struct CSVProblems {
  /// Problems that are likely to have one cause.
  enum Sort: Hashable {
    case duplicateName
    case emptyLine
    case emptyName
    /// A line that is no object of JSON.
    case line
    case missingFields
    /// A problem that is told by itself, as often as it comes.
    case single
    case surplusFields
    case value(column: Int)
  }

  private var found: [(first: Diagnostic, count: Int)] = []
  private var index: [Sort: Int] = [:]

  /// Adds a problem; the diagnostic is made only for the first of its sort.
  mutating func add(_ sort: Sort, _ diagnostic: () -> Diagnostic) {
    if let known = index[sort], sort != .single {
      found[known].count += 1
    } else {
      index[sort] = found.count
      found.append((diagnostic(), 1))
    }
  }

  /// Ends with an error when there are problems.
  func check() throws(DiagnosticError) {
    if !found.isEmpty { throw DiagnosticError(diagnostics) }
  }

  /// The problems in the order of the text.
  private var diagnostics: [Diagnostic] {
    let all = found.map { first, count in
      count == 1 ? first : first.adding(note: "and \(count - 1) more")
    }
    return all.enumerated().sorted { a, b in
      let (x, y) = (a.element.span, b.element.span)
      let (i, j) = (
        (x?.line ?? 0, x?.column ?? 0, a.offset), (y?.line ?? 0, y?.column ?? 0, b.offset)
      )
      return i < j
    }.map(\.element)
  }
}

extension Diagnostic {
  /// Gives the same problem with one more note.
  fileprivate func adding(note: String) -> Diagnostic {
    Diagnostic(
      code, headline, severity: severity, span: span, lineText: lineText,
      notes: notes + [Note(note)], hints: hints)
  }

  /// Makes a problem of a value or a place in a CSV file.
  init(
    csv code: DiagnosticCode, _ headline: String, at place: CSVSource.Place,
    notes: [String] = [], hints: [String] = []
  ) {
    self.init(
      code, headline, span: place.span, lineText: place.lineText, notes: notes.map { Note($0) },
      hints: hints)
  }
}

extension CSVScanner.Fault {
  /// Says what is wrong and where; rows count from 1 after the header, which is row 0.
  func diagnostic(in source: CSVSource, row: Int, field: Int) -> Diagnostic {
    let note = row == 0 ? "in the header, field \(field)" : "row \(row), field \(field)"
    switch self {
    case .loneCarriageReturn(let offset):
      return Diagnostic(
        csv: .csvSyntax, "a line ends with a carriage return alone; a line feed must follow it",
        at: source.place(of: offset, byteCount: 0), notes: [note],
        hints: ["convert old Mac line ends: `tr '\\r' '\\n' < FILE > NEW-FILE`"])
    case .textAfterQuote(let offset, let opening):
      return Self.textAfterQuote(
        at: source.place(of: offset), opening: source.place(of: opening).span, note: note)
    case .unclosedQuote(let offset):
      return Self.unclosedQuote(at: source.place(of: offset), note: note)
    }
  }

  /// Says that a field goes on after its closing quote.
  static func textAfterQuote(
    at place: CSVSource.Place, opening: SourceSpan, note: String
  ) -> Diagnostic {
    let isFar = opening.line != place.span.line
    return Diagnostic(
      .csvSyntax, "text follows the closing quote; the delimiter or the line end must",
      span: place.span, lineText: place.lineText,
      notes: [.init(note)]
        + (isFar ? [.init("the field begins with the quote here", span: opening)] : []),
      hints: [
        isFar
          ? "look if the quote of line \(opening.line) is closed where its field ends"
          : "write a quote inside a quoted field twice: `\"say \"\"yes\"\"\"`"
      ])
  }

  /// Says that a field in quotes has no end.
  static func unclosedQuote(at place: CSVSource.Place, note: String) -> Diagnostic {
    Diagnostic(
      csv: .csvSyntax, "the quote that opens here is never closed", at: place,
      notes: [note, "everything up to the end of the file would be one field"],
      hints: ["close the quote, or write the field without it"])
  }
}

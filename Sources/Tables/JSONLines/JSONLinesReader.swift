import Diagnostics

/// Reads JSON lines: an object a line, its values numbers, texts, truth values or null.
///
/// Names become columns in the order of their first appearance; a name that an object lacks is
/// missing there. Kinds are found as in CSV files, but a text in quotes is never a number or a flag
/// unless it is declared.
enum JSONLinesReader {
  /// The words that stand for a missing value; the empty one is a name that is not there.
  private static let missing = ["", "null", "NaN"]

  /// Reads a whole file.
  static func content(
    bytes: [UInt8], path: String, options: CSVOptions
  ) throws(DiagnosticError) -> CSVReader.Content {
    let source = try source(bytes, path, options, isPart: false)
    var problems = CSVProblems()
    let rows = Rows(source, isPart: false, &problems)
    try problems.check()
    guard rows.count > 0, !rows.names.isEmpty else { throw DiagnosticError(empty(source)) }
    checkTypes(rows.names, source, options, &problems)
    let joiners = Self.joiners(source, rows, options)
    for joiner in joiners { joiner.report(source, style: options.numbers, to: &problems) }
    try problems.check()
    return CSVReader.Content(
      table: Table(Parallel.map(joiners.count) { joiners[$0].joined() }),
      inferences: Parallel.map(joiners.count) { joiners[$0].inference(source) })
  }

  /// Reads the names and certain kinds from the first bytes; later lines may bring more names.
  static func header(
    prefix: [UInt8], path: String, options: CSVOptions, isWhole: Bool
  ) throws(DiagnosticError) -> CSVHeader {
    let source = try source(prefix, path, options, isPart: !isWhole)
    var problems = CSVProblems()
    let rows = Rows(source, isPart: !isWhole, &problems)
    // Broken lines are told when the file is read.
    let kinds = joiners(source, rows, options).map { $0.certainKind(isWhole: isWhole) }
    return CSVHeader(names: rows.names, kinds: kinds)
  }

  private static func source(
    _ bytes: [UInt8], _ path: String, _ options: CSVOptions, isPart: Bool
  ) throws(DiagnosticError) -> CSVSource {
    var source = try CSVEncoding.source(
      bytes, path: path, encoding: options.encoding, isPart: isPart)
    source.escapes = .backslashes
    return source
  }

  private static func joiners(
    _ source: CSVSource, _ rows: Rows, _ options: CSVOptions
  ) -> [CSVColumnJoiner] {
    var options = options
    options.missing = missing
    let reader = CSVPartReader(
      source: source, columnCount: 1, options: options, areQuotesText: true)
    let (names, settings) = (rows.names, options)
    return Parallel.map(names.count) { column in
      let (kind, pattern) = (settings.kind(of: names[column]), settings.datePatterns[names[column]])
      let part = reader.part(rows.columns[column], column: 0, declared: kind, pattern: pattern)
      return CSVColumnJoiner(
        name: names[column], column: column, declared: kind, pattern: pattern, parts: [part],
        firstRows: [0])
    }.map { joiner in
      guard !joiner.partsToReadAgain.isEmpty else { return joiner }
      var joiner = joiner
      reader.readTexts(rows.columns[joiner.column], 0, &joiner.parts[0])
      return joiner
    }
  }

  private static func checkTypes(
    _ names: [String], _ source: CSVSource, _ options: CSVOptions, _ problems: inout CSVProblems
  ) {
    for name in options.declaredNames where !names.contains(name) {
      problems.add(.single) {
        Diagnostic(
          csv: .csvHeader,
          "no line has the name \(CSVSource.quoted(name)), whose kind is declared",
          at: source.place(of: source.contentStart),
          hints: Suggestion.nearest(to: name, among: names).map { ["did you mean `\($0)`?"] } ?? [])
      }
    }
  }

  private static func empty(_ source: CSVSource) -> Diagnostic {
    Diagnostic(
      .csvEmpty, "the file has no objects with values; at least one line must stand in it",
      span: SourceSpan(file: source.path, line: 1, column: 1))
  }

  /// The values of all lines by name.
  private struct Rows {
    var names: [String] = []
    /// For each name the values of all rows, an empty field where the name is not there.
    var columns: [[CSVField]] = []
    var count = 0
    private var index: [ExactText: Int] = [:]

    init(_ source: CSVSource, isPart: Bool, _ problems: inout CSVProblems) {
      let bytes = source.bytes
      var start = source.contentStart
      while start < bytes.count {
        let lineEnd = bytes[start...].firstIndex(of: UInt8(ascii: "\n"))
        if lineEnd == nil, isPart { return }
        let line = start..<(lineEnd ?? bytes.count)
        start = line.upperBound + 1
        if bytes[line].allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }) { continue }
        do throws(JSONLinesParser.Fault) {
          var parser = JSONLinesParser(bytes, line)
          try add(try parser.object(), lineEnd: line.upperBound)
        } catch {
          if isPart { continue }
          let row = count + 1
          problems.add(.line) {
            Diagnostic(
              csv: .csvSyntax, error.message, at: source.place(of: error.offset),
              notes: ["row \(row)"], hints: error.hint.map { [$0] } ?? [])
          }
        }
      }
    }

    private mutating func add(
      _ members: [JSONLinesParser.Member], lineEnd: Int
    ) throws(JSONLinesParser.Fault) {
      let blank = CSVField(start: lineEnd, end: lineEnd, isQuoted: false, hasEscapes: false)
      for member in members {
        let column = try self.column(member)
        guard columns[column].count <= count else {
          throw JSONLinesParser.Fault(
            message: "the name \(CSVSource.quoted(member.name)) stands twice in one object",
            offset: member.nameRange.lowerBound)
        }
        columns[column] += repeatElement(blank, count: count - columns[column].count)
        columns[column].append(member.value)
      }
      count += 1
      for column in columns.indices where columns[column].count < count {
        columns[column] += repeatElement(blank, count: count - columns[column].count)
      }
    }

    private mutating func column(
      _ member: JSONLinesParser.Member
    ) throws(JSONLinesParser.Fault) -> Int {
      if let known = index[ExactText(member.name)] { return known }
      guard !member.name.isEmpty, !names.contains(member.name) else {
        throw JSONLinesParser.Fault(
          message: member.name.isEmpty
            ? "a name is empty" : "two names are the same but for how their letters are written",
          offset: member.nameRange.lowerBound)
      }
      index[ExactText(member.name)] = names.count
      names.append(member.name)
      columns.append([])
      return names.count - 1
    }
  }
}

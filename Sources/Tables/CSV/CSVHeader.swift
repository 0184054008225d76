import Diagnostics

/// What is known of the columns of a CSV file before all of it is read.
package struct CSVHeader: Hashable, Sendable {
  /// The names in order.
  package let names: [String]
  /// The kinds that no later row can change; nil where one could.
  package let kinds: [ColumnKind?]
}

/// Reads the names of the columns and says what is wrong with them.
struct CSVHeaderReader {
  let source: CSVSource
  let options: CSVOptions

  /// Gives the names, or the problems of the header.
  ///
  /// R and pandas write no name above the names of rows, so a first column without one is `row`.
  func names(_ fields: [CSVField]) throws(DiagnosticError) -> [String] {
    var names = fields.map { source.text(of: $0) }
    if names.count > 1, names[0].isEmpty {
      names[0] =
        (0...).lazy.map { $0 == 0 ? "row" : "row \($0)" }.first { !names.contains($0) } ?? ""
    }
    var problems = CSVProblems()
    if fields.count == 1, fields[0].isBlank {
      problems.add(.single) {
        Diagnostic(
          csv: .csvHeader, "the first line is empty; the names of the columns must stand there",
          at: source.place(of: fields[0]))
      }
      try problems.check()
    }
    checkDelimiter(fields, names, &problems)
    var first: [String: Int] = [:]
    for (index, name) in names.enumerated() {
      if name.isEmpty {
        problems.add(.emptyName) { emptyName(fields[index], number: index + 1) }
      } else if let earlier = first[name] {
        problems.add(.duplicateName) { duplicate(name, fields[index], firstField: fields[earlier]) }
      } else {
        first[name] = index
      }
    }
    checkTypes(names, fields, &problems)
    try problems.check()
    return names
  }

  private func emptyName(_ field: CSVField, number: Int) -> Diagnostic {
    Diagnostic(
      csv: .csvHeader, "column \(number) has no name", at: source.place(of: field),
      hints: ["give every column a name of its own in the first line"])
  }

  private func duplicate(_ name: String, _ field: CSVField, firstField: CSVField) -> Diagnostic {
    let place = source.place(of: field)
    return Diagnostic(
      .csvHeader, "two columns have the name \(CSVSource.quoted(name)); names must differ",
      span: place.span, lineText: place.lineText,
      notes: [.init("the first is here", span: source.place(of: firstField).span)],
      hints: ["rename one of them in the first line"])
  }

  /// One name with another usual delimiter in it is a file read with the wrong delimiter.
  private func checkDelimiter(
    _ fields: [CSVField], _ names: [String], _ problems: inout CSVProblems
  ) {
    guard let field = fields.first, fields.count == 1, !field.isQuoted,
      let delimiter = CSVHeaderReader.usualDelimiters.first(where: { candidate in
        candidate.byte != options.delimiter && source.bytes[field.range].contains(candidate.byte)
      })
    else { return }
    problems.add(.single) {
      Diagnostic(
        csv: .csvHeader,
        "the header is one name, \(CSVSource.quoted(names[0])), with a \(delimiter.name) in it",
        at: source.place(of: field),
        hints: [
          "if it is the delimiter, say so: `delimiter: \"\(delimiter.written)\"`",
          "if it belongs to the name, put the name in quotes",
        ])
    }
  }

  /// The delimiters that files use, other than what was asked for.
  static let usualDelimiters: [(byte: UInt8, name: String, written: String)] = [
    (UInt8(ascii: ","), "comma", ","), (UInt8(ascii: ";"), "semicolon", ";"),
    (UInt8(ascii: "\t"), "tab", "tab"), (UInt8(ascii: "|"), "vertical bar", "|"),
  ]

  private func checkTypes(
    _ names: [String], _ fields: [CSVField], _ problems: inout CSVProblems
  ) {
    for name in options.declaredNames where !names.contains(name) {
      problems.add(.single) {
        let meant = Suggestion.nearest(to: name, among: names)
        return Diagnostic(
          csv: .csvHeader,
          "the header has no column \(CSVSource.quoted(name)), whose kind is declared",
          at: source.place(of: fields[0]),
          hints: meant.map { ["did you mean `\($0)`?"] } ?? [])
      }
    }
  }
}

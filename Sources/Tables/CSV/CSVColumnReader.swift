import Diagnostics

/// Turns the fields of a column into numbers or texts.
struct CSVColumnReader {
  let source: CSVSource
  /// The fields of all rows, each row as long as the header.
  let fields: [CSVField]
  let columnCount: Int
  let missing: [[UInt8]]

  init(source: CSVSource, fields: [CSVField], columnCount: Int, missing: [String]) {
    self.source = source
    self.fields = fields
    self.columnCount = columnCount
    self.missing = missing.map { Array($0.utf8) }
  }

  /// The number of rows.
  var rowCount: Int { fields.count / columnCount }

  /// What the values of a column are, as far as the rows go.
  struct Survey {
    var numbers: [Double] = []
    var valueCount = 0
    var numberCount = 0
    /// The first row whose value is not a number.
    var firstOther: Int?
    /// The number of values that are not numbers.
    var otherCount: Int { valueCount - numberCount }
  }

  /// Reads a column as numbers and counts what is none; infinities count only where declared.
  func survey(column: Int, allowsInfinity: Bool) -> Survey {
    var survey = Survey()
    survey.numbers.reserveCapacity(rowCount)
    for row in 0..<rowCount {
      let field = fields[row * columnCount + column]
      if isMissing(field) {
        survey.numbers.append(.nan)
        continue
      }
      survey.valueCount += 1
      let number =
        DecimalNumber.parse(source.bytes, field.range)
        ?? (allowsInfinity ? DecimalNumber.infinity(source.bytes, field.range) : nil)
      if number != nil {
        survey.numberCount += 1
      } else if survey.firstOther == nil {
        survey.firstOther = row
      }
      survey.numbers.append(number ?? .nan)
    }
    return survey
  }

  /// Gives a column with the reason for its kind, and adds the problems of a declared one.
  func read(
    column: Int, name: String, declared: ColumnKind?, problems: inout CSVProblems
  ) -> (Column, CSVInference) {
    let survey = survey(column: column, allowsInfinity: declared == .number)
    let kind = declared ?? (survey.firstOther == nil ? .number : .text)
    let inference = CSVInference(
      column: name, kind: kind, isDeclared: declared != nil, valueCount: survey.valueCount,
      numberCount: survey.numberCount,
      firstOther: survey.firstOther.map { example(row: $0, column: column) })
    guard kind == .number else { return (Column(name, .texts(texts(column: column))), inference) }
    if let other = inference.firstOther {
      for _ in 0..<survey.otherCount {
        problems.add(.value(column: column)) { refusal(other, name: name, column: column) }
      }
    }
    return (Column(name, numbers: survey.numbers), inference)
  }

  private func texts(column: Int) -> TextValues {
    var coder = TextCoder()
    for row in 0..<rowCount {
      let field = fields[row * columnCount + column]
      coder.append(isMissing(field) ? nil : source.text(of: field))
    }
    return coder.values
  }

  private func isMissing(_ field: CSVField) -> Bool {
    guard !field.isQuoted else { return false }
    return missing.contains { word in
      word.count == field.range.count && source.bytes[field.range].elementsEqual(word)
    }
  }

  private func example(row: Int, column: Int) -> CSVInference.Example {
    let field = fields[row * columnCount + column]
    let place = source.place(of: field)
    return .init(
      text: source.text(of: field), row: row + 1, span: place.span, lineText: place.lineText)
  }

  private func refusal(_ other: CSVInference.Example, name: String, column: Int) -> Diagnostic {
    Diagnostic(
      .csvValue,
      "\(CSVSource.quoted(other.text)) in column \(CSVSource.quoted(name)) is not a number "
        + "such as 12, -0.5 or 1e-3",
      span: other.span, lineText: other.lineText,
      notes: [.init("row \(other.row), field \(column + 1)")],
      hints: NumberHint.hints(for: other.text) + [
        "if it stands for a missing value, add it to `missing`; or declare the column as text"
      ])
  }
}

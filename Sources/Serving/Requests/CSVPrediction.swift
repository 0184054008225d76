import Diagnostics
import Learning
package import Tables

/// Rows that come as CSV in pieces, answered as they came with the predictions behind.
///
/// A block of rows is read and predicted as soon as it is there, so that only blocks and answers are
/// held, never a table of all rows. Rows are echoed byte for byte.
package struct CSVPrediction {
  /// The name of the column with predictions.
  static let columnName = "prediction"

  private let model: ServedModel
  private let options: CSVOptions
  private var blocks: CSVBlocks
  private var hasHeader = false
  private var beginning: [UInt8] = []
  private(set) var rowCount = 0

  /// Takes the encoding that the request names, or that of the model's own file.
  package init(model: ServedModel, encoding: TextEncoding?) {
    self.model = model
    var options = model.csv
    options.encoding = encoding ?? (options.encoding == .utf16 ? .utf8 : options.encoding)
    // What is declared of columns that only the training rows have asks nothing of these.
    options.types = options.types.filter { name, _ in
      model.fields.contains { $0.name == name }
    }
    for field in model.fields where options.datePatterns[field.name] == nil {
      // A few rows cannot tell what a column holds, and the model knows.
      if field.kind == .text, options.types[field.name] == nil { options.types[field.name] = .text }
    }
    self.options = options
    blocks = CSVBlocks(delimiter: options.delimiter)
  }

  /// Takes the next bytes of the body.
  package mutating func append(_ bytes: [UInt8]) throws(ServingProblem) {
    if rowCount == 0, beginning.count < 2 {
      beginning += bytes.prefix(2)
      if beginning.starts(with: [0xff, 0xfe]) || beginning.starts(with: [0xfe, 0xff]) {
        throw ServingProblem(
          .wrongContentType, "the CSV is UTF-16",
          allowed: "CSV in UTF-8, or windows-1252 where "
            + "`charset` says so")
      }
    }
    blocks.append(bytes)
  }

  /// Whether there may be bytes enough for a block.
  var hasBlock: Bool { blocks.isReady }

  /// The encoding of the rows that are given back.
  var charset: String { options.encoding == .utf8 ? "utf-8" : options.encoding.charset }

  /// Predicts all whole blocks, and gives itself as it is afterwards with what came of it.
  consuming func blocks(
    isEnd: Bool
  ) -> (CSVPrediction, Result<[[UInt8]], ServingProblem>) {
    var answers: [[UInt8]] = []
    do throws(ServingProblem) {
      while let answer = try next(isEnd: isEnd) { answers.append(answer) }
    } catch {
      return (self, .failure(error))
    }
    return (self, .success(answers))
  }

  /// Predicts the next block and gives its rows; nil where more bytes are needed.
  package mutating func next(isEnd: Bool) throws(ServingProblem) -> [UInt8]? {
    guard let block = blocks.next(isEnd: isEnd) else { return nil }
    let table = try table(of: block)
    let inputs = try inputs(of: table, in: block)
    let predictions = try model.predictions(of: inputs, firstRow: block.firstRow)
    rowCount += table.rowCount
    var answer: [UInt8] = []
    answer.reserveCapacity(block.bytes.count + 24 * table.rowCount)
    if !hasHeader {
      try writeHeader(of: block, table, to: &answer)
      hasHeader = true
    }
    let text = PredictionText(predictions, options)
    for (row, record) in block.records.enumerated() {
      answer.append(contentsOf: block.bytes[record])
      text.append(row: row, to: &answer)
      answer.append(UInt8(ascii: "\n"))
    }
    return answer
  }

  private func table(of block: CSVBlocks.Block) throws(ServingProblem) -> Table {
    do throws(DiagnosticError) {
      var options = options
      let names = try CSVReader.header(
        prefix: Array(block.bytes.prefix(block.records.first?.lowerBound ?? block.bytes.count)),
        path: "body", options: Self.undeclared(options), isWhole: true
      ).names
      options.types = options.types.filter { names.contains($0.key) }
      options.datePatterns = options.datePatterns.filter { names.contains($0.key) }
      let table = try CSVReader.read(bytes: block.bytes, path: "body", options: options)
      guard table.rowCount == block.records.count else {
        throw DiagnosticError(Diagnostic(.csvSyntax, "the rows cannot be told apart"))
      }
      return table
    } catch {
      throw problem(error, in: block)
    }
  }

  private static func undeclared(_ options: CSVOptions) -> CSVOptions {
    var plain = options
    plain.types = [:]
    plain.datePatterns = [:]
    return plain
  }

  private func problem(
    _ error: DiagnosticError, in block: CSVBlocks.Block
  ) -> ServingProblem {
    let first = error.diagnostics[0]
    let record = first.span.flatMap { block.record(ofLine: $0.line) }
    return ServingProblem(
      .malformed, "the CSV cannot be read: \(first.headline)",
      row: record.map { $0 + block.firstRow + 1 },
      allowed: first.hints.isEmpty ? nil : first.hints.joined(separator: "; "))
  }

  /// Gives the model's columns, and says which value keeps one from having the right type.
  private func inputs(
    of table: Table, in block: CSVBlocks.Block
  ) throws(ServingProblem) -> Table {
    for field in model.fields {
      guard let column = table[field.name] else {
        throw ServingProblem(
          .missingField, "the header has no '\(field.name)', which the model needs",
          field: field.name, allowed: field.allowed)
      }
      let isRight =
        column.kind == field.kind || (field.kind.isNumeric && column.kind.isNumeric)
        || column.missingCount == column.count
      guard isRight else { throw wrongType(column, field, block) }
    }
    return table
  }

  private func wrongType(
    _ column: Column, _ field: ServedField, _ block: CSVBlocks.Block
  ) -> ServingProblem {
    // A column is of one kind, so the first value that is of another on its own is the culprit.
    let texts = column.texts
    let row = (0..<column.count).first { row in
      guard let text = texts?[row] else { return !column.isMissing(row) }
      return !isValue(text, of: field)
    }
    let place = row.map { " in row \($0 + block.firstRow + 1)" } ?? ""
    return ServingProblem(
      .wrongType, "'\(field.name)' holds a value of another type\(place)", field: field.name,
      row: row.map { $0 + block.firstRow + 1 }, allowed: field.allowed)
  }

  private func isValue(_ text: String, of field: ServedField) -> Bool {
    if field.kind == .date { return DateValues(texts: TextValues([text])) != nil }
    let bytes = Array(text.utf8)
    return DecimalNumber.parse(bytes, bytes.indices) != nil
  }

  private func writeHeader(
    of block: CSVBlocks.Block, _ table: Table, to answer: inout [UInt8]
  ) throws(ServingProblem) {
    guard table[Self.columnName] == nil else {
      throw ServingProblem(
        .duplicateField, "the rows have a column '\(Self.columnName)' already",
        field: Self.columnName, allowed: "another name")
    }
    answer.append(contentsOf: block.bytes[block.header])
    var names = [Self.columnName]
    if let classes = model.model.classes {
      names += classes.probabilityNames(avoiding: table.names + names)
    }
    for name in names {
      answer.append(options.delimiter)
      PredictionText.append(name, delimiter: options.delimiter, to: &answer)
    }
    answer.append(UInt8(ascii: "\n"))
  }
}

extension TextEncoding {
  /// Takes the name of an encoding in a content type.
  init?(charset: String) {
    switch charset {
    case "utf-8": self = .utf8
    case "windows-1252": self = .windows1252
    case "iso-8859-1": self = .latin1
    default: return nil
    }
  }

  /// The name in a content type.
  var charset: String { self == .latin1 ? "iso-8859-1" : rawValue }
}

/// How predictions are written behind rows of CSV.
private struct PredictionText {
  private let predictions: Predictions
  private let delimiter: UInt8
  private let hasComma: Bool
  private let labels: [[UInt8]]

  init(_ predictions: Predictions, _ options: CSVOptions) {
    self.predictions = predictions
    delimiter = options.delimiter
    hasComma = options.numbers.decimal == .comma && options.delimiter != UInt8(ascii: ",")
    labels = (predictions.classes?.labels.names ?? []).map { label in
      var bytes: [UInt8] = []
      Self.append(label, delimiter: options.delimiter, to: &bytes)
      return bytes
    }
  }

  /// Adds what is predicted of a row, each number behind a delimiter.
  func append(row: Int, to bytes: inout [UInt8]) {
    switch predictions {
    case .values(let values): append(values[row], to: &bytes)
    case .classes(let found):
      bytes.append(delimiter)
      bytes.append(contentsOf: labels[found.places[row]])
      for place in labels.indices {
        append(found.probability(row: row, class: place), to: &bytes)
      }
    }
  }

  private func append(_ number: Double, to bytes: inout [UInt8]) {
    bytes.append(delimiter)
    let start = bytes.count
    CSVDigits.shortest.append(number, to: &bytes)
    guard hasComma else { return }
    for index in start..<bytes.count where bytes[index] == UInt8(ascii: ".") {
      bytes[index] = UInt8(ascii: ",")
    }
  }

  /// Adds a text, in quotes where it has a sign of CSV.
  static func append(_ text: String, delimiter: UInt8, to bytes: inout [UInt8]) {
    let quote = UInt8(ascii: "\"")
    let needsQuotes =
      text.isEmpty || text.utf8.first == 0x20 || text.utf8.last == 0x20
      || text.utf8.contains { $0 == delimiter || $0 == quote || $0 == 0x0a || $0 == 0x0d }
    guard needsQuotes else { return bytes.append(contentsOf: text.utf8) }
    bytes.append(quote)
    for byte in text.utf8 {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }
}

package import Diagnostics

/// How a text file with a table seems to be written, found from what stands in it.
///
/// What cannot be told keeps its standard. A guess is only taken where the whole file can be read
/// with it.
package struct TableGuess: Sendable {
  /// A setting that is not the standard, and why.
  package struct Remark: Hashable, Sendable {
    /// The setting, such as `delimiter`, or `dates.COLUMN`.
    package let setting: String
    /// The reason, as a sentence in lower case.
    package let reason: String
  }

  private static let sampleByteCount = 1 << 18

  package private(set) var format: TableFormat
  package private(set) var options: CSVOptions
  package private(set) var remarks: [Remark] = []
  /// Values among numbers or dates that are neither, nor words for missing ones, and are taken as such.
  package private(set) var broken: [CSVInference] = []
  /// The table as it is read so, with the reasons for its kinds.
  package private(set) var content = CSVReader.Content(table: Table([]), inferences: [])

  /// Looks at a file and reads it; throws what is wrong with the file however it is read.
  package init(bytes: [UInt8], path: String) throws(DiagnosticError) {
    let bytes = try Gzip.content(bytes, path: path, limit: 1 << 32)
    format = TableFormat(path: path)
    options = CSVOptions()
    let isJSON = bytes.first { $0 > 0x20 } == UInt8(ascii: "{")
    if format == .csv, isJSON {
      format = .jsonLines
      remarks.append(Remark(setting: "format", reason: "the file begins with a brace"))
    }
    if format == .jsonLines {
      content = try JSONLinesReader.content(bytes: bytes, path: path, options: options)
      return
    }
    guessEncoding(bytes)
    let text = (try? options.encoding.utf8Bytes(of: bytes, isPart: false)) ?? bytes
    guessDelimiter(Self.beginning(of: text))
    let plain = (options, remarks)
    let beginning = Self.beginning(of: text)
    guessValues(beginning, path: path, isWhole: beginning.count == text.count)
    if let content = try? mended(bytes, path: path) {
      self.content = content
      return
    }
    // What held in the beginning does not hold in all of it.
    (options, remarks) = plain
    guessValues(text, path: path, isWhole: true)
    if let content = try? mended(bytes, path: path) {
      self.content = content
      return
    }
    (options, remarks) = plain
    content = try CSVReader.content(bytes: bytes, path: path, options: options)
  }

  /// Whole lines from the beginning of a text, cut where no quote is open.
  private static func beginning(of text: [UInt8]) -> [UInt8] {
    guard text.count > sampleByteCount else { return text }
    var isOpen = false
    var end = 0
    for index in 0..<sampleByteCount {
      switch text[index] {
      case UInt8(ascii: "\""): isOpen.toggle()
      case UInt8(ascii: "\n") where !isOpen: end = index + 1
      default: break
      }
    }
    return end > 0 ? Array(text[..<end]) : text
  }

  private mutating func guessEncoding(_ bytes: [UInt8]) {
    guard !TextEncoding.hasUTF16Mark(bytes), !TextEncoding.isUTF32(bytes) else { return }
    let start = bytes.prefix(512)
    let zeros = (0...1).map { parity in start.indices.count { $0 % 2 == parity && start[$0] == 0 } }
    if zeros.contains(0), zeros.contains(where: { $0 * 5 >= start.count * 2 && $0 > 0 }) {
      options.encoding = .utf16
      remarks.append(Remark(setting: "encoding", reason: "every second byte is zero"))
      return
    }
    let isUTF8 = (try? UTF8Span(validating: bytes.span)) != nil
    guard !isUTF8 else { return }
    let isWindows = (try? TextEncoding.windows1252.utf8Bytes(of: bytes, isPart: false)) != nil
    options.encoding = isWindows ? .windows1252 : .latin1
    remarks.append(Remark(setting: "encoding", reason: "the file is not UTF-8"))
  }

  private mutating func guessDelimiter(_ text: [UInt8]) {
    guard let found = GuessedDelimiter.delimiter(of: text), found != options.delimiter else {
      return
    }
    options.delimiter = found
    remarks.append(Remark(setting: "delimiter", reason: "every line has as many of them"))
  }

  /// Finds how numbers, dates and missing values are written, and which numbers are codes.
  private mutating func guessValues(_ text: [UInt8], path: String, isWhole: Bool) {
    guard let columns = texts(text, path: path) else { return }
    let style = GuessedNumbers(columns, delimiter: options.delimiter)
    options.numbers = style.style
    remarks += style.remarks
    let missing = GuessedMissing(columns, style.style, isWhole: isWhole)
    options.missing += missing.words
    if !missing.words.isEmpty {
      remarks.append(Remark(setting: "missing", reason: missing.reason))
    }
    for column in columns {
      let levels = column.levels.filter { !options.missing.contains($0) }
      if let date = GuessedDates.pattern(
        column.name, levels, column.codes.map { column.levels[$0] })
      {
        options.datePatterns[column.name] = date.pattern
        remarks.append(Remark(setting: "dates.\(column.name)", reason: date.reason))
      } else if let reason = GuessedCodes.reason(column.name, levels) {
        options.types[column.name] = .text
        remarks.append(Remark(setting: "types.\(column.name)", reason: reason))
      }
    }
  }

  /// A column of a sample as texts.
  struct Sample {
    let name: String
    let levels: [String]
    /// The level of each row that has a value.
    let codes: [Int]
  }

  private func texts(_ text: [UInt8], path: String) -> [Sample]? {
    var plain = CSVOptions(delimiter: options.delimiter, missing: CSVOptions.standardMissing)
    guard let header = try? CSVReader.header(prefix: text, path: path, options: plain) else {
      return nil
    }
    plain.types = Dictionary(header.names.map { ($0, .text) }) { first, _ in first }
    guard let table = try? CSVReader.read(bytes: text, path: path, options: plain) else {
      return nil
    }
    return table.columns.map { column in
      let texts = column.texts ?? TextValues([])
      return Sample(
        name: column.name, levels: texts.levels,
        codes: texts.codes.compactMap { $0 < 0 ? nil : Int($0) })
    }
  }

  /// Reads the whole file, with what is found on the way taken for missing.
  private mutating func mended(_ bytes: [UInt8], path: String) throws -> CSVReader.Content {
    var content = try CSVReader.content(bytes: bytes, path: path, options: options)
    try mendWords(bytes, path: path, &content)
    try mendBroken(bytes, path: path, &content)
    return content
  }

  /// Takes a few values that are no numbers among very many that are for missing ones.
  private mutating func mendBroken(
    _ bytes: [UInt8], path: String, _ content: inout CSVReader.Content
  ) throws {
    let before = (options.missing, content)
    var taken: [CSVInference] = []
    for _ in 0..<Self.brokenMax {
      let found = content.inferences.filter(Self.isBroken)
      guard !found.isEmpty else { break }
      taken += found
      options.missing += Set(found.compactMap(\.firstOther?.text)).sorted()
      content = try CSVReader.content(bytes: bytes, path: path, options: options)
    }
    // A column that is text after all keeps its values.
    let texts = Set(content.inferences.filter { $0.kind == .text }.map(\.column))
    broken = taken.filter { !texts.contains($0.column) }
    guard broken.count < taken.count else { return }
    (options.missing, content) = before
    guard !broken.isEmpty else { return }
    options.missing += Set(broken.compactMap(\.firstOther?.text)).sorted()
    content = try CSVReader.content(bytes: bytes, path: path, options: options)
  }

  /// So many different values that are no numbers are slips of the hand.
  private static let brokenMax = 3

  private static func isBroken(_ column: CSVInference) -> Bool {
    guard column.firstOther != nil, column.firstOther != column.firstLarge else { return false }
    let known = column.isNearlyNumbers ? column.numberCount : column.dateCount
    return (column.isNearlyNumbers || column.isNearlyDates)
      && (column.valueCount - known) * 200 <= column.valueCount
  }

  /// Takes words for missing values that only later rows have.
  private mutating func mendWords(
    _ bytes: [UInt8], path: String, _ content: inout CSVReader.Content
  ) throws {
    for _ in 0..<6 {
      let found = content.inferences.filter { $0.isNearlyNumbers || $0.isNearlyDates }
        .compactMap { column -> (word: String, column: String)? in
          guard let word = column.firstOther?.text, GuessedMissing.isWord(word) else { return nil }
          return (word, column.column)
        }
      guard !found.isEmpty else { break }
      options.missing += Set(found.map(\.word)).sorted()
      let places = found.map { "'\($0.word)' in \($0.column)" }.joined(separator: "; ")
      remarks.append(
        Remark(setting: "missing", reason: "in later rows \(places)"))
      content = try CSVReader.content(bytes: bytes, path: path, options: options)
    }
  }
}

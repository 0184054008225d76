import Diagnostics
import Foundation
import Tables
import Testing

/// A real file with a sin, and what must come of it: the right table or the right sentence.
struct HostileFile: Sendable, CustomTestStringConvertible {
  /// What must come of it.
  enum Outcome: Sendable {
    /// The table as this program writes it, with the kinds of the columns.
    case table(String, kinds: [ColumnKind])
    /// The place, the sentence and a part of the first hint.
    case problem(String, String, hint: String = "")
  }

  let name: String
  let options: CSVOptions
  let outcome: Outcome
  init(_ name: String, _ outcome: Outcome) {
    self.init(name, CSVOptions(), outcome)
  }

  init(_ name: String, _ options: CSVOptions, _ outcome: Outcome) {
    self.name = name
    self.options = options
    self.outcome = outcome
  }

  var testDescription: String { name }

  /// The folder of the files.
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Hostile")

  /// Reads the file as a stage would.
  func content() throws -> CSVReader.Content {
    let bytes = [UInt8](try Data(contentsOf: Self.folder.appending(path: name)))
    return try TableFile.content(
      bytes: bytes, path: name, format: TableFormat(path: name), options: options,
      inflatedLimit: 1 << 20)
  }

  static let all: [HostileFile] = structure + encodings + numbers + otherKinds + formats

  private static let plain = Outcome.table("a,b\n1,x\n2,y\n", kinds: [.number, .text])

  private static let structure: [HostileFile] = [
    .init("byte-order-mark.csv", .table("a,b\n1,x\n", kinds: [.number, .text])),
    .init("windows-line-ends.csv", plain), .init("mixed-line-ends.csv", plain),
    .init(
      "old-mac-line-ends.csv",
      .problem(
        "1:4", "a line ends with a carriage return alone; a line feed must follow it",
        hint: "tr '\\r' '\\n'")),
    .init("no-final-line-end.csv", plain),
    .init("empty-lines-at-end.csv", .table("a,b\n1,x\n", kinds: [.number, .text])),
    .init(
      "empty-line-between-rows.csv",
      .problem("3:1", "a line between the rows is empty", hint: "remove it")),
    .init(
      "one-column-with-empty-line.csv", .problem("3:1", "a line between the rows is empty")),
    .init(
      "empty.csv",
      .problem("1:1", "the file is empty; a header and at least one row must stand in it")),
    .init("header-only.csv", .problem("1:1", "the file has a header but no rows")),
    .init(
      "line-break-in-quotes.csv",
      .table(
        "a,b\n1,\"first\nsecond\"\n2,\"third\r\nfourth\"\n", kinds: [.number, .text])),
    .init(
      "quotes-in-quotes.csv",
      .table("a,b\n1,\"say \"\"yes\"\"\"\n2,\"\"\"\"\n", kinds: [.number, .text])),
    .init(
      "quote-inside-plain-field.csv",
      .table("a,b\n1,\"5\"\" pipe\"\n2,\"6\"\" pipe\"\n", kinds: [.number, .text])),
    .init(
      "quote-never-closed.csv",
      .problem("3:3", "the quote that opens here is never closed", hint: "close the quote")),
    .init(
      "quote-closed-too-late.csv",
      .problem(
        "3:4", "text follows the closing quote; the delimiter or the line end must",
        hint: "look if the quote of line 2 is closed")),
    .init(
      "text-after-quote.csv",
      .problem(
        "2:6", "text follows the closing quote; the delimiter or the line end must",
        hint: "write a quote inside a quoted field twice")),
    .init(
      "spaces-around-values.csv",
      .table("a,b\n\" 1\",x\n\"2 \",\" y\"\n", kinds: [.text, .text])),
    .init(
      "duplicate-names.csv",
      .problem("1:5", "two columns have the name 'a'; names must differ", hint: "rename one")),
    .init("empty-name.csv", .problem("1:3", "column 2 has no name")),
    .init("no-break-space-name.csv", .table("a,\u{a0}\n1,2\n", kinds: [.number, .number])),
    .init(
      "names-with-delimiters.csv",
      .table("\"a,b\",\"c\nd\"\n1,2\n", kinds: [.number, .number])),
    .init(
      "too-few-fields.csv",
      .problem(
        "3:4", "the row has 2 fields, and the header has 3",
        hint: "the first field missing is 'c'")),
    .init(
      "too-many-fields.csv",
      .problem("3:5", "the row has 3 fields, and the header has 2", hint: "in quotes")),
    .init("missing-words.csv", .table("a,b\n,x\n,\"NA\"\n3,\n", kinds: [.number, .text])),
    .init("only-missing.csv", .table("a,b\n1,\n2,\n", kinds: [.number, .number])),
  ]

  private static let encodings: [HostileFile] = [
    .init(
      "latin-1.csv",
      .problem("2:2", "byte 8 of the file (0xf6) is not UTF-8", hint: "`latin-1`")),
    .init(
      "latin-1.csv", CSVOptions(encoding: .latin1),
      .table("town,a\nKöln,1\n", kinds: [.text, .number])),
    .init(
      "windows-1252.csv", CSVOptions(encoding: .windows1252),
      .table("price,a\n€ 5,1\n“x”,2\n", kinds: [.text, .number])),
    .init(
      "windows-1252-hole.csv", CSVOptions(encoding: .windows1252),
      .problem("3:3", "byte 10 of the file (0x81) means nothing in windows-1252")),
    .init("utf-16-with-mark.csv", .table("town,a\nKöln 😀,1\n", kinds: [.text, .number])),
    .init(
      "utf-16-without-mark.csv",
      .problem(
        "1:1", "byte 0 of the file is zero, and text has no zero bytes",
        hint: "`encoding: utf-16`")),
    .init(
      "utf-16-without-mark.csv", CSVOptions(encoding: .utf16),
      .table("a,b\n1,x\n", kinds: [.number, .text])),
    .init(
      "utf-16-cut-in-two.csv",
      .problem("2:4", "byte 16 of the file (0x3d) means nothing in utf-16")),
    .init(
      "zero-byte.csv", .problem("2:4", "byte 7 of the file is zero, and text has no zero bytes")),
    .init(
      "unicode-in-two-forms.csv",
      .table("a,b\né,1\ne\u{301},2\n", kinds: [.text, .number])),
  ]
}

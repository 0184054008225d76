import Testing

/// A CSV file with something wrong in it, and what is to be said about it.
struct BrokenCSV: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let bytes: [UInt8]
  /// Settings of the stage behind its path.
  let settings: String
  /// The beginning of the first line: place, code left out.
  let says: String
  /// A part of what is told besides: a note or a hint.
  let helps: String
  /// Whether the header alone shows it, so that nothing runs.
  let isSeenByCheck: Bool

  private init(
    _ sin: String, _ bytes: [UInt8], _ says: String, _ helps: String, settings: String = "",
    isSeenByCheck: Bool = false
  ) {
    testDescription = sin
    self.bytes = bytes
    self.settings = settings
    self.says = says
    self.helps = helps
    self.isSeenByCheck = isSeenByCheck
  }

  private init(
    _ sin: String, _ text: String, _ says: String, _ helps: String, settings: String = "",
    isSeenByCheck: Bool = false
  ) {
    self.init(
      sin, Array(text.utf8), says, helps, settings: settings, isSeenByCheck: isSeenByCheck)
  }

  static let all = headers + rows

  private static let headers = [
    BrokenCSV(
      "an empty file", "", "analyses/houses.csv:1:1: error: the file is empty", "",
      isSeenByCheck: true),
    BrokenCSV(
      "a column without a name", "area,,price\n1,2,3\n",
      "analyses/houses.csv:1:6: error: column 2 has no name", "hint: give every column a name",
      isSeenByCheck: true),
    BrokenCSV(
      "two columns of one name", "area,price,area\n1,2,3\n",
      "analyses/houses.csv:1:12: error: two columns have the name 'area'",
      "note: analyses/houses.csv:1:1: the first is here", isSeenByCheck: true),
    BrokenCSV(
      "semicolons", "area;price\n80;210\n",
      "analyses/houses.csv:1:1: error: the header is one name, 'area;price', with a semicolon in it",
      "hint: if it is the delimiter, say so: `delimiter: \";\"`", isSeenByCheck: true),
    BrokenCSV(
      "a kind for a column that is none", "area,price\n80,210\n",
      "analyses/houses.csv:1:1: error: the header has no column 'prize'",
      "hint: did you mean `price`?", settings: ", types: {prize: number}", isSeenByCheck: true),
    BrokenCSV(
      "UTF-32", [0xFF, 0xFE, 0, 0] + Array("a\0\0\0\n\0\0\0".utf8),
      "analyses/houses.csv:1:1: error: the file is UTF-32 and not UTF-8",
      "hint: convert it: `iconv",
      isSeenByCheck: true),
    BrokenCSV(
      "a spreadsheet", [0x50, 0x4B, 3, 4, 0, 0, 0, 0, 0x0A],
      "analyses/houses.csv:1:5: error: byte 4 of the file is zero",
      "hint: look if the file is whole and a CSV file, and not for example a spreadsheet",
      isSeenByCheck: true),
    BrokenCSV(
      "Latin 1", Array("stadt,price\nK".utf8) + [0xF6] + Array("ln,3\n".utf8),
      "analyses/houses.csv:2:2: error: byte 13 of the file (0xf6) is not UTF-8",
      "`encoding: windows-1252`", isSeenByCheck: true),
  ]

  private static let rows = [
    BrokenCSV(
      "a header without rows", "area,price\n",
      "analyses/houses.csv:1:1: error: the file has a header but no rows",
      "hint: at least one row must follow the header"),
    BrokenCSV(
      "a field too many", "area,street,price\n80,Main Street, Springfield,210\n",
      "analyses/houses.csv:2:29: error: the row has 4 fields, and the header has 3",
      "hint: put a field with a delimiter in it in quotes"),
    BrokenCSV(
      "a field too few", "area,price\n80,210\n\"9\n0\"\n",
      "analyses/houses.csv:4:3: error: the row has 1 field, and the header has 2",
      "hint: the first field missing is 'price'"),
    BrokenCSV(
      "a quote that is never closed", "street,price\n\"Main Street,210\nElm Street,190\n",
      "analyses/houses.csv:2:1: error: the quote that opens here is never closed",
      "hint: close the quote, or write the field without it"),
    BrokenCSV(
      "text behind a quote", "street,price\n\"Main\" Street,210\n",
      "analyses/houses.csv:2:7: error: text follows the closing quote",
      "hint: write a quote inside a quoted field twice"),
    BrokenCSV(
      "a letter for a digit in a column of numbers", "area,price\n80,210\n1O0,330\n",
      "analyses/houses.csv:3:1: error: '1O0' in column 'area' is not a number",
      "note: row 2, field 1", settings: ", types: {area: number}"),
    BrokenCSV(
      "a decimal comma", "area;price\n80;210,5\n",
      "analyses/houses.csv:2:4: error: '210,5' in column 'price' is not a number",
      "hint: write decimals with a point", settings: ", delimiter: \";\", types: {price: number}"),
    BrokenCSV(
      "a word for a missing value", "area,price\n80,210\nunknown,330\n90,1\nunknown,2\n",
      "analyses/houses.csv:3:1: error: 'unknown' in column 'area' is not a number",
      "hint: if it stands for a missing value, add it to `missing`",
      settings: ", types: {area: number}"),
    BrokenCSV(
      "an empty line between the rows", "area,price\n80,210\n\n90,330\n",
      "analyses/houses.csv:3:1: error: a line between the rows is empty", "hint: remove it"),
    BrokenCSV(
      "line ends of old Macs", "area,price\r80,210\r",
      "analyses/houses.csv:1:11: error: a line ends with a carriage return alone",
      "hint: convert old Mac line ends", isSeenByCheck: true),
    BrokenCSV(
      "a bad value behind a hundred thousand good rows",
      "area,price\n" + String(repeating: "80,210\n", count: 100_000) + "80,cheap\n",
      "analyses/houses.csv:100002:4: error: 'cheap' in column 'price' is not a number",
      "note: row 100001, field 2", settings: ", types: {price: number}"),
  ]

  /// An analysis that reads the file after other stages.
  var analysis: String {
    """
    workbench: 1
    title: Broken rows
    seed: 1
    stages:
      - {id: drawn, kind: draw, with: {rows: 20, columns: {x: {uniform: [0, 1]}, y: {normal: [0, 1]}}}}
      - {id: plain, kind: recipe, from: drawn, with: {target: y}}
      - {id: line, kind: train, from: {rows: drawn, recipe: plain}, with: {learner: linear, folds: 2}}
      - {id: houses, kind: read-csv, with: {path: houses.csv\(settings)}}
      - {id: more, kind: sql, from: houses, with: {query: "SELECT * FROM houses"}}

    """
  }
}

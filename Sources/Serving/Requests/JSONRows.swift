import Learning
import Tables

/// Rows that came as JSON, as a table of the model's columns.
///
/// Two forms are read: `{"rows": [{"a": 1, "b": "x"}, …]}` and `{"columns": {"a": [1, …], "b": …}}`.
/// A field that may be missing may be left out; any other field is refused, so that a name that is
/// written wrong never goes unnoticed.
struct JSONRows {
  private let fields: [ServedField]
  private let rowsMax: Int
  private var scanner: JSONScanner
  private var columns: [FieldValues]
  private var rowCount = 0

  /// Reads a body; throws what is wrong with it.
  static func table(
    _ body: [UInt8], fields: [ServedField], rowsMax: Int = .max
  ) throws(ServingProblem) -> Table {
    var reader = JSONRows(body, fields, rowsMax)
    try reader.read()
    return try reader.table()
  }

  /// The forms of a body, for people.
  static let allowedForm =
    "{\"rows\": [{\"FIELD\": VALUE, …}, …]} or {\"columns\": {\"FIELD\": [VALUE, …], …}}"

  private init(_ body: [UInt8], _ fields: [ServedField], _ rowsMax: Int) {
    self.fields = fields
    self.rowsMax = rowsMax
    scanner = JSONScanner(body)
    columns = fields.map { FieldValues($0.kind) }
  }

  private mutating func read() throws(ServingProblem) {
    guard try scanner.sort() == .object else {
      throw malformed("the body is not an object")
    }
    try scanner.expect("{")
    guard !scanner.take("}") else { throw malformed("the body has neither `rows` nor `columns`") }
    let name = try scanner.text()
    try scanner.expect(":")
    switch name {
    case "rows": try readRows()
    case "columns": try readColumns()
    default: throw malformed("the body has neither `rows` nor `columns`")
    }
    guard try scanner.goesOn(until: "}") == false
    else { throw malformed("the body has more than `\(name)`") }
    try scanner.expectEnd()
  }

  private mutating func readRows() throws(ServingProblem) {
    guard try scanner.sort() == .array else { throw malformed("`rows` is not an array") }
    try scanner.expect("[")
    guard !scanner.take("]") else { return }
    repeat {
      guard rowCount < rowsMax else {
        throw tooMany
      }
      try readRow()
      rowCount += 1
    } while try scanner.goesOn(until: "]")
  }

  private mutating func readRow() throws(ServingProblem) {
    guard try scanner.sort() == .object else {
      throw malformed("row \(rowCount + 1) is not an object", row: rowCount + 1)
    }
    try scanner.expect("{")
    if !scanner.take("}") {
      // Rows mostly have the fields in one order, so the next is looked at first.
      var next = 0
      repeat {
        let field = try fieldPlace(near: next)
        guard columns[field].count == rowCount else {
          throw duplicate(field, row: rowCount + 1)
        }
        try readValue(of: field, row: rowCount + 1)
        next = field + 1
      } while try scanner.goesOn(until: "}")
    }
    for field in columns.indices where columns[field].count == rowCount {
      guard fields[field].acceptsMissing else { throw missing(field, row: rowCount + 1) }
      columns[field].appendMissing()
    }
  }

  private mutating func readColumns() throws(ServingProblem) {
    guard try scanner.sort() == .object else { throw malformed("`columns` is not an object") }
    try scanner.expect("{")
    var given = [Bool](repeating: false, count: fields.count)
    if !scanner.take("}") {
      var next = 0
      repeat {
        let field = try fieldPlace(near: next)
        guard !given[field] else { throw duplicate(field, row: nil) }
        given[field] = true
        try readColumn(field)
        next = field + 1
      } while try scanner.goesOn(until: "}")
    }
    rowCount = columns.map(\.count).max() ?? 0
    for field in columns.indices where columns[field].count != rowCount || !given[field] {
      guard !given[field] else {
        throw ServingProblem(
          .missingValue,
          "'\(fields[field].name)' has \(columns[field].count) values, and another field has "
            + "\(rowCount)", field: fields[field].name, allowed: "as many values as rows")
      }
      guard fields[field].acceptsMissing else { throw missing(field, row: nil) }
      for _ in 0..<rowCount { columns[field].appendMissing() }
    }
  }

  private mutating func readColumn(_ field: Int) throws(ServingProblem) {
    guard try scanner.sort() == .array else {
      throw ServingProblem(
        .wrongType, "'\(fields[field].name)' is not an array", field: fields[field].name,
        allowed: "an array with a value for each row")
    }
    try scanner.expect("[")
    guard !scanner.take("]") else { return }
    repeat {
      guard columns[field].count < rowsMax else {
        throw tooMany
      }
      try readValue(of: field, row: columns[field].count + 1)
    } while try scanner.goesOn(until: "]")
  }

  /// Reads a name with its colon and finds its field.
  private mutating func fieldPlace(near next: Int) throws(ServingProblem) -> Int {
    let place = try scanner.textPlace()
    try scanner.expect(":")
    if next < fields.count, scanner.isText(place, fields[next].nameBytes) { return next }
    let name = try scanner.text(at: place)
    let known = Array(name.utf8)
    if let field = fields.firstIndex(where: { $0.nameBytes == known }) { return field }
    throw ServedField.surplus(name, among: fields, row: rowCount + 1)
  }

  /// Reads a value that must be of the field's kind.
  private mutating func readValue(of field: Int, row: Int) throws(ServingProblem) {
    let sort = try scanner.sort()
    switch (sort, columns[field]) {
    case (.null, _):
      try scanner.null()
      guard fields[field].acceptsMissing else {
        throw ServingProblem(
          .missingValue,
          "'\(fields[field].name)' has no value in row \(row), and the model needs one",
          field: fields[field].name, row: row, allowed: fields[field].allowed)
      }
      columns[field].appendMissing()
    case (.number, .numbers):
      let value = try scanner.number()
      guard let value else {
        throw ServingProblem(
          .notFinite, "'\(fields[field].name)' is too large for a number of 64 bits in row \(row)",
          field: fields[field].name, row: row, allowed: fields[field].allowed)
      }
      columns[field].append(value)
    case (.flag, .numbers):
      let value = try scanner.flag()
      columns[field].append(value ? 1 : 0)
    case (.text, .texts), (.text, .dates):
      let text = try scanner.text()
      guard columns[field].append(text) else { throw wrongType(field, row, "no date") }
    default: throw wrongType(field, row, Self.word(sort))
    }
  }

  private func table() throws(ServingProblem) -> Table {
    guard rowCount > 0 else {
      throw ServingProblem(.noRows, "there are no rows to predict", allowed: "at least one row")
    }
    var result: [Column] = []
    for (field, values) in zip(fields, columns) {
      guard let column = values.column(field.name) else {
        throw ServingProblem(
          .wrongType, "'\(field.name)' has dates with and without a time zone", field: field.name,
          allowed: "dates of one form")
      }
      result.append(column)
    }
    return Table(result, rowCount: rowCount)
  }
}

extension JSONRows {
  private var tooMany: ServingProblem {
    ServingProblem(.tooManyRows, "there are too many rows", allowed: "at most \(rowsMax) rows")
  }

  private func malformed(_ detail: String, row: Int? = nil) -> ServingProblem {
    ServingProblem(.wrongType, detail, row: row, allowed: Self.allowedForm)
  }

  private func missing(_ field: Int, row: Int?) -> ServingProblem {
    let words = row.map { "row \($0) has no field" } ?? "there is no field"
    return ServingProblem(
      .missingField, "\(words) '\(fields[field].name)', which the model needs",
      field: fields[field].name, row: row, allowed: fields[field].allowed)
  }

  private func duplicate(_ field: Int, row: Int?) -> ServingProblem {
    let place = row.map { " in row \($0)" } ?? ""
    return ServingProblem(
      .duplicateField, "'\(fields[field].name)' is given twice\(place)",
      field: fields[field].name, row: row, allowed: "each field once")
  }

  private func wrongType(_ field: Int, _ row: Int, _ found: String) -> ServingProblem {
    ServingProblem(
      .wrongType, "'\(fields[field].name)' is \(found) in row \(row)", field: fields[field].name,
      row: row, allowed: fields[field].allowed)
  }

  private static func word(_ sort: JSONScanner.Sort) -> String {
    switch sort {
    case .array: "an array"
    case .flag: "true or false"
    case .null: "null"
    case .number: "a number"
    case .object: "an object"
    case .text: "a text"
    }
  }
}

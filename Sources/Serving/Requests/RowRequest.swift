import Learning
import Tables

/// One row as JSON in the form in which nearly all rows come, read without a table.
///
/// It reads `{"rows": [{…}]}` with plain values that are like those of training. Whatever is out of the
/// ordinary is left to those who read all forms and say what is wrong.
struct RowRequest: Sendable {
  /// What is looked at of a field.
  private struct Field {
    let name: [UInt8]
    let place: Int
    let kind: ColumnKind
    /// The range of training rows, and how far beyond is not far.
    var low = -Double.infinity
    var high = Double.infinity
    var reach = 0.0
    var known: Set<ExactText>?
    /// The known texts where they are few, as they stand in JSON without escapes.
    var few: [(bytes: [UInt8], text: String)] = []

    /// Whether a number is not far from training rows.
    func isNear(_ number: Double) -> Bool { max(low - number, number - high) <= reach }
  }

  /// So many texts are looked through faster than one is hashed.
  private static let fewMax = 16
  /// Fields that have been seen are bits of a word.
  private static let fieldsMax = 64

  private let row: RowModel
  private let fields: [Field]
  private let name: String

  /// Makes a model ready; nil where its rows cannot be looked at one by one.
  init?(_ name: String, _ model: Model) {
    guard let row = RowModel(model) else { return nil }
    self.row = row
    self.name = name
    guard model.schema.entries.count <= Self.fieldsMax else { return nil }
    fields = model.schema.entries.enumerated().map { input, entry in
      var field = Field(
        name: Array(entry.name.utf8), place: row.place(ofInput: input), kind: entry.kind)
      switch entry.content {
      case .numbers(let low, let high), .dates(let low, let high):
        guard low <= high else { break }
        (field.low, field.high) = (low, high)
        field.reach = FeatureSchema.farShare * (high - low)
      case .texts(let levels):
        if !levels.isEmpty { field.known = Set(levels.map { ExactText($0) }) }
        if levels.count <= Self.fewMax { field.few = levels.map { (Array($0.utf8), $0) } }
      }
      return field
    }
  }

  /// Answers a body; nil where others must look at it.
  func answer(_ body: [UInt8]) -> [UInt8]? {
    guard let predictions = try? predictions(body) else { return nil }
    var json = JSONOutput()
    json.object { json in
      json.member("model", name)
      json.member("rows", 1)
      PredictionAnswer.write(predictions, to: &json)
    }
    return json.bytes
  }

  private func predictions(_ body: [UInt8]) throws(ServingProblem) -> Predictions? {
    var scanner = JSONScanner(body)
    try scanner.expect("{")
    guard scanner.isText(try scanner.textPlace(), Self.rowsName) else { return nil }
    try scanner.expect(":")
    try scanner.expect("[")
    try scanner.expect("{")
    var (numbers, texts) = row.blank
    var seen: UInt64 = 0
    var next = 0
    repeat {
      let name = try scanner.textPlace()
      var field = next
      if field >= fields.count || !scanner.isText(name, fields[field].name) {
        guard let found = fields.firstIndex(where: { scanner.isText(name, $0.name) }) else {
          return nil
        }
        field = found
      }
      guard seen & 1 << field == 0 else { return nil }
      seen |= 1 << UInt64(field)
      try scanner.expect(":")
      guard try read(fields[field], &scanner, &numbers, &texts) else { return nil }
      next = field + 1
    } while try scanner.goesOn(until: "}")
    guard seen.nonzeroBitCount == fields.count, scanner.take("]"), scanner.take("}") else {
      return nil
    }
    try scanner.expectEnd()
    return row.predictions(numbers: numbers, texts: texts)
  }

  private static let rowsName = Array("rows".utf8)

  /// Reads a value; false where it is not plain.
  private func read(
    _ field: Field, _ scanner: inout JSONScanner, _ numbers: inout [Double],
    _ texts: inout [String?]
  ) throws(ServingProblem) -> Bool {
    switch (try scanner.sort(), field.kind) {
    case (.number, .number), (.number, .flag):
      guard let number = try scanner.number(), field.isNear(number) else { return false }
      numbers[field.place] = number
    case (.flag, .number), (.flag, .flag):
      let number: Double = try scanner.flag() ? 1 : 0
      guard field.isNear(number) else { return false }
      numbers[field.place] = number
    case (.text, .text):
      let place = try scanner.textPlace()
      if let known = field.few.first(where: { scanner.isText(place, $0.bytes) }) {
        texts[field.place] = known.text
        return true
      }
      let text = try scanner.text(at: place)
      guard field.known?.contains(ExactText(text)) ?? true else { return false }
      texts[field.place] = text
    case (.text, .date):
      guard let dates = DateValues(texts: TextValues([try scanner.text()])),
        field.isNear(dates.seconds[0])
      else { return false }
      numbers[field.place] = dates.seconds[0]
    default: return false
    }
    return true
  }
}

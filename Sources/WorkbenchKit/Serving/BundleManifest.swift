import Digests
import Learning
import Tables

/// What a bundle holds.
struct BundleManifest: Codable {
  let layout: Int
  let version: String
  let models: [BundledModel]
}

/// A model of a bundle.
struct BundledModel: Codable {
  let name: String
  let digest: String
  let target: String
  let seed: UInt64
  let csv: BundledCSV

  init(_ part: ServedAnalysis.Part) {
    name = part.name
    digest = part.model.digest.hex
    target = part.model.recipe.target
    seed = part.seed
    csv = BundledCSV(part.csv)
  }
}

/// How CSV is written.
struct BundledCSV: Codable {
  let delimiter: String
  let missing: [String]
  let types: [String: String]
  let dates: [String: String]
  let encoding: String
  let decimal: String
  let thousands: String
  let currency: [String]

  init(_ options: CSVOptions) {
    delimiter = String(Unicode.Scalar(options.delimiter))
    missing = options.missing
    types = options.types.mapValues(\.rawValue)
    dates = options.datePatterns.mapValues(\.text)
    encoding = options.encoding.rawValue
    decimal = options.numbers.decimal.rawValue
    thousands = options.numbers.thousands.rawValue
    currency = options.numbers.currency
  }

  /// Gives the options; what is not known is as it is everywhere.
  func options() throws(DatePattern.Refusal) -> CSVOptions {
    var patterns: [String: DatePattern] = [:]
    for (name, text) in dates { patterns[name] = try DatePattern(text) }
    return CSVOptions(
      delimiter: delimiter.utf8.first ?? UInt8(ascii: ","), missing: missing,
      types: types.compactMapValues { ColumnKind(rawValue: $0) }, datePatterns: patterns,
      encoding: TextEncoding(rawValue: encoding) ?? .utf8,
      numbers: NumberStyle(
        decimal: NumberStyle.Decimal(rawValue: decimal) ?? .point,
        thousands: NumberStyle.Thousands(rawValue: thousands) ?? .none, currency: currency))
  }
}

import Analyses
import Diagnostics
import Tables

/// The settings that say how the text of a table is to be understood.
enum TableTextSettings {
  /// Asks for all of them.
  static func options(_ reader: inout SettingReader) -> CSVOptions {
    let types = reader.setting(
      "types", .named("column", .choice(ColumnKind.self)), standard: [],
      "The kinds of columns that are not to be found from the values.")
    let missing = reader.setting(
      "missing", .list(of: .anyText), standard: CSVOptions.standardMissing,
      "The words that stand for a missing value, where they have no quotes.")
    let delimiter = delimiter(&reader)
    let encoding = reader.setting(
      "encoding", .choice(), standard: TextEncoding.utf8, absent: .utf8,
      "How characters are written; UTF-16 with a byte order mark is recognised in any case.")
    let dates = reader.setting(
      "dates", .named("column", .text), standard: [], absent: [],
      "Columns of dates that are not ISO 8601, each with its form such as `%d.%m.%Y %H:%M`.")
    var patterns: [String: DatePattern] = [:]
    for date in dates {
      do throws(DatePattern.Refusal) {
        patterns[date.name] = try DatePattern(date.item)
      } catch {
        reader.report(
          .outOfRange, "'\(date.item)' is not a form of dates: \(error.message)",
          at: "dates.\(date.name)")
      }
      if let type = types.first(where: { $0.name == date.name }), type.item != .date {
        reader.report(
          .conflict, "'\(date.name)' cannot be a \(type.item.rawValue) and have a form of dates",
          at: "dates.\(date.name)")
      }
    }
    return CSVOptions(
      delimiter: delimiter, missing: missing,
      types: Dictionary(types.map { ($0.name, $0.item) }) { first, _ in first },
      datePatterns: patterns, encoding: encoding, numbers: numbers(&reader))
  }

  private static func delimiter(_ reader: inout SettingReader) -> UInt8 {
    let form = SettingForm<String>.text.map({ $0 == "tab" ? "\t" : $0 }, back: { $0 })
    let delimiter = reader.setting(
      "delimiter", form, standard: ",", "The character between two fields, or the word `tab`.")
    if delimiter.utf8.count != 1 || delimiter == "\"" {
      reader.report(
        .outOfRange, "'delimiter' is '\(delimiter)'; it takes one ASCII character but a quote",
        at: "delimiter", hints: ["write `tab` for a tab"])
    }
    return delimiter.utf8.first ?? UInt8(ascii: ",")
  }

  private static func numbers(_ reader: inout SettingReader) -> NumberStyle {
    let decimal = reader.setting(
      "decimal", .choice(), standard: NumberStyle.Decimal.point, absent: .point,
      "The mark before the decimals of a number.")
    let thousands = reader.setting(
      "thousands", .choice(), standard: NumberStyle.Thousands.none, absent: .some(.none),
      "What stands between groups of three digits.")
    let currency = reader.setting(
      "currency", .list(of: .text), standard: [], absent: [],
      "Signs of currency that may stand before or after a number, such as `€`.")
    if decimal.rawValue == thousands.rawValue {
      reader.report(
        .conflict, "'\(decimal.rawValue)' cannot be both the decimal mark and between thousands",
        at: "thousands")
    }
    return NumberStyle(decimal: decimal, thousands: thousands, currency: currency)
  }
}

import Foundation
import Tables

/// A CSV reader in the plainest form there is, for files without faults: the oracle of the fast one.
enum PlainCSV {
  /// Reads a file; the options' missing words count, all else is standard.
  static func table(_ text: String, missing: [String] = CSVOptions.standardMissing) -> Table {
    let records = records(text)
    let columns = records[0].indices.map { index -> Column in
      let fields = records.dropFirst().map { $0[index] }
      let values = fields.map { !$0.isQuoted && missing.contains($0.text) ? nil : $0.text }
      return column(records[0][index].text, values)
    }
    return Table(columns)
  }

  private struct Field {
    var text = ""
    var isQuoted = false
  }

  private static func records(_ text: String) -> [[Field]] {
    var records: [[Field]] = [[Field()]]
    var scalars = Array(text.unicodeScalars)[...]
    var isInQuotes = false
    while let scalar = scalars.popFirst() {
      let last = records.count - 1
      let field = records[last].count - 1
      if isInQuotes {
        if scalar != "\"" {
          records[last][field].text.unicodeScalars.append(scalar)
        } else if scalars.first == "\"" {
          records[last][field].text.unicodeScalars.append(scalar)
          scalars.removeFirst()
        } else {
          isInQuotes = false
        }
      } else if scalar == "\"", records[last][field].text.isEmpty, !records[last][field].isQuoted {
        records[last][field].isQuoted = true
        isInQuotes = true
      } else if scalar == "," {
        records[last].append(Field())
      } else if scalar == "\n" {
        records.append([Field()])
      } else if scalar != "\r" || scalars.first != "\n" {
        records[last][field].text.unicodeScalars.append(scalar)
      }
    }
    records.removeLast()
    return records
  }

  private static func column(_ name: String, _ values: [String?]) -> Column {
    let known = values.compactMap { $0 }
    if known.allSatisfy({ number($0) != nil }) {
      return Column(name, numbers: values.map { $0.flatMap(number) ?? .nan })
    }
    if known.allSatisfy({ ["true", "false"].contains($0.lowercased()) }) {
      return Column(name, flags: values.map { $0.map { $0.lowercased() == "true" } })
    }
    if known.allSatisfy({ isDay($0) }) {
      let days = values.map { $0.map(seconds) ?? .nan }
      return Column(name, dates: DateValues(days, precision: .day))
    }
    return Column(name, texts: values)
  }

  private static func number(_ text: String) -> Double? {
    guard text.wholeMatch(of: /[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?/) != nil,
      let value = Double(text), value.isFinite
    else { return nil }
    let isWhole = text.wholeMatch(of: /[-+]?[0-9]+/) != nil
    return isWhole && (Int(text).map { $0.magnitude > 1 << 53 } ?? true) ? nil : value
  }

  private static func isDay(_ text: String) -> Bool {
    text.wholeMatch(of: /[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])/) != nil
  }

  /// Counts the days one after the other.
  private static func seconds(_ text: String) -> Double {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    func isLeap(_ year: Int) -> Bool { year % 4 == 0 && year % 100 != 0 || year % 400 == 0 }
    var days = 0
    for year in 1970..<max(1970, parts[0]) { days += isLeap(year) ? 366 : 365 }
    for year in min(1970, parts[0])..<1970 { days -= isLeap(year) ? 366 : 365 }
    let lengths = [31, isLeap(parts[0]) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    for month in 1..<parts[1] { days += lengths[month - 1] }
    return Double(days + parts[2] - 1) * 86_400
  }
}

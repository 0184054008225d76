import Analyses
import Diagnostics
import Digests
import Foundation
import Learning
import Stages
import Tables

/// Stored outputs as text: tables in three forms, the rest as what they are.
package struct OutputPrinter: Sendable {
  /// The most rows, nil for all.
  private let head: Int?
  /// The columns whose values are left out.
  private let sealed: Set<String>

  package init(head: Int?, sealed: Set<String> = []) {
    self.head = head
    self.sealed = sealed
  }

  /// Gives a table as CSV and a file as its bytes; throws for other outputs.
  package func csv(_ content: StoredOutputs.Content, named name: String) throws -> [UInt8] {
    if let table = try cut(content) { return CSVWriter.bytes(of: table, digits: .shortest) }
    if content.format == FileArtifact.format { return content.bytes }
    throw DiagnosticError(
      Diagnostic(
        .noResult, "'\(name)' is a \(content.format) and no table",
        hints: ["`--format json` shows it"]))
  }

  /// Gives a table as an array of objects, and other outputs as JSON.
  package func json(_ content: StoredOutputs.Content) throws -> String {
    if let table = try cut(content) { return Self.json(table) }
    if content.format == Model.format { return try Self.json(Model.decode(content.bytes)) }
    if content.format == Recipe.format { return Self.json(content.settings) }
    let text = String(decoding: content.bytes, as: UTF8.self)
    return content.format == FilledText.format ? Self.quoted(text) : text
  }

  /// Gives a table in aligned columns, a text as it is, and other outputs as JSON.
  package func text(_ content: StoredOutputs.Content) throws -> String {
    if content.format == FilledText.format {
      return String(decoding: content.bytes, as: UTF8.self)
    }
    if content.format == Recipe.format { return Self.text(content.settings) }
    guard let table = try shown(content) else { return try json(content) }
    let shown = min(head ?? 20, table.rowCount)
    let columns = table.columns.map { column -> [String] in
      [column.name] + (0..<shown).map { Self.cell(column, $0) }
    }
    let widths = columns.map { $0.map(\.count).max() ?? 0 }
    var lines = (0...shown).map { row in
      zip(columns, widths).enumerated().map { index, item in
        let space = String(repeating: " ", count: item.1 - item.0[row].count)
        return table.columns[index].kind == .number ? space + item.0[row] : item.0[row] + space
      }.joined(separator: "  ")
    }
    if shown < table.rowCount { lines.append("… \(table.rowCount - shown) more rows") }
    return lines.joined(separator: "\n")
  }

  /// What a recipe says, in the words of the analysis; what is left to its standard is not named.
  private static func text(_ settings: [ResolvedSetting]) -> String {
    let said = settings.filter { $0.origin != .standard }
    let width = said.map(\.name.count).max() ?? 0
    return said.flatMap { setting -> [String] in
      let name = setting.name + String(repeating: " ", count: width - setting.name.count)
      guard setting.name == "steps", case .list(let steps) = setting.value else {
        return ["\(name)  \(setting.value.text)"]
      }
      let indent = String(repeating: " ", count: width)
      return steps.enumerated().map { "\($0 == 0 ? name : indent)  \($1.text)" }
    }.joined(separator: "\n")
  }

  private static func json(_ settings: [ResolvedSetting]) -> String {
    JSONValue.object(settings.map { ($0.name, JSONValue(of: $0.value)) }).text()
  }

  /// The table with nothing in its sealed columns.
  private func shown(_ content: StoredOutputs.Content) throws -> Table? {
    guard let table = try StoredOutputs.table(content) else { return nil }
    return table.columns.reduce(table) { table, column in
      guard sealed.contains(column.name) else { return table }
      return table.with(Column(column.name, texts: Array(repeating: nil, count: column.count)))
    }
  }

  private func cut(_ content: StoredOutputs.Content) throws -> Table? {
    guard let table = try shown(content) else { return nil }
    guard let head, head < table.rowCount else { return table }
    return table.rows(Array(0..<head))
  }

  /// Gives a number with so many digits that count, without an exponent in daily ranges.
  package static func digits(_ value: Double, _ count: Int) -> String {
    let size = abs(value)
    if (1e-4..<1e12).contains(size) {
      let decimals = count - 1 - Int(Foundation.log10(size).rounded(.down))
      return String(format: "%.\(max(decimals, 0))f", value)
    }
    return CSVDigits.significant(count).text(of: value)
  }

  private static func cell(_ column: Column, _ row: Int) -> String {
    switch column.values {
    case .numbers(let numbers): CSVDigits.significant(8).text(of: numbers[row])
    case .texts(let texts): texts[row] ?? ""
    case .flags(let flags): flags[row].map { "\($0)" } ?? ""
    case .dates(let dates): dates.text(row) ?? ""
    }
  }

  private static func json(_ table: Table) -> String {
    let names = table.columns.map { quoted($0.name) }
    let rows = (0..<table.rowCount).map { row in
      let cells = zip(names, table.columns).map { name, column -> String in
        switch column.values {
        case .numbers(let numbers):
          let value = numbers[row]
          return "\(name): \(value.isFinite ? CSVDigits.shortest.text(of: value) : "null")"
        case .texts(let texts):
          return "\(name): \(texts[row].map { quoted($0) } ?? "null")"
        case .flags(let flags):
          return "\(name): \(flags[row].map { "\($0)" } ?? "null")"
        case .dates(let dates):
          return "\(name): \(dates.text(row).map { quoted($0) } ?? "null")"
        }
      }
      return "  {" + cells.joined(separator: ", ") + "}"
    }
    return rows.isEmpty ? "[]" : "[\n" + rows.joined(separator: ",\n") + "\n]"
  }

  private struct ModelSummary: Encodable {
    let digest: String
    let learner: String
    let target: String
    /// The labels in order; absent where values are predicted.
    let classes: [String]?
    let inputs: [String]
    let parameters: Int
    let operationsPerRow: Int
  }

  private static func json(_ model: Model) throws -> String {
    let summary = ModelSummary(
      digest: model.digest.hex, learner: model.learnerName,
      target: model.recipe.target, classes: model.classes?.names,
      inputs: model.recipe.inputs.map(\.name),
      parameters: model.predictor.parameterCount,
      operationsPerRow: model.predictor.operationsPerRow)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(summary), as: UTF8.self)
  }

  private static func quoted(_ text: String) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    // A text always has a form in JSON.
    return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
  }
}

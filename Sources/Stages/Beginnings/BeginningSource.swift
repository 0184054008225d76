import Analyses
import Diagnostics
package import Tables

/// Where the rows of an analysis that is begun come from, as its stages will read them.
package struct BeginningSource: Sendable {
  /// How the file is read.
  package enum Form: Sendable {
    /// A text file, with what was found of how it is written.
    case text(TableGuess)
    /// A table of a SQLite file.
    case database(table: String)
  }

  /// The path from the analysis file.
  package let path: String
  /// The name of the file, for people.
  package let name: String
  package let form: Form

  package init(path: String, name: String, form: Form) {
    self.path = path
    self.name = name
    self.form = form
  }

  /// The kind of stage that reads it.
  var kind: String {
    switch form {
    case .text: ReadCSV.name
    case .database: ReadSQLite.name
    }
  }

  /// The settings below `with`, each with the reason why it is not the standard.
  var settings: [BeginningLine] {
    let path = BeginningLine("path: \(YAMLText.scalar(self.path))")
    switch form {
    case .database(let table):
      return [path, BeginningLine("table: \(YAMLText.scalar(table))")]
    case .text(let guess):
      return [path] + Self.settings(guess)
    }
  }

  /// What was found of how a text file is written, in a few words.
  package var remarks: [String] {
    guard case .text(let guess) = form else { return [] }
    var heading = ""
    return Self.settings(guess).compactMap { line in
      let isPart = line.text.hasPrefix(" ")
      if !isPart { heading = line.text }
      // A mapping's own line says nothing; each of its lines is told with it.
      guard isPart || !line.text.hasSuffix(":") else { return nil }
      // The standard words are among them; the comment names the others.
      if heading.hasPrefix("missing:") {
        return line.comment.isEmpty ? nil : "missing: \(line.comment)"
      }
      let text = isPart ? "\(heading) \(line.text.trimmingSpaces)" : line.text
      return text + (line.comment.isEmpty ? "" : ": \(line.comment)")
    }
  }

  /// Values that are taken for missing, and may be slips of the hand.
  package var warnings: [String] {
    guard case .text(let guess) = form else { return [] }
    return guess.broken.compactMap { column in
      column.firstOther.map { other in
        "\(column.column): '\(ProfileWords.shortened(other.text))' in line \(other.span.line) is "
          + "\(column.isNearlyNumbers ? "no number" : "no date"), as the others are, and is taken for "
          + "missing"
      }
    }
  }

  private static func settings(_ guess: TableGuess) -> [BeginningLine] {
    let options = guess.options
    let reasons = Dictionary(guess.remarks.map { ($0.setting, $0.reason) }) { "\($0); \($1)" }
    func line(_ setting: String, _ value: String) -> BeginningLine {
      BeginningLine("\(setting): \(value)", comment: reasons[setting] ?? "")
    }
    var lines: [BeginningLine] = []
    if reasons["format"] != nil { lines.append(line("format", guess.format.rawValue)) }
    if options.delimiter != UInt8(ascii: ",") {
      let tab = options.delimiter == UInt8(ascii: "\t")
      let text = String(Unicode.Scalar(options.delimiter))
      lines.append(line("delimiter", tab ? "tab" : YAMLText.scalar(text)))
    }
    if options.encoding != .utf8 { lines.append(line("encoding", options.encoding.rawValue)) }
    if options.numbers.decimal != .point {
      lines.append(line("decimal", YAMLText.scalar(options.numbers.decimal.rawValue)))
    }
    if options.numbers.thousands != .none {
      lines.append(line("thousands", YAMLText.scalar(options.numbers.thousands.rawValue)))
    }
    if !options.numbers.currency.isEmpty {
      lines.append(line("currency", YAMLText.list(options.numbers.currency)))
    }
    if options.missing != CSVOptions.standardMissing {
      lines.append(line("missing", YAMLText.list(options.missing)))
    }
    lines += named("dates", options.datePatterns.mapValues(\.text), reasons)
    lines += named("types", options.types.mapValues(\.rawValue), reasons)
    return lines
  }

  /// A mapping by column, a line for each.
  private static func named(
    _ setting: String, _ values: [String: String], _ reasons: [String: String]
  ) -> [BeginningLine] {
    guard !values.isEmpty else { return [] }
    return [BeginningLine("\(setting):")]
      + values.keys.sorted().map { name in
        BeginningLine(
          "  \(YAMLText.scalar(name)): \(YAMLText.scalar(values[name] ?? ""))",
          comment: reasons["\(setting).\(name)"] ?? "")
      }
  }
}

/// A line of an analysis that is begun, and what is said of it.
struct BeginningLine: Hashable, Sendable {
  private static let widthMax = 110

  let text: String
  let comment: String

  init(_ text: String, comment: String = "") {
    self.text = text
    self.comment = comment
  }

  /// The line so far to the right, with its comment behind it, or above it where both are long.
  func lines(indent: Int) -> [String] {
    let space = String(repeating: " ", count: indent)
    let lead = space + String(text.prefix { $0 == " " })
    let comment = YAMLText.comment(self.comment)
    if comment.isEmpty { return text.isEmpty ? [""] : [space + text] }
    if text.isEmpty { return Self.wrapped(comment, lead: lead + "# ") }
    let both = "\(space)\(text)  # \(comment)"
    if both.count <= Self.widthMax { return [both] }
    return Self.wrapped(comment, lead: lead + "# ") + [space + text]
  }

  private static func wrapped(_ text: String, lead: String) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, lead.count + line.count + word.count + 1 > widthMax {
        lines.append(lead + line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return lines + (line.isEmpty ? [] : [lead + line])
  }
}

extension String {
  /// The text without spaces in front.
  fileprivate var trimmingSpaces: String { String(drop { $0 == " " }) }
}

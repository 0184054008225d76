import Analyses
import Diagnostics
import Testing

@Suite("Forms of settings")
struct SettingFormTests {
  enum Colour: String, CaseIterable, Sendable {
    case red
    case darkGreen = "dark-green"
  }

  /// A value under `a`, and the value read or what is said of it.
  struct Case: Sendable, CustomTestStringConvertible {
    let form: String
    let text: String
    let outcome: String

    init(_ form: String, _ text: String, _ outcome: String) {
      self.form = form
      self.text = text
      self.outcome = outcome
    }

    var testDescription: String { "\(form): \(text)" }
  }

  static let cases = [
    Case("flag", "true", "true"), Case("flag", "FALSE", "false"),
    Case("flag", "yes", "WB0203@1:4 'a' takes true or false; this is the text 'yes'"),
    Case("flag", "1", "WB0203@1:4 'a' takes true or false; this is the whole number '1'"),
    Case("integer", "3", "3"), Case("integer", "0x5", "5"),
    Case("integer", "9", "WB0204@1:4 'a' is 9; it takes a whole number from 1 to 8"),
    Case(
      "integer", "3.0", "WB0203@1:4 'a' takes a whole number from 1 to 8; this is the number '3.0'"),
    Case("integer", "'3'", "WB0203@1:4 'a' takes a whole number from 1 to 8; this is the text '3'"),
    Case("integer", "03", "WB0208@1:4 '03' could be a number or a text"),
    Case("integer", "", "WB0203@1:3 'a' has no value; it takes a whole number from 1 to 8"),
    Case("integer", "[3]", "WB0203@1:4 'a' takes a whole number from 1 to 8; this is a list"),
    Case("number", "1", "1"), Case("number", "0.25", "0.25"), Case("number", ".5", "0.5"),
    Case("number", "1e0", "1"),
    Case("number", "2", "WB0204@1:4 'a' is 2; it takes a number from 0 to 1"),
    Case("number", ".nan", "WB0204@1:4 'a' is .nan; it takes a number from 0 to 1"),
    Case("number", ".inf", "WB0204@1:4 'a' is .inf; it takes a number from 0 to 1"),
    Case("number", "half", "WB0203@1:4 'a' takes a number from 0 to 1; this is the text 'half'"),
    Case("text", "no", "no"), Case("text", "\"7\"", "7"),
    Case("text", "7", "WB0203@1:4 'a' takes a text; this is the whole number '7'"),
    Case("text", "true", "WB0203@1:4 'a' takes a text; this is the truth value 'true'"),
    Case("text", "''", "WB0204@1:4 'a' is empty"),
    Case("text", "{}", "WB0203@1:4 'a' takes a text; this is a mapping with 0 keys"),
    Case("anyText", "''", ""), Case("anyText", "x", "x"),
    Case("anyText", "~", "WB0203@1:4 'a' has no value; it takes a text"),
    Case("choice", "dark-green", "dark-green"),
    Case("choice", "darkgreen", "WB0205@1:4 'a' is 'darkgreen'; it takes one of red, dark-green"),
    Case("choice", "[red]", "WB0203@1:4 'a' takes one of red, dark-green; this is a list"),
    Case("list", "[1, 2]", "[1, 2]"),
    Case("list", "[]", "WB0204@1:4 'a' has 0 values; it takes at least 1"),
    Case(
      "list", "1",
      "WB0203@1:4 'a' takes a list, each a whole number from 1 to 8; this is the whole number '1'"),
    Case(
      "list", "[1, x, 9]",
      "WB0203@1:8 'a[1]' takes a whole number from 1 to 8; this is the text 'x'"
        + " | WB0204@1:11 'a[2]' is 9; it takes a whole number from 1 to 8"),
    Case("named", "{x: 1, 'y z': 2}", "{x: 1, y z: 2}"),
    Case("named", "{x: 0}", "WB0204@1:8 'a.x' is 0; it takes a whole number from 1 to 8"),
    Case("named", "{'': 1}", "WB0204@1:5 the name of a column is empty"),
    Case(
      "named", "[x]", "WB0203@1:4 'a' takes a mapping from column names to values; this is a list"),
    Case("freeNames", "{p: {low: 1}, q: {}}", "{p: {low: 1}, q: {low: 5}}"),
    Case("freeNames", "{p: {lo: 1}}", "WB0201@1:9 'lo' is not a setting of lever"),
    Case(
      "freeNames", "{p: 3}",
      "WB0203@1:8 'a.p' takes a mapping with the settings of lever; this is the whole number '3'"),
    Case("variant", "{scale: {by: 2}}", "{scale: {by: 2}}"), Case("variant", "drop", "{drop: {}}"),
    Case("variant", "scale", "WB0202@1:4 scale needs the setting 'by': a whole number from 1 to 8"),
    Case("variant", "{scael: {by: 2}}", "WB0205@1:5 'scael' is not a step"),
    Case(
      "variant", "{scale: {by: 2}, drop: {}}",
      "WB0203@1:4 'a' takes one step with its settings; this is a mapping with 2 keys"),
    Case(
      "variant", "{scale: [2]}",
      "WB0203@1:12 'a.scale' takes a mapping with the settings of scale; this is a list"),
    Case(
      "variant", "{scale: {by: 20}}",
      "WB0204@1:17 'a.scale.by' is 20; it takes a whole number from 1 to 8"),
    Case("variant", "7", "WB0205@1:4 '7' is not a step"),
  ]

  private static let small = SettingForm<Int>.integer(in: 1...8)

  private static let steps: [SettingVariant<Int>] = [
    SettingVariant("scale", "Makes larger.") { reader in
      reader.required("by", small, placeholder: 0, "How much.")
    },
    SettingVariant("drop", "Leaves out.") { _ in 0 },
  ]

  /// Asks for `a` in the form of a name.
  private static func ask(_ form: String, _ reader: inout SettingReader) {
    switch form {
    case "flag": _ = reader.required("a", .flag, placeholder: false, "A flag.")
    case "integer": _ = reader.required("a", small, placeholder: 1, "A count.")
    case "number": _ = reader.required("a", .number(in: 0...1), placeholder: 0, "A share.")
    case "text": _ = reader.required("a", .text, placeholder: "", "A text.")
    case "anyText": _ = reader.required("a", .anyText, placeholder: "", "A text.")
    case "choice": _ = reader.required("a", .choice(Colour.self), placeholder: .red, "A colour.")
    case "list": _ = reader.required("a", .list(of: small, countMin: 1), placeholder: [], "A list.")
    case "named": _ = reader.required("a", .named("column", small), placeholder: [], "Names.")
    case "freeNames":
      _ = reader.required(
        "a",
        .freeNames(of: "lever") { reader in
          reader.setting("low", small, standard: 5, "The least.")
        }, placeholder: [], "Levers.")
    default:
      _ = reader.optional("a", .variant(of: "step", steps), "A step.")
    }
  }

  @Test(
    "a value is read, or refused with its place, what it is and what is taken", arguments: cases)
  func formsRead(_ item: Case) throws {
    let (_, reader) = try Nodes.settings("a: \(item.text)") { Self.ask(item.form, &$0) }
    let outcome =
      reader.diagnostics.isEmpty
      ? reader.resolved.map(\.value.text).joined(separator: " ")
      : reader.diagnostics.map { "\($0.short) \($0.headline)" }.joined(separator: " | ")
    #expect(outcome == item.outcome)
  }

  @Test("a form made from another reads, shows and keys like it")
  func mappedForms() throws {
    let minutes = SettingForm<Int>.integer(in: 0...600).map({ $0 * 60 }, back: { $0 / 60 })
    let (value, reader) = try Nodes.settings("wait: 5") {
      $0.setting("wait", minutes, standard: 60, "How long.")
    }
    #expect(value == 300)
    #expect(reader.resolved.map(\.value) == [.integer(5)])
    #expect(reader.descriptions.map(\.standard) == ["1"])
  }
}

import Analyses
import Diagnostics
import Digests
import Testing

@Suite("Reading settings")
struct SettingReaderTests {
  /// A learner with a preset, as kinds ask for one.
  private static let learners: [SettingVariant<[Double]>] = [
    SettingVariant("trees", "Many trees.") { reader in
      reader.preset([
        SettingPreset(
          "wide", "few and wide",
          values: [.init("depth", .integer(9)), .init("rate", .number(0.5))])
      ])
      return [
        Double(reader.setting("depth", .integer(in: 1...20), standard: 6, "How deep.")),
        reader.setting("rate", .number(in: 0...1), standard: 0.1, "How fast."),
      ]
    },
    SettingVariant("line", "One line.") { reader in
      [reader.setting("ridge", .number(in: 0...9), standard: 1, "How stiff.")]
    },
  ]

  private static func ask(_ reader: inout SettingReader) -> [Double]? {
    _ = reader.setting("folds", .integer(in: 0...9), standard: 5, "How many parts.")
    return reader.union("learner", learners, "What is fitted.")
  }

  private static func key(_ reader: SettingReader) -> [UInt8] {
    var writer = ByteWriter()
    reader.value.write(into: &writer)
    return writer.bytes
  }

  /// The origin of each setting in a word.
  private static func origins(_ reader: SettingReader) -> [String: String] {
    var words: [String: String] = [:]
    for setting in reader.resolved {
      words[setting.name] =
        switch setting.origin {
        case .given(let span): "given at \(span.map { "\($0.line):\($0.column)" } ?? "?")"
        case .settingsInput: "settings"
        case .varied: "varied"
        case .preset(let name): "preset \(name)"
        case .standard: "standard"
        }
    }
    return words
  }

  @Test("a union reads its variant's settings from the same mapping")
  func unionsRead() throws {
    let (value, reader) = try Nodes.settings("{ridge: 3, learner: line, folds: 2}", Self.ask)
    #expect(value == [3])
    #expect(reader.diagnostics.isEmpty)
    #expect(reader.resolved.map(\.name) == ["folds", "learner", "ridge"])
  }

  @Test("a setting of another variant is refused and says whose it is")
  func settingOfAnotherVariant() throws {
    let (_, reader) = try Nodes.settings("{learner: line, depth: 3}", Self.ask)
    let problem = try #require(reader.diagnostics.first)
    #expect(problem.short == "WB0201@1:17")
    #expect(problem.headline == "'depth' is not a setting of a thing with `learner: line`")
    #expect(problem.hints == ["`learner: trees` has it"])
  }

  @Test("without its variant no other key is called wrong")
  func unknownVariant() throws {
    let (value, reader) = try Nodes.settings("{learner: tree, ridge: 1, deph: 2}", Self.ask)
    #expect(value == nil)
    #expect(reader.diagnostics.map(\.short) == ["WB0205@1:11"])
    let (_, missing) = try Nodes.settings("{ridge: 1}", Self.ask)
    #expect(missing.diagnostics.map(\.code) == [.missingKey])
  }

  @Test(
    "the mapping stands before the settings input, that before the preset, that before the standard"
  )
  func precedence() throws {
    let input: [SettingValue.Pair] = [
      .init("learner", .text("trees")), .init("preset", .text("wide")), .init("folds", .integer(3)),
    ]
    let (value, reader) = try Nodes.settings("{depth: 4}", settingsInput: input, Self.ask)
    #expect(value == [4, 0.5])
    #expect(
      Self.origins(reader) == [
        "depth": "given at 1:9", "folds": "settings", "learner": "settings", "preset": "settings",
        "rate": "preset wide",
      ])
    let (plain, other) = try Nodes.settings("{learner: trees}", Self.ask)
    #expect(plain == [6, 0.1])
    #expect(Self.origins(other)["rate"] == "standard")
    let (given, _) = try Nodes.settings("{rate: 1}", settingsInput: input, Self.ask)
    #expect(given == [9, 1])
  }

  static let equal: [(String, String)] = [
    ("{learner: trees, depth: 4}", "depth: 4 # deep\nlearner: \"trees\"\n"),
    ("{learner: trees}", "{learner: trees, depth: 6, rate: 0.1, folds: 5}"),
    ("{learner: trees, rate: 1}", "{learner: trees, rate: 1.0}"),
    ("{learner: trees, rate: 0.5, depth: 9}", "{learner: trees, preset: wide}"),
    ("{learner: trees, x-note: why}", "{learner: trees}"),
  ]

  @Test("order, comments, notation, standards and presets do not change the key", arguments: equal)
  func equalKeys(_ first: String, _ second: String) throws {
    let (_, one) = try Nodes.settings(first, Self.ask)
    let (_, two) = try Nodes.settings(second, Self.ask)
    #expect(one.diagnostics.isEmpty && two.diagnostics.isEmpty)
    #expect(one.value == two.value)
    #expect(Self.key(one) == Self.key(two))
  }

  static let different: [(String, String)] = [
    ("{learner: trees, depth: 4}", "{learner: trees, depth: 5}"),
    ("{learner: trees}", "{learner: line}"),
    ("{learner: trees, rate: 0}", "{learner: trees, rate: -0.0}"),
    ("{learner: trees, rate: 0.1}", "{learner: trees, rate: 0.10000000000000002}"),
  ]

  @Test("another value gives another key", arguments: different.filter { !$0.1.contains("-0.0") })
  func differentKeys(_ first: String, _ second: String) throws {
    let (_, one) = try Nodes.settings(first, Self.ask)
    let (_, two) = try Nodes.settings(second, Self.ask)
    #expect(Self.key(one) != Self.key(two))
  }

  @Test("a later setting stays out of the key at the value that means absent")
  func absentStaysOut() throws {
    let ask = { (reader: inout SettingReader) in
      _ = reader.setting("rows", .integer(in: 0...9), standard: 1, "Rows.")
      _ = reader.setting("weighted", .flag, standard: false, absent: false, "Weights.")
    }
    let before = SettingValue.mapping([.init("rows", .integer(1))])
    #expect(try Nodes.settings("{}", ask).reader.value == before)
    #expect(try Nodes.settings("{weighted: false}", ask).reader.value == before)
    #expect(try Nodes.settings("{weighted: true}", ask).reader.value != before)
  }

  @Test("paths and presets stay out of the key, and optional settings at nothing")
  func whatStaysOutOfTheKey() throws {
    let ask = { (reader: inout SettingReader) in
      _ = reader.path("path", "A file.")
      _ = reader.optional("weight", .text, "A column.")
    }
    let (_, one) = try Nodes.settings("{path: a.csv}", ask)
    let (_, two) = try Nodes.settings("{path: b.csv}", ask)
    #expect(one.value == two.value)
    #expect(one.value == .mapping([]))
    #expect(try Nodes.settings("{path: a.csv, weight: w}", ask).reader.value != one.value)
  }

  @Test("places go by the names around a value")
  func nestedPlaces() throws {
    let form = SettingForm<[Resolved<[String]>]>.list(
      of: .variant(
        of: "step",
        [
          SettingVariant("min-max", "Scales.") { reader in
            reader.required("columns", .list(of: .text), placeholder: [], "Which.")
          }
        ]))
    let (_, reader) = try Nodes.settings("steps:\n  - min-max:\n      columns: [a, bc]\n") {
      $0.setting("steps", form, standard: [], "Steps.").map(\.value)
    }
    let place = try #require(reader.places["steps[0].min-max.columns[1]"]?.span)
    #expect((place.line, place.column, place.length) == (3, 20, 2))
    #expect(reader.places["steps[0].min-max.columns"]?.span.column == 16)
    #expect(reader.places["steps"] != nil)
  }

  @Test("over nothing a reader lists what may be said, variants included")
  func listing() {
    var reader = SettingReader(listing: "a thing")
    #expect(Self.ask(&reader) == nil)
    #expect(reader.diagnostics.isEmpty)
    #expect(reader.descriptions.map(\.name) == ["folds", "learner"])
    #expect(reader.descriptions.first?.standard == "5")
    #expect(reader.descriptions.last?.standard == nil)
    #expect(reader.descriptions.last?.shape == .choice(["trees", "line"]))
    let variants = reader.descriptions.last?.variants ?? []
    #expect(variants.map(\.name) == ["trees", "line"])
    #expect(variants.first?.settings.map(\.name) == ["preset", "depth", "rate"])
    #expect(variants.first?.settings.last?.shape.words == "a number from 0 to 1")
  }

  @Test("problems pile up, unknown keys last, and each slip finds its word")
  func problemsPileUp() throws {
    let (_, reader) = try Nodes.settings(
      "{folds: 12, learner: trees, depth: deep, raet: 1, x-note: fine, colour: red}", Self.ask)
    #expect(
      reader.diagnostics.map(\.short)
        == ["WB0204@1:9", "WB0203@1:36", "WB0201@1:42", "WB0201@1:65"])
    #expect(reader.diagnostics[2].hints == ["did you mean `rate`?"])
    #expect(reader.diagnostics[3].hints == ["it has folds, learner, preset, depth, rate"])
  }

  @Test("where the mapping is something else, that is all that is said")
  func somethingElse() throws {
    let (_, reader) = try Nodes.settings("[learner, trees]", Self.ask)
    #expect(reader.diagnostics.map(\.short) == ["WB0203@1:1"])
    #expect(
      reader.diagnostics.first?.headline
        == "'with' takes a mapping with the settings of a thing; this is a list")
  }
}

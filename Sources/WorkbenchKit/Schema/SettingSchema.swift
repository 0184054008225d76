import Analyses

/// The schema of settings, as a kind declares them.
enum SettingSchema {
  /// The schema of a mapping with these settings; those of variants are allowed for all variants.
  static func object(_ settings: [SettingDescription]) -> JSONValue {
    var properties: [(String, JSONValue)] = []
    var known: Set<String> = []
    for setting in settings + settings.flatMap({ $0.variants.flatMap(\.settings) })
    where known.insert(setting.name).inserted {
      properties.append((setting.name, schema(of: setting)))
    }
    let required = settings.filter { $0.standard == nil }.map { JSONValue.text($0.name) }
    return .object(
      [("type", .text("object")), ("properties", .object(properties))]
        + (required.isEmpty ? [] : [("required", .array(required))])
        + [
          ("patternProperties", .object([("^x-", .object([]))])),
          ("additionalProperties", .flag(false)),
        ])
  }

  private static func schema(of setting: SettingDescription) -> JSONValue {
    let unit = setting.unit.map { " In \($0)." } ?? ""
    let standard = setting.standard.map { " Standard: \($0)." } ?? ""
    return .object(
      [("description", .text(setting.summary + unit + standard))] + shape(setting.shape))
  }

  private static func shape(_ shape: SettingDescription.Shape) -> [(String, JSONValue)] {
    switch shape {
    case .flag: return [("type", .text("boolean"))]
    case .integer(let range): return [("type", .text("integer"))] + bounds(range)
    case .number(let range): return [("type", .text("number"))] + bounds(range)
    // A text may also be a number where a form takes both, so its type is left open.
    case .text: return []
    case .path: return [("type", .text("string"))]
    case .choice(let words): return [("enum", .array(words.map { word($0) }))]
    case .list(let item):
      return [("type", .text("array")), ("items", .object(self.shape(item)))]
    case .oneOrMore(let item):
      let list: [(String, JSONValue)] = [
        ("type", .text("array")), ("items", .object([("type", .text("string"))])),
      ]
      return [("anyOf", .array([.object(self.shape(item)), .object(list)]))]
    case .named(let item):
      return [
        ("type", .text("object")), ("additionalProperties", .object(self.shape(item))),
      ]
    case .choiceOrNamed(let words, let item):
      return [
        (
          "anyOf",
          .array([
            .object(self.shape(.choice(words))), .object(self.shape(.named(item))),
          ])
        )
      ]
    case .axis:
      return [("type", .array([.text("array"), .text("object")]))]
    case .candidate:
      return [("type", .text("object")), ("required", .array([.text("learner")]))]
    case .freeNames(let settings):
      return [("type", .text("object")), ("additionalProperties", object(settings))]
    case .object(let settings):
      guard case .object(let pairs) = object(settings) else { return [] }
      return pairs
    case .variant(let variants): return self.variants(variants)
    case .variants(let variants):
      return [("type", .text("array")), ("items", .object(self.variants(variants)))]
    }
  }

  /// A variant is a mapping with one key, or its bare name where it needs no settings.
  private static func variants(
    _ variants: [SettingDescription.Variant]
  ) -> [(String, JSONValue)] {
    let mapping = JSONValue.object([
      ("type", .text("object")), ("minProperties", .integer(1)), ("maxProperties", .integer(1)),
      (
        "properties",
        .object(
          variants.map { variant in
            // A variant without declared settings takes a value of another form, such as a list.
            (variant.name, variant.settings.isEmpty ? .object([]) : object(variant.settings))
          })
      ),
      ("additionalProperties", .flag(false)),
    ])
    let names = JSONValue.object([("enum", .array(variants.map { .text($0.name) }))])
    return [("anyOf", .array([mapping, names]))]
  }

  private static func word(_ word: String) -> JSONValue {
    Int(word).map { .integer($0) } ?? .text(word)
  }

  private static func bounds(_ range: ClosedRange<Int>) -> [(String, JSONValue)] {
    (range.lowerBound == Int.min ? [] : [("minimum", .integer(range.lowerBound))])
      + (range.upperBound == Int.max ? [] : [("maximum", .integer(range.upperBound))])
  }

  private static func bounds(_ range: ClosedRange<Double>) -> [(String, JSONValue)] {
    (range.lowerBound <= -.greatestFiniteMagnitude
      ? [] : [("minimum", .number(range.lowerBound))])
      + (range.upperBound >= .greatestFiniteMagnitude
        ? [] : [("maximum", .number(range.upperBound))])
  }
}

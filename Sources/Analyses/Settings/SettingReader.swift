package import Diagnostics

/// Is asked once for each setting of a kind; what it is asked is all that the kind can be told.
///
/// Over a mapping it reads and checks; over nothing it lists. It never throws: problems pile up,
/// so that a person sees all of them at once. A value is taken from the first that has one: the
/// mapping itself, the `settings` input, the preset, the kind's standard.
package struct SettingReader: Sendable {
  private let isListing: Bool
  /// Whether there is something else where the mapping should be, which was said already.
  private let isUnreadable: Bool
  private let subject: String
  private let pathPrefix: String
  private let place: YAMLNode.Place?
  private var sources: SettingSources
  private var asked: [String] = []
  /// The setting that chose a variant, the variant, and those that were not chosen.
  private var choice: (setting: String, chosen: String, others: [SettingDescription.Variant])?

  /// Every setting asked for, as it will be used, in the order of asking.
  package private(set) var resolved: [ResolvedSetting] = []
  /// Every setting asked for, as declared.
  package private(set) var descriptions: [SettingDescription] = []
  package private(set) var diagnostics: [Diagnostic] = []
  /// Where each value that was given stands, by its path.
  package private(set) var places: [String: YAMLNode.Place] = [:]

  /// Makes a reader that lists settings and gives their standards.
  package init(listing subject: String) {
    isListing = true
    isUnreadable = false
    self.subject = subject
    pathPrefix = ""
    place = nil
    sources = SettingSources()
  }

  /// Makes a reader over a mapping, nil being an empty one.
  package init(
    of node: YAMLNode?, subject: String, path: String = "", place: YAMLNode.Place? = nil,
    settingsInput: SettingsType = SettingsType()
  ) {
    isListing = false
    isUnreadable = node.map { $0.entries == nil && !$0.isNull } ?? false
    self.subject = subject
    pathPrefix = path
    self.place = node?.place ?? place
    sources = SettingSources(given: node?.entries ?? [], chosen: settingsInput)
    if let node, isUnreadable {
      let name = path.isEmpty ? "with" : String(path.dropLast())
      var reading = SettingReading(path: name, subject: subject)
      reading.reportType(of: node, wanted: "a mapping with the settings of \(subject)")
      diagnostics += reading.diagnostics
    }
  }

  /// The settings read, as one value for the key of what contains them.
  package var value: SettingValue {
    .mapping(
      resolved.filter(\.isInKey).sorted { $0.name < $1.name }
        .map { SettingValue.Pair($0.name, $0.value) })
  }

  /// Reads a setting that has a standard.
  ///
  /// A setting that joins a kind later gives the value that means what the kind did before as
  /// `absent`; at that value it stays out of the key, so that old results keep theirs.
  package mutating func setting<Value>(
    _ name: String, _ form: SettingForm<Value>, standard: Value, unit: String? = nil,
    absent: Value? = nil, _ summary: String
  ) -> Value {
    let standardValue = form.resolve(standard)
    describe(name, form.shape, unit: unit, standard: standardValue.text, summary)
    guard let (node, origin) = sources.value(of: name) else {
      record(name, standardValue, .standard, absent: absent.map(form.resolve))
      return standard
    }
    guard let value = read(name, node, form) else { return standard }
    record(name, form.resolve(value), origin, absent: absent.map(form.resolve))
    return value
  }

  /// The mapping that is read, as it was given.
  package var entries: [YAMLNode.Entry] { sources.given }

  /// Gives a reader that reads the same mapping from the beginning, with what a search chose.
  package func anew(settingsInput: [SettingValue.Pair]) -> SettingReader {
    SettingReader(
      of: YAMLNode(.mapping(sources.given), place: place), subject: subject, path: pathPrefix,
      settingsInput: SettingsType(pairs: settingsInput))
  }

  /// What the result of a `settings` input says of a setting, or is known to say before it is there.
  package func chosen(_ name: String) -> SettingValue? {
    sources.chosen.first { $0.key == name }?.value.settingValue
  }

  /// Puts values in the place of settings that the mapping does not give.
  package mutating func vary(_ entries: [YAMLNode.Entry]) { sources.varied = entries }

  /// Adds problems that were found by reading a part of the mapping elsewhere.
  package mutating func report(_ problems: [Diagnostic]) { diagnostics += problems }

  /// Tells whether a value is given for a setting, so that its standard does not stand.
  package func isGiven(_ name: String) -> Bool { sources.value(of: name) != nil }

  /// Reads a setting that may be left out, which then means what the summary says.
  package mutating func optional<Value>(
    _ name: String, _ form: SettingForm<Value>, unit: String? = nil, _ summary: String
  ) -> Value? {
    describe(name, form.shape, unit: unit, standard: "none", summary)
    guard let (node, origin) = sources.value(of: name) else {
      record(name, .none, .standard, absent: SettingValue.none)
      return nil
    }
    guard let value = read(name, node, form) else { return nil }
    record(name, form.resolve(value), origin, absent: nil)
    return value
  }

  /// Reads a setting that must be given; the placeholder stands in when it is not.
  package mutating func required<Value>(
    _ name: String, _ form: SettingForm<Value>, placeholder: Value, unit: String? = nil,
    _ summary: String
  ) -> Value {
    describe(name, form.shape, unit: unit, standard: nil, summary)
    guard let (node, origin) = sources.value(of: name) else {
      reportMissing(name, form.shape)
      return placeholder
    }
    guard let value = read(name, node, form) else { return placeholder }
    record(name, form.resolve(value), origin, absent: nil)
    return value
  }

  /// Reads the path of a file; the path stays out of the key, what is in the file goes in.
  package mutating func path(_ name: String, _ summary: String) -> String {
    describe(name, .path, unit: nil, standard: nil, summary)
    guard let (node, origin) = sources.value(of: name) else {
      reportMissing(name, .path)
      return ""
    }
    guard let value = read(name, node, SettingForm<String>.text) else { return "" }
    resolved.append(
      ResolvedSetting(name: name, value: .text(value), origin: origin, isInKey: false))
    return value
  }

  /// Reads which variant is meant and then, from the same mapping, that variant's settings.
  package mutating func union<Value: Sendable>(
    _ name: String, _ variants: [SettingVariant<Value>], _ summary: String
  ) -> Value? {
    let names = variants.map(\.name)
    asked.append(name)
    descriptions.append(
      SettingDescription(
        name: name, shape: .choice(names), standard: nil, summary: summary,
        variants: variants.map(\.description)))
    if isListing { return nil }
    guard let (node, origin) = sources.value(of: name) else {
      reportMissing(name, .choice(names))
      skipUnknownKeys()
      return nil
    }
    guard let text = word(name, node, among: names),
      let variant = variants.first(where: { $0.name == text })
    else {
      skipUnknownKeys()
      return nil
    }
    record(name, .text(text), origin, absent: nil)
    choice = (name, text, variants.filter { $0.name != text }.map(\.description))
    return variant.read(&self)
  }

  /// Reads the name of a preset, whose values then stand before the standards.
  package mutating func preset(_ presets: [SettingPreset]) {
    let names = presets.map(\.name)
    let summary =
      "Takes another program's defaults: "
      + presets.map { "\($0.name) (\($0.summary))" }.joined(separator: ", ") + "."
    describe("preset", .choice(names), unit: nil, standard: "none", summary)
    guard let (node, origin) = sources.value(of: "preset") else { return }
    guard let text = word("preset", node, among: names),
      let chosen = presets.first(where: { $0.name == text })
    else { return }
    sources.preset = chosen
    resolved.append(
      ResolvedSetting(name: "preset", value: .text(text), origin: origin, isInKey: false))
  }

  /// Reports the keys that were given and never asked for.
  package mutating func finish() {
    let entries = sources.given + sources.varied
    for entry in entries where !asked.contains(entry.key) && !entry.key.hasPrefix("x-") {
      let variant = choice.map { " with `\($0.setting): \($0.chosen)`" } ?? ""
      diagnostics.append(
        Diagnostic(
          .unknownKey, "'\(entry.key)' is not a setting of \(subject)\(variant)",
          span: entry.keyPlace?.span, lineText: entry.keyPlace?.lineText,
          hints: [hint(forUnknown: entry)]))
    }
  }

  /// Reports a problem between settings, at the place of one of them.
  package mutating func report(
    _ code: DiagnosticCode, _ headline: String, at name: String, hints: [String] = []
  ) {
    let place = places[pathPrefix + name] ?? self.place
    diagnostics.append(
      Diagnostic(
        code, headline, span: place?.span, lineText: place?.lineText, hints: hints))
  }
}

extension SettingReader {
  private mutating func describe(
    _ name: String, _ shape: SettingDescription.Shape, unit: String?, standard: String?,
    _ summary: String
  ) {
    asked.append(name)
    descriptions.append(
      SettingDescription(
        name: name, shape: shape, unit: unit, standard: standard, summary: summary))
  }

  private mutating func read<Value>(
    _ name: String, _ node: YAMLNode, _ form: SettingForm<Value>
  ) -> Value? {
    var reading = SettingReading(path: pathPrefix + name, subject: subject)
    if let place = node.place { reading.places[reading.path] = place }
    if node.isNull {
      reading.reportEmpty(node, wanted: form.shape.words)
    }
    let value = node.isNull ? nil : form.read(node, &reading)
    diagnostics += reading.diagnostics
    places.merge(reading.places) { _, new in new }
    return value
  }

  /// Says where a key belongs that was not asked for.
  private func hint(forUnknown entry: YAMLNode.Entry) -> String {
    let key = entry.key
    if entry.value.isNull, key.contains(" ") {
      return "a text with a comma in it needs quotes inside `{…}`"
    }
    let owners = (choice?.others ?? []).filter { $0.settings.contains { $0.name == key } }
    if let setting = choice?.setting, !owners.isEmpty {
      let list = owners.map { "`\(setting): \($0.name)`" }.joined(separator: ", ")
      return "\(list) \(owners.count == 1 ? "has" : "have") it"
    }
    if let nearest = Suggestion.nearest(to: key, among: asked) {
      return "did you mean `\(nearest)`?"
    }
    return asked.isEmpty ? "it has none" : "it has \(asked.joined(separator: ", "))"
  }

  /// Reads one of some words, or reports what stands there instead.
  private mutating func word(_ name: String, _ node: YAMLNode, among words: [String]) -> String? {
    var reading = SettingReading(path: pathPrefix + name, subject: subject)
    defer { diagnostics += reading.diagnostics }
    if let place = node.place { places[reading.path] = place }
    let wanted = "one of " + words.joined(separator: ", ")
    guard !node.isNull else {
      reading.reportEmpty(node, wanted: wanted)
      return nil
    }
    guard let text = node.scalar?.text else {
      reading.reportType(of: node, wanted: wanted)
      return nil
    }
    guard !words.contains(text) else { return text }
    let nearest = Suggestion.nearest(to: text, among: words)
    reading.report(
      .unknownChoice, "'\(text)' is not a \(name); there are \(words.joined(separator: ", "))",
      at: node, hints: nearest.map { ["did you mean `\($0)`?"] } ?? [])
    return nil
  }

  private mutating func record(
    _ name: String, _ value: SettingValue, _ origin: ResolvedSetting.Origin,
    absent: SettingValue?
  ) {
    resolved.append(sources.resolved(name, value, origin, absent: absent))
  }

  private mutating func reportMissing(_ name: String, _ shape: SettingDescription.Shape) {
    guard !isListing, !isUnreadable else { return }
    // A word that nobody asked for so far and that looks like the missing one is probably it.
    let others = sources.given.map(\.key).filter { !asked.contains($0) }
    let slip = others.first { Suggestion.nearest(to: $0, among: [name]) != nil }
    diagnostics.append(
      Diagnostic(
        .missingKey, "\(subject) needs the setting '\(name)': \(shape.words)", span: place?.span,
        lineText: place?.lineText, hints: slip.map { ["is `\($0)` meant to be `\(name)`?"] } ?? []))
  }

  /// Without the variant nobody knows which other keys are right, so none is called wrong.
  private mutating func skipUnknownKeys() {
    asked += sources.given.map(\.key)
  }
}

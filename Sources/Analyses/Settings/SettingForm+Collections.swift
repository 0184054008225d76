import Diagnostics

/// One of several forms that a value can take, by name, with settings of its own.
package struct SettingVariant<Value: Sendable>: Sendable {
  package let name: String
  package let summary: String
  package let read: @Sendable (inout SettingReader) -> Value

  package init(
    _ name: String, _ summary: String, read: @escaping @Sendable (inout SettingReader) -> Value
  ) {
    self.name = name
    self.summary = summary
    self.read = read
  }

  /// The variant as pages and schemas show it.
  package var description: SettingDescription.Variant {
    var reader = SettingReader(listing: name)
    _ = read(&reader)
    return SettingDescription.Variant(
      name: name, summary: summary, settings: reader.descriptions)
  }
}

/// A value together with what was resolved while it was read.
package struct Resolved<Value: Sendable>: Sendable {
  package let value: Value
  package let setting: SettingValue

  package init(_ value: Value, _ setting: SettingValue) {
    self.value = value
    self.setting = setting
  }
}

extension SettingForm {
  /// A list of values of one form, with at least so many.
  package static func list<Item: Sendable>(
    of form: SettingForm<Item>, countMin: Int = 0
  ) -> SettingForm<[Item]> where Value == [Item] {
    SettingForm<[Item]>(
      shape: .list(form.shape),
      read: { node, reading in
        guard let items = node.items else {
          reading.reportType(of: node, wanted: "a list, each \(form.shape.words)")
          return nil
        }
        guard items.count >= countMin else {
          reading.report(
            .outOfRange,
            "'\(reading.path)' has \(items.count) values; it takes at least \(countMin)", at: node)
          return nil
        }
        let values = items.enumerated().map { reading.part("[\($0.offset)]", $0.element, form) }
        return values.contains { $0 == nil } ? nil : values.compactMap { $0 }
      },
      resolve: { .list($0.map(form.resolve)) })
  }

  /// A mapping whose names the user chooses, with at least so many, each value of one form.
  package static func named<Item: Sendable>(
    _ noun: String, _ form: SettingForm<Item>, countMin: Int = 0
  ) -> SettingForm<[(name: String, item: Item)]> where Value == [(name: String, item: Item)] {
    SettingForm<[(name: String, item: Item)]>(
      shape: .named(form.shape),
      read: { node, reading in
        guard let entries = node.entries else {
          reading.reportType(of: node, wanted: "a mapping from \(noun) names to values")
          return nil
        }
        guard entries.count >= countMin else {
          reading.report(
            .outOfRange,
            "'\(reading.path)' has \(entries.count) names; it takes at least \(countMin)", at: node)
          return nil
        }
        var items: [(name: String, item: Item)] = []
        for entry in entries {
          guard !entry.key.isEmpty else {
            reading.report(
              .outOfRange, "the name of a \(noun) is empty",
              at: YAMLNode(.mapping([]), place: entry.keyPlace))
            continue
          }
          guard let item = reading.part(".\(entry.key)", entry.value, form) else { continue }
          items.append((name: entry.key, item: item))
        }
        return items.count == entries.count ? items : nil
      },
      resolve: { .mapping($0.map { SettingValue.Pair($0.name, form.resolve($0.item)) }) })
  }

  /// A mapping whose names the user chooses, each value a mapping with settings.
  package static func freeNames<Item: Sendable>(
    of noun: String, _ read: @escaping @Sendable (inout SettingReader) -> Item
  ) -> SettingForm<[(name: String, item: Resolved<Item>)]>
  where Value == [(name: String, item: Resolved<Item>)] {
    var lister = SettingReader(listing: noun)
    _ = read(&lister)
    return SettingForm<[(name: String, item: Resolved<Item>)]>(
      shape: .freeNames(lister.descriptions),
      read: { node, reading in
        guard let entries = node.entries else {
          reading.reportType(of: node, wanted: "a mapping from \(noun) names to settings")
          return nil
        }
        let problems = reading.diagnostics.count
        let items = entries.map { entry in
          let item = reading.object(".\(entry.key)", entry.value, subject: noun, read)
          return (name: entry.key, item: item)
        }
        return reading.diagnostics.count > problems ? nil : items
      },
      resolve: { .mapping($0.map { SettingValue.Pair($0.name, $0.item.setting) }) })
  }

  /// A mapping with one key that names a variant, whose value holds the variant's settings.
  package static func variant<Item: Sendable>(
    of noun: String, _ variants: [SettingVariant<Item>]
  ) -> SettingForm<Resolved<Item>> where Value == Resolved<Item> {
    let names = variants.map(\.name)
    return SettingForm<Resolved<Item>>(
      shape: .variant(variants.map(\.description)),
      read: { node, reading in
        let entry: YAMLNode.Entry
        if let name = node.scalar, !node.isNull {
          let empty = YAMLNode(.mapping([]), place: node.place)
          entry = YAMLNode.Entry(key: name.text, keyPlace: node.place, value: empty)
        } else if let entries = node.entries, entries.count == 1 {
          entry = entries[0]
        } else {
          reading.reportType(
            of: node, wanted: "one \(noun) with its settings",
            hints: [
              node.entries == nil
                ? "a \(noun) is one of \(names.joined(separator: ", "))"
                : "write one \(noun) an item, its settings one level further in"
            ])
          return nil
        }
        guard let variant = variants.first(where: { $0.name == entry.key }) else {
          let nearest = Suggestion.nearest(to: entry.key, among: names)
          let named = YAMLNode(.mapping([]), place: entry.keyPlace)
          reading.report(
            .unknownChoice, "'\(entry.key)' is not a \(noun)", at: named,
            hints: [
              nearest.map { "did you mean `\($0)`?" }
                ?? "a \(noun) is one of \(names.joined(separator: ", "))"
            ])
          return nil
        }
        let problems = reading.diagnostics.count
        let read = reading.object(".\(entry.key)", entry.value, subject: entry.key, variant.read)
        let setting = SettingValue.mapping([SettingValue.Pair(entry.key, read.setting)])
        return reading.diagnostics.count > problems ? nil : Resolved(read.value, setting)
      },
      resolve: { $0.setting })
  }
}

extension SettingReading {
  /// Reads a mapping with settings under a longer path.
  mutating func object<Item>(
    _ suffix: String, _ node: YAMLNode, subject: String,
    _ read: @Sendable (inout SettingReader) -> Item
  ) -> Resolved<Item> {
    var reader = SettingReader(of: node, subject: subject, path: path + suffix + ".")
    let value = read(&reader)
    reader.finish()
    diagnostics += reader.diagnostics
    places.merge(reader.places) { _, new in new }
    return Resolved(value, reader.value)
  }
}

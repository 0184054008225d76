extension SettingForm {
  /// A mapping with settings of its own, such as an item of a list.
  package static func object<Item: Sendable>(
    _ noun: String, _ read: @escaping @Sendable (inout SettingReader) -> Item
  ) -> SettingForm<Resolved<Item>> where Value == Resolved<Item> {
    var lister = SettingReader(listing: noun)
    _ = read(&lister)
    let shape = SettingDescription.Shape.object(lister.descriptions)
    return SettingForm<Resolved<Item>>(
      shape: shape,
      read: { node, reading in
        guard node.entries != nil else {
          reading.reportType(of: node, wanted: shape.words)
          return nil
        }
        let problems = reading.diagnostics.count
        let item = reading.object("", node, subject: noun, read)
        return reading.diagnostics.count > problems ? nil : item
      },
      resolve: { $0.setting })
  }
}

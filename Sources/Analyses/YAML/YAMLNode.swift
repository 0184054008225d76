package import Diagnostics

/// A node of a YAML text with the place it stands at; without a place where a program made it.
package struct YAMLNode: Sendable {
  /// What a node is.
  package enum Content: Sendable {
    case scalar(YAMLScalar)
    case list([YAMLNode])
    case mapping([Entry])
  }

  /// A key and its value, in the order of the text.
  package struct Entry: Sendable {
    package let key: String
    package let keyPlace: Place?
    package let value: YAMLNode

    package init(key: String, keyPlace: Place? = nil, value: YAMLNode) {
      self.key = key
      self.keyPlace = keyPlace
      self.value = value
    }
  }

  /// A span and the line it points into.
  package struct Place: Sendable, Hashable {
    package let span: SourceSpan
    package let lineText: String?
    /// The lines of the text below a `|`, as they stand in the file; empty for other nodes.
    package let blockLines: [String]

    package init(span: SourceSpan, lineText: String?, blockLines: [String] = []) {
      self.span = span
      self.lineText = lineText
      self.blockLines = blockLines
    }
  }

  package let content: Content
  package let place: Place?

  package init(_ content: Content, place: Place? = nil) {
    self.content = content
    self.place = place
  }

  /// The entries of a mapping, or nil.
  package var entries: [Entry]? {
    if case .mapping(let entries) = content { entries } else { nil }
  }

  /// The items of a list, or nil.
  package var items: [YAMLNode]? {
    if case .list(let items) = content { items } else { nil }
  }

  /// The scalar, or nil.
  package var scalar: YAMLScalar? {
    if case .scalar(let scalar) = content { scalar } else { nil }
  }

  /// Whether the node is absent for every purpose: an empty plain scalar, `~` or `null`.
  package var isNull: Bool {
    if let scalar, case .null = scalar.value { true } else { false }
  }

  /// Gives the value of a key of a mapping, or nil.
  package subscript(key: String) -> YAMLNode? {
    entries?.first { $0.key == key }?.value
  }

  /// What the node is, in words for a message.
  package var described: String {
    switch content {
    case .list(let items): items.isEmpty ? "an empty list" : "a list"
    case .mapping(let entries):
      entries.count == 1 ? "a mapping with 1 key" : "a mapping with \(entries.count) keys"
    case .scalar(let scalar): scalar.described
    }
  }

  /// Gives the node with a value put at a path of keys, made where they are missing.
  package func setting(_ path: ArraySlice<String>, to value: YAMLNode) -> YAMLNode {
    guard let key = path.first else { return value }
    var entries = self.entries ?? []
    let rest = path.dropFirst()
    if let index = entries.firstIndex(where: { $0.key == key }) {
      let old = entries[index]
      entries[index] = Entry(
        key: key, keyPlace: rest.isEmpty ? value.place : old.keyPlace,
        value: old.value.setting(rest, to: value))
    } else {
      let empty = YAMLNode(.mapping([]), place: value.place)
      entries.append(
        Entry(key: key, keyPlace: value.place, value: empty.setting(rest, to: value)))
    }
    return YAMLNode(.mapping(entries), place: place)
  }
}

package import Diagnostics

/// How a setting's value is read from a node, checked, and shown; forms are built from forms.
package struct SettingForm<Value: Sendable>: Sendable {
  /// The values allowed, for pages and messages.
  package let shape: SettingDescription.Shape
  /// Reads a node; reports and gives nil when it is not of this form.
  package let read: @Sendable (YAMLNode, inout SettingReading) -> Value?
  /// Gives the value as it goes into the key.
  package let resolve: @Sendable (Value) -> SettingValue

  package init(
    shape: SettingDescription.Shape,
    read: @escaping @Sendable (YAMLNode, inout SettingReading) -> Value?,
    resolve: @escaping @Sendable (Value) -> SettingValue
  ) {
    self.shape = shape
    self.read = read
    self.resolve = resolve
  }

  /// Gives a form for a type that is made from this form's value and turned back into it.
  package func map<Other: Sendable>(
    _ make: @escaping @Sendable (Value) -> Other, back: @escaping @Sendable (Other) -> Value
  ) -> SettingForm<Other> {
    let form = self
    return SettingForm<Other>(
      shape: shape, read: { node, reading in form.read(node, &reading).map(make) },
      resolve: { form.resolve(back($0)) })
  }
}

/// What happens while the value of one setting is read: where it stands, and what was wrong.
package struct SettingReading: Sendable {
  /// The setting's name with the names around it, such as `steps[0].min-max.columns`.
  package var path: String
  /// Whose setting it is, for messages: `train`.
  package let subject: String
  package var diagnostics: [Diagnostic] = []
  /// The places of the values read so far, by path.
  package var places: [String: YAMLNode.Place] = [:]

  package init(path: String, subject: String) {
    self.path = path
    self.subject = subject
  }

  /// Reads a part of the value under a longer path.
  package mutating func part<Value>(
    _ suffix: String, _ node: YAMLNode, _ form: SettingForm<Value>
  ) -> Value? {
    let outer = path
    path += suffix
    defer { path = outer }
    if let place = node.place { places[path] = place }
    return form.read(node, &self)
  }

  /// Reports that a node is not what its form asks for.
  package mutating func report(
    _ code: DiagnosticCode, _ headline: String, at node: YAMLNode, hints: [String] = []
  ) {
    diagnostics.append(
      Diagnostic(
        code, headline, span: node.place?.span, lineText: node.place?.lineText, hints: hints))
  }

  /// Reports that nothing stands where a value should.
  mutating func reportEmpty(_ node: YAMLNode, wanted: String) {
    report(.wrongType, "'\(path)' has no value; it takes \(wanted)", at: node)
  }

  /// Reports that a node is of another type than asked for.
  package mutating func reportType(of node: YAMLNode, wanted: String, hints: [String] = []) {
    if case .ambiguous(let text)? = node.scalar?.value {
      report(
        .quotesNeeded, "'\(text)' could be a number or a text", at: node,
        hints: ["write \"\(text)\" for the text, or leave the zeros in front out for the number"])
      return
    }
    report(
      .wrongType, "'\(path)' takes \(wanted); this is \(node.described)", at: node, hints: hints)
  }
}

import Diagnostics

extension SettingForm where Value == Bool {
  /// A truth value.
  package static var flag: SettingForm<Bool> {
    SettingForm<Bool>(
      shape: .flag,
      read: { node, reading in
        if case .flag(let value)? = node.scalar?.value { return value }
        reading.reportType(of: node, wanted: "true or false")
        return nil
      },
      resolve: { .flag($0) })
  }
}

extension SettingForm where Value == Int {
  /// A whole number in a range.
  package static func integer(in range: ClosedRange<Int>) -> SettingForm<Int> {
    let shape = SettingDescription.Shape.integer(range)
    return SettingForm<Int>(
      shape: shape,
      read: { node, reading in
        guard case .integer(let value)? = node.scalar?.value else {
          reading.reportType(of: node, wanted: shape.words)
          return nil
        }
        guard range.contains(value) else {
          reading.report(
            .outOfRange, "'\(reading.path)' is \(value); it takes \(shape.words)", at: node)
          return nil
        }
        return value
      },
      resolve: { .integer($0) })
  }
}

extension SettingForm where Value == Double {
  /// A number in a range; never not-a-number.
  package static func number(in range: ClosedRange<Double>) -> SettingForm<Double> {
    let shape = SettingDescription.Shape.number(range)
    return SettingForm<Double>(
      shape: shape,
      read: { node, reading in
        let value: Double
        switch node.scalar?.value {
        case .integer(let integer)?: value = Double(integer)
        case .number(let number)?: value = number
        default:
          reading.reportType(of: node, wanted: shape.words)
          return nil
        }
        guard range.contains(value) else {
          let text = node.scalar?.text ?? "\(value)"
          reading.report(
            .outOfRange, "'\(reading.path)' is \(text); it takes \(shape.words)", at: node)
          return nil
        }
        return value
      },
      resolve: { .number($0) })
  }
}

extension SettingForm where Value == String {
  /// A text that is not empty; a plain number or truth value asks for quotes.
  package static var text: SettingForm<String> {
    SettingForm<String>(
      shape: .text,
      read: { node, reading in
        guard case .text(let value)? = node.scalar?.value else {
          var hints: [String] = []
          if let scalar = node.scalar, !node.isNull {
            hints = ["write \"\(scalar.text)\" if the text is meant"]
          }
          reading.reportType(of: node, wanted: "a text", hints: hints)
          return nil
        }
        guard !value.isEmpty else {
          reading.report(.outOfRange, "'\(reading.path)' is empty", at: node)
          return nil
        }
        return value
      },
      resolve: { .text($0) })
  }

  /// A name that is not empty, which may look like a number: `2024` needs no quotes here.
  package static var word: SettingForm<String> {
    SettingForm<String>(
      shape: .text,
      read: { node, reading in
        if case .integer? = node.scalar?.value, let scalar = node.scalar { return scalar.text }
        return text.read(node, &reading)
      },
      resolve: { .text($0) })
  }

  /// A text that may be empty.
  package static var anyText: SettingForm<String> {
    SettingForm<String>(
      shape: .text,
      read: { node, reading in
        if case .text("")? = node.scalar?.value { return "" }
        return text.read(node, &reading)
      },
      resolve: { .text($0) })
  }
}

extension SettingForm
where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// One of the words of a type.
  package static func choice(_ type: Value.Type = Value.self) -> SettingForm<Value> {
    let words = type.allCases.map(\.rawValue)
    return SettingForm<Value>(
      shape: .choice(words),
      read: { node, reading in
        let text = node.scalar?.text ?? ""
        if let value = type.allCases.first(where: { $0.rawValue == text }) { return value }
        guard node.scalar != nil, !node.isNull else {
          reading.reportType(of: node, wanted: "one of " + words.joined(separator: ", "))
          return nil
        }
        let nearest = Suggestion.nearest(to: text, among: words)
        reading.report(
          .unknownChoice,
          "'\(reading.path)' is '\(text)'; it takes one of \(words.joined(separator: ", "))",
          at: node, hints: nearest.map { ["did you mean `\($0)`?"] } ?? [])
        return nil
      },
      resolve: { .text($0.rawValue) })
  }
}

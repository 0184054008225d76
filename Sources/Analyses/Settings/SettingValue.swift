package import Digests

/// A setting's value after it was read and checked.
package indirect enum SettingValue: Hashable, Sendable {
  case none
  case flag(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case list([SettingValue])
  /// Names and values in the order in which the kind reads them or the user gave them.
  case mapping([Pair])

  /// A name and its value.
  package struct Pair: Hashable, Sendable {
    package let name: String
    package let value: SettingValue

    package init(_ name: String, _ value: SettingValue) {
      self.name = name
      self.value = value
    }
  }

  /// Writes the value so that different values, and values of different kinds, differ in bytes.
  package func write(into writer: inout ByteWriter) {
    switch self {
    case .none:
      writer.byte(0)
    case .flag(let value):
      writer.byte(1)
      writer.flag(value)
    case .integer(let value):
      writer.byte(2)
      writer.integer(value)
    case .number(let value):
      writer.byte(3)
      writer.number(value)
    case .text(let value):
      writer.byte(4)
      writer.text(value)
    case .list(let values):
      writer.byte(5)
      writer.integer(values.count)
      for value in values { value.write(into: &writer) }
    case .mapping(let pairs):
      writer.byte(6)
      writer.integer(pairs.count)
      for pair in pairs {
        writer.text(pair.name)
        pair.value.write(into: &writer)
      }
    }
  }

  /// The value in the analysis file's own notation, on one line.
  package var text: String {
    switch self {
    case .none: "none"
    case .flag(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .number(let value): Self.text(of: value)
    case .text(let value): value
    case .list(let values): "[" + values.map(\.text).joined(separator: ", ") + "]"
    case .mapping(let pairs):
      "{" + pairs.map { "\($0.name): \($0.value.text)" }.joined(separator: ", ") + "}"
    }
  }

  /// A number as short as it reads back, without a needless fraction.
  package static func text(of number: Double) -> String {
    if number == number.rounded(), abs(number) < 1e15 { return String(Int(number)) }
    return "\(number)"
  }

  /// The value as a node without a place, so that presets and settings of a search are read alike.
  package var node: YAMLNode {
    switch self {
    case .none: YAMLNode(.scalar(YAMLScalar(.null)))
    case .flag(let value): YAMLNode(.scalar(YAMLScalar(.flag(value))))
    case .integer(let value): YAMLNode(.scalar(YAMLScalar(.integer(value))))
    case .number(let value): YAMLNode(.scalar(YAMLScalar(.number(value))))
    case .text(let value): YAMLNode(.scalar(YAMLScalar(.text(value))))
    case .list(let values): YAMLNode(.list(values.map(\.node)))
    case .mapping(let pairs):
      YAMLNode(.mapping(pairs.map { YAMLNode.Entry(key: $0.name, value: $0.value.node) }))
    }
  }
}

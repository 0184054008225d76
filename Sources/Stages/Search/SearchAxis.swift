import Analyses
import Diagnostics
import Foundation
import Kernels

/// A setting that a search goes through, and the values that it tries.
struct SearchAxis: Sendable {
  /// Where the values come from.
  enum Values: Sendable {
    case list([YAMLNode])
    case uniform(Double, Double)
    case logUniform(Double, Double)
    case integer(Int, Int)
  }

  let name: String
  let keyPlace: YAMLNode.Place?
  /// The value as it stands in the file, for the key and for messages.
  let node: YAMLNode
  let values: Values

  /// The number of values of a list; nil for a range.
  var count: Int? {
    if case .list(let nodes) = values { nodes.count } else { nil }
  }

  /// Whether every value is a number.
  var isNumeric: Bool {
    guard case .list(let nodes) = values else { return true }
    return nodes.allSatisfy { $0.settingValue.number != nil }
  }

  /// The values that show whether all are allowed: a whole list, or the ends of a range.
  var extremes: [YAMLNode] {
    switch values {
    case .list(let nodes): nodes
    case .uniform(let low, let high), .logUniform(let low, let high):
      [low, high].map { scalar(.number($0)) }
    case .integer(let low, let high): [low, high].map { scalar(.integer($0)) }
    }
  }

  /// Gives a value as the entry of a mapping with settings.
  func entry(_ value: YAMLNode) -> YAMLNode.Entry {
    YAMLNode.Entry(key: name, keyPlace: keyPlace, value: value)
  }

  /// Draws a value: one of the list, or a number of four digits from the range.
  func draw(_ random: RandomStream) -> YAMLNode {
    var random = random
    switch values {
    case .list(let nodes):
      return nodes[random.integer(below: nodes.count)]
    case .uniform(let low, let high):
      return scalar(.number(Self.rounded(low + random.uniform() * (high - low), in: low...high)))
    case .logUniform(let low, let high):
      let value = exp(log(low) + random.uniform() * (log(high) - log(low)))
      return scalar(.number(Self.rounded(value, in: low...high)))
    case .integer(let low, let high):
      return scalar(.integer(low + random.integer(below: high - low + 1)))
    }
  }

  private func scalar(_ value: YAMLScalar.Value) -> YAMLNode {
    YAMLNode(.scalar(YAMLScalar(value)), place: node.place)
  }

  /// Four digits are as many as anybody compares, and read back as they are shown.
  private static func rounded(_ value: Double, in range: ClosedRange<Double>) -> Double {
    let shown = Double(String(format: "%.3e", value)) ?? value
    return min(max(shown, range.lowerBound), range.upperBound)
  }
}

extension SettingForm where Value == [SearchAxis] {
  /// The settings that a search goes through: each a list of values, or a range to draw from.
  static var searchGrid: SettingForm<[SearchAxis]> {
    SettingForm<[SearchAxis]>(
      shape: .named(.axis),
      read: { node, reading in
        guard let entries = node.entries, !entries.isEmpty else {
          reading.reportType(
            of: node, wanted: "a mapping from settings of the learner to the values to try")
          return nil
        }
        let problems = reading.diagnostics.count
        let axes = entries.compactMap { axis($0, &reading) }
        return reading.diagnostics.count > problems ? nil : axes
      },
      resolve: { axes in
        .mapping(axes.map { SettingValue.Pair($0.name, $0.node.settingValue) })
      })
  }

  private static func axis(
    _ entry: YAMLNode.Entry, _ reading: inout SettingReading
  ) -> SearchAxis? {
    let outer = reading.path
    reading.path += ".\(entry.key)"
    defer { reading.path = outer }
    if let place = entry.value.place { reading.places[reading.path] = place }
    let values: SearchAxis.Values?
    if let items = entry.value.items {
      values = list(items, entry.value, &reading)
    } else if let entries = entry.value.entries, entries.count == 1 {
      values = range(entries[0], &reading)
    } else {
      reading.reportType(
        of: entry.value, wanted: SettingDescription.Shape.axis.words,
        hints: entry.value.scalar.map { ["write `[\($0.text)]` for one value"] } ?? [])
      values = nil
    }
    return values.map {
      SearchAxis(name: entry.key, keyPlace: entry.keyPlace, node: entry.value, values: $0)
    }
  }

  private static func list(
    _ items: [YAMLNode], _ node: YAMLNode, _ reading: inout SettingReading
  ) -> SearchAxis.Values? {
    guard !items.isEmpty else {
      reading.report(.outOfRange, "'\(reading.path)' has no values to try", at: node)
      return nil
    }
    var seen: Set<SettingValue> = []
    for item in items where !seen.insert(item.settingValue).inserted {
      reading.report(
        .conflict, "'\(reading.path)' has \(item.settingValue.text) twice", at: item)
    }
    return .list(items)
  }

  private static func range(
    _ entry: YAMLNode.Entry, _ reading: inout SettingReading
  ) -> SearchAxis.Values? {
    let words = ["uniform", "log-uniform", "integer"]
    let key = YAMLNode(.mapping([]), place: entry.keyPlace)
    guard words.contains(entry.key) else {
      reading.report(
        .unknownChoice, "'\(entry.key)' is not a way to draw values", at: key,
        hints: [
          Suggestion.nearest(to: entry.key, among: words).map { "did you mean `\($0)`?" }
            ?? "there are \(words.joined(separator: ", "))"
        ])
      return nil
    }
    let ends = (entry.value.items ?? []).compactMap { $0.settingValue.number }
    guard ends.count == 2, entry.value.items?.count == 2, ends[0] < ends[1],
      (ends[1] - ends[0]).isFinite
    else {
      reading.reportType(of: entry.value, wanted: "two numbers, the lower one first")
      return nil
    }
    switch entry.key {
    case "integer":
      guard let low = Int(exactly: ends[0]), let high = Int(exactly: ends[1]),
        high.subtractingReportingOverflow(low).partialValue < Int(Int32.max)
      else {
        reading.reportType(of: entry.value, wanted: "two whole numbers, the lower one first")
        return nil
      }
      return .integer(low, high)
    case "log-uniform":
      guard ends[0] > 0 else {
        reading.report(
          .outOfRange, "'\(reading.path)' is drawn by its logarithm; both ends must be above 0",
          at: entry.value)
        return nil
      }
      return .logUniform(ends[0], ends[1])
    default: return .uniform(ends[0], ends[1])
    }
  }
}

import Analyses
import Diagnostics

extension SettingForm where Value == Draw.Distribution {
  /// A mapping with one key, the name of a distribution, and its parameters as a list.
  static var distribution: SettingForm<Draw.Distribution> {
    SettingForm<Draw.Distribution>(
      shape: .variant(descriptions),
      read: { node, reading in
        let wanted =
          "one of {uniform: [LOW, HIGH]}, {triangular: [LOW, MODE, HIGH]}, "
          + "{normal: [MEAN, DEVIATION]}, {log-normal: [MEAN, DEVIATION]}, {integer: [LOW, HIGH]}, "
          + "{choice: [TEXT, …]}"
        guard let entries = node.entries, entries.count == 1, let entry = entries.first else {
          reading.reportType(of: node, wanted: wanted)
          return nil
        }
        let names = descriptions.map(\.name)
        guard names.contains(entry.key) else {
          let nearest = Suggestion.nearest(to: entry.key, among: names)
          reading.report(
            .unknownChoice, "'\(entry.key)' is not a distribution",
            at: YAMLNode(.mapping([]), place: entry.keyPlace),
            hints: [nearest.map { "did you mean `\($0)`?" } ?? "it takes \(wanted)"])
          return nil
        }
        return read(entry.key, entry.value, &reading)
      },
      resolve: { distribution in
        switch distribution {
        case .uniform(let low, let high):
          pair("uniform", [.number(low), .number(high)])
        case .normal(let mean, let deviation):
          pair("normal", [.number(mean), .number(deviation)])
        case .triangular(let low, let mode, let high):
          pair("triangular", [.number(low), .number(mode), .number(high)])
        case .logNormal(let mean, let deviation):
          pair("log-normal", [.number(mean), .number(deviation)])
        case .integer(let low, let high):
          pair("integer", [.integer(low), .integer(high)])
        case .choice(let texts):
          pair("choice", texts.map { .text($0) })
        }
      })
  }

  private static func pair(_ name: String, _ values: [SettingValue]) -> SettingValue {
    .mapping([SettingValue.Pair(name, .list(values))])
  }

  private static var descriptions: [SettingDescription.Variant] {
    [
      SettingDescription.Variant(
        name: "uniform", summary: "Any number from LOW to below HIGH.", settings: []),
      SettingDescription.Variant(
        name: "triangular", summary: "From LOW to HIGH, most often near MODE.", settings: []),
      SettingDescription.Variant(
        name: "log-normal",
        summary: "The logarithm is normal with a mean and a standard deviation.",
        settings: []),
      SettingDescription.Variant(
        name: "normal", summary: "Normal with a mean and a standard deviation.", settings: []),
      SettingDescription.Variant(
        name: "integer", summary: "A whole number from LOW to HIGH, both included.", settings: []),
      SettingDescription.Variant(
        name: "choice", summary: "One of the texts, each as likely as the others.", settings: []),
    ]
  }

  private static func read(
    _ name: String, _ node: YAMLNode, _ reading: inout SettingReading
  ) -> Draw.Distribution? {
    switch name {
    case "choice":
      return reading.part(".choice", node, SettingForm<[String]>.list(of: .text, countMin: 1))
        .map { .choice($0) }
    case "triangular": return readTriangular(node, &reading)
    case "integer":
      let range = -(1 << 53)...(1 << 53)
      let form = SettingForm<[Int]>.list(of: .integer(in: range))
      guard let values = two(reading.part(".integer", node, form), node, &reading) else {
        return nil
      }
      guard values.0 <= values.1 else { return refuseOrder(node, &reading) }
      return .integer(low: values.0, high: values.1)
    default:
      let form = SettingForm<[Double]>.list(of: .number(in: -1e300...1e300))
      guard let values = two(reading.part(".\(name)", node, form), node, &reading) else {
        return nil
      }
      if name == "normal" || name == "log-normal" {
        guard values.1 >= 0 else {
          reading.report(.outOfRange, "a standard deviation is at least 0", at: node)
          return nil
        }
        return name == "normal"
          ? .normal(mean: values.0, deviation: values.1)
          : .logNormal(mean: values.0, deviation: values.1)
      }
      guard values.0 <= values.1 else { return refuseOrder(node, &reading) }
      return .uniform(low: values.0, high: values.1)
    }
  }

  private static func readTriangular(
    _ node: YAMLNode, _ reading: inout SettingReading
  ) -> Draw.Distribution? {
    let form = SettingForm<[Double]>.list(of: .number(in: -1e300...1e300))
    guard let values = reading.part(".triangular", node, form) else { return nil }
    guard values.count == 3 else {
      reading.report(
        .outOfRange, "this takes three numbers; these are \(values.count)", at: node)
      return nil
    }
    guard values[0] <= values[1], values[1] <= values[2] else {
      reading.report(.outOfRange, "the numbers rise: LOW, MODE, HIGH", at: node)
      return nil
    }
    return .triangular(low: values[0], mode: values[1], high: values[2])
  }

  private static func two<Item>(
    _ values: [Item]?, _ node: YAMLNode, _ reading: inout SettingReading
  ) -> (Item, Item)? {
    guard let values else { return nil }
    guard values.count == 2 else {
      reading.report(.outOfRange, "this takes two numbers; these are \(values.count)", at: node)
      return nil
    }
    return (values[0], values[1])
  }

  private static func refuseOrder(
    _ node: YAMLNode, _ reading: inout SettingReading
  ) -> Draw.Distribution? {
    reading.report(.outOfRange, "the first number is the lower one", at: node)
    return nil
  }
}

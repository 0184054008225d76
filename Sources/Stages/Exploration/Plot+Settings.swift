package import Analyses
import Diagnostics

extension Plot {
  /// The forms of picture.
  package enum Chart: String, Sendable, CaseIterable {
    case scatter
    case line
    case histogram
    case box
    case bar
    case heatMap = "heat-map"
  }

  /// What a bar or a cell stands for.
  package enum Measure: String, Sendable, CaseIterable {
    case count
    case mean
    case median
    case sum
  }

  /// The axes of a picture.
  package enum AxisName: String, Sendable, CaseIterable {
    case x
    case y
  }

  package struct Settings: Sendable {
    package let chart: Chart
    package let x: String?
    package let y: String?
    /// The column whose values a heat map shows.
    package let value: String?
    package let colour: String?
    package let facet: String?
    package let measure: Measure?
    package let bins: Int?
    package let log: [AxisName]
    package let title: String?
    package let caption: String?

    /// What bars and cells show: counts where there is no column of values, otherwise means.
    var shown: Measure { measure ?? (measured == nil ? .count : .mean) }

    /// The column that is measured for each bar or cell.
    var measured: String? { chart == .heatMap ? value : y }

    /// The settings that name columns, in the order of the reference.
    var columns: [(setting: String, column: String)] {
      [("x", x), ("y", y), ("value", value), ("colour", colour), ("facet", facet)].compactMap {
        setting, column in column.map { (setting, $0) }
      }
    }

    /// Tells whether the column under a setting may hold dates where numbers are needed.
    func takesDates(_ setting: String) -> Bool {
      setting == "x" && (chart == .scatter || chart == .line || chart == .histogram)
    }

    /// Tells whether the column under a setting must hold numbers.
    func needsNumbers(_ setting: String) -> Bool {
      switch (chart, setting) {
      case (.scatter, "x"), (.scatter, "y"), (.line, "x"), (.line, "y"), (.histogram, "x"),
        (.box, "y"), (.bar, "y"), (.heatMap, "value"):
        true
      default: false
      }
    }
  }

  package static func settings(_ reader: inout SettingReader) -> Settings {
    let settings = Settings(
      chart: reader.required(
        "chart", .choice(), placeholder: .scatter, "The form of the picture."),
      x: reader.optional(
        "x", .text,
        "The column along the axis: numbers or dates of a scatter, line or histogram; the groups of boxes, "
          + "bars and a heat map."),
      y: reader.optional(
        "y", .text,
        "The column of the values: numbers of a scatter, line, boxes or bars; groups of a heat map."
      ),
      value: reader.optional(
        "value", .text, "The column of numbers that the cells of a heat map show."),
      colour: reader.optional(
        "colour", .text, "A column that parts the rows into series, at most 12."),
      facet: reader.optional(
        "facet", .text, "A column that parts the rows into small pictures, at most 12."),
      measure: reader.optional(
        "of", .choice(),
        "What a bar or cell shows; without it the mean, or the count where no column is measured."),
      bins: reader.optional(
        "bins", .integer(in: 1...200), unit: "bins",
        "About how many bins a histogram has; without it as many as the rows can fill."),
      log: reader.setting(
        "log", .list(of: .choice(AxisName.self)), standard: [],
        "Axes on which equal steps are equal ratios."),
      title: reader.optional("title", .text, "The heading; without it the columns are named."),
      caption: reader.optional("caption", .text, "What to see in the picture."))
    checkNeeds(settings, &reader)
    checkUnused(settings, &reader)
    return settings
  }

  /// Reports columns that the form of the picture cannot do without.
  private static func checkNeeds(_ settings: Settings, _ reader: inout SettingReader) {
    let needed: [String] =
      switch settings.chart {
      case .scatter, .line, .heatMap: ["x", "y"]
      case .histogram, .bar: ["x"]
      case .box: ["y"]
      }
    let given = Set(settings.columns.map(\.setting))
    let missing = needed.filter { !given.contains($0) }
    // A listing has no values; there the first form stands for all.
    guard !reader.resolved.isEmpty, reader.resolved.contains(where: { $0.name == "chart" }) else {
      return
    }
    if !missing.isEmpty {
      let words = Wording.list(missing.map { "`\($0)`" })
      reader.report(
        .missingKey, "a chart '\(settings.chart.rawValue)' needs the setting \(words)", at: "chart")
    }
    if let measure = settings.measure, measure != .count, settings.measured == nil,
      settings.chart == .bar || settings.chart == .heatMap
    {
      let column = settings.chart == .bar ? "y" : "value"
      reader.report(
        .missingKey, "'of: \(measure.rawValue)' needs a column of numbers", at: "of",
        hints: ["name it with `\(column)`"])
    }
  }

  /// Reports settings that say nothing in this form of picture.
  private static func checkUnused(_ settings: Settings, _ reader: inout SettingReader) {
    let chart = settings.chart
    let measures = chart == .bar || chart == .heatMap
    var unused: [(name: String, hint: String?)] = []
    if chart == .histogram, settings.y != nil { unused.append(("y", nil)) }
    if chart != .heatMap, settings.value != nil { unused.append(("value", nil)) }
    if chart == .heatMap, settings.colour != nil {
      unused.append(("colour", "name the column that the cells show with `value`"))
    }
    if !measures, settings.measure != nil { unused.append(("of", nil)) }
    if chart != .histogram, settings.bins != nil { unused.append(("bins", nil)) }
    if measures, !settings.log.isEmpty {
      unused.append(("log", chart == .bar ? "bars begin at zero, where ratios end" : nil))
    }
    if chart == .histogram, settings.log.contains(.y) {
      unused.append(("log", "a histogram begins at zero; only its x axis can be one of ratios"))
    }
    if chart == .box, settings.log.contains(.x) {
      unused.append(("log", "the values of boxes are `y`"))
    }
    for (name, hint) in unused {
      reader.report(
        .conflict, "'\(name)' does not go with a chart '\(chart.rawValue)'", at: name,
        hints: hint.map { [$0] } ?? [])
    }
  }
}

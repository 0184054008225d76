/// A setting as a kind declares it, for reference pages, `workbench kinds` and completion.
package struct SettingDescription: Sendable, Hashable {
  /// What values a setting takes.
  package indirect enum Shape: Sendable, Hashable {
    case flag
    case integer(ClosedRange<Int>)
    case number(ClosedRange<Double>)
    case text
    case path
    case choice([String])
    case list(Shape)
    /// A text or a list of texts.
    case oneOrMore(Shape)
    /// A mapping from names that the user chooses to values of one shape.
    case named(Shape)
    /// One of some words, or a mapping from names that the user chooses to values of one shape.
    case choiceOrNamed([String], Shape)
    /// The values of a setting that a search goes through: a list, or a range to draw from.
    case axis
    /// A learner with its settings and what a search goes through.
    case candidate
    /// A mapping whose names the user chooses, each with settings of its own.
    case freeNames([SettingDescription])
    /// A mapping with settings of its own.
    case object([SettingDescription])
    /// A list of mappings with one key each, the name of a variant.
    case variants([Variant])
    /// A mapping with one key, the name of a variant.
    case variant([Variant])
  }

  /// One of several forms, with settings of its own.
  package struct Variant: Sendable, Hashable {
    package let name: String
    package let summary: String
    package let settings: [SettingDescription]

    package init(name: String, summary: String, settings: [SettingDescription]) {
      self.name = name
      self.summary = summary
      self.settings = settings
    }
  }

  package let name: String
  package let shape: Shape
  package let unit: String?
  /// The value that stands when nothing is given; nil where one must be given.
  package let standard: String?
  package let summary: String
  /// The variants that this setting chooses between, when other settings depend on it.
  package let variants: [Variant]

  package init(
    name: String, shape: Shape, unit: String? = nil, standard: String?, summary: String,
    variants: [Variant] = []
  ) {
    self.name = name
    self.shape = shape
    self.unit = unit
    self.standard = standard
    self.summary = summary
    self.variants = variants
  }
}

extension SettingDescription.Shape {
  /// The values allowed, in words.
  package var words: String {
    switch self {
    case .flag: "true or false"
    case .integer(let range): "a whole number \(Self.words(range))"
    case .number(let range): "a number \(Self.words(range))"
    case .text: "a text"
    case .path: "a path, relative to the analysis file"
    case .choice(let choices): choices.joined(separator: " | ")
    case .list(let shape): "a list, each \(shape.words)"
    case .oneOrMore(let shape): "\(shape.words), or a list of them"
    case .named(let shape): "a mapping with names of your own, each \(shape.words)"
    case .choiceOrNamed(let words, let shape):
      words.joined(separator: " | ") + " | a mapping with names of your own, each \(shape.words)"
    case .axis:
      "a list of values, or `{uniform: [low, high]}`, `{log-uniform: [low, high]}` or "
        + "`{integer: [low, high]}` to draw from"
    case .candidate: "a mapping with `learner`, its settings and `grid`"
    case .freeNames: "a mapping with names of your own"
    case .object(let settings):
      "a mapping with " + settings.map(\.name).joined(separator: ", ")
    case .variants(let variants): "a list of " + variants.map(\.name).joined(separator: " | ")
    case .variant(let variants): "one of " + variants.map(\.name).joined(separator: " | ")
    }
  }

  private static func words(_ range: ClosedRange<Int>) -> String {
    switch (range.lowerBound == Int.min, range.upperBound == Int.max) {
    case (true, true): "of any size"
    case (false, true): "from \(range.lowerBound)"
    case (true, false): "up to \(range.upperBound)"
    case (false, false): "from \(range.lowerBound) to \(range.upperBound)"
    }
  }

  private static func words(_ range: ClosedRange<Double>) -> String {
    let low = SettingValue.text(of: range.lowerBound)
    let high = SettingValue.text(of: range.upperBound)
    let isOpenBelow = range.lowerBound <= -.greatestFiniteMagnitude
    let isOpenAbove = range.upperBound >= .greatestFiniteMagnitude
    return switch (isOpenBelow, isOpenAbove) {
    case (true, true): "of any size"
    case (false, true): "from \(low)"
    case (true, false): "up to \(high)"
    case (false, false): "from \(low) to \(high)"
    }
  }
}

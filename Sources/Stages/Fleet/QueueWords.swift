import Analyses

/// The words of a simulated queue, each once: for the file, for columns of scenarios, for pages.
enum QueueWords {
  /// A number that can be set.
  struct Number: Sendable {
    let word: String
    /// What it is where nothing is set; nil where it then is not there.
    let standard: Double?
    let range: ClosedRange<Double>
    let isWhole: Bool
    let unit: String?
    let summary: String

    init(
      _ word: String, _ standard: Double?, in range: ClosedRange<Double>, isWhole: Bool = false,
      unit: String? = nil, _ summary: String
    ) {
      self.word = word
      self.standard = standard
      self.range = range
      self.isWhole = isWhole
      self.unit = unit
      self.summary = summary
    }

    /// The name of the column that sets it in a scenario.
    var column: String { word.replacing("-", with: "_") }
  }

  private static let share = 0.0...1.0
  private static let time = 0.0...31_622_400.0
  private static let count = 1.0...1e6

  /// Every number, in the order of the reference page.
  static let numbers: [Number] =
    arrivals + work + instances + [
      Number(
        "visibility", 30, in: 0.001...43_200, unit: "seconds",
        "After it a message that was taken and is not done is seen by others."),
      Number("start-hour", 0, in: 0...23.999, unit: "hours", "When the day of the run begins."),
      Number("hours", 24, in: 0.001...8784, unit: "hours", "How long a run is."),
      Number(
        "lead-hours", 0, in: 0...8784, unit: "hours",
        "Messages that come in these first hours are not counted in waits and latencies."),
      Number(
        "limit", nil, in: 0...31_622_400, unit: "seconds",
        "A latency above it is late; gives the share that is."),
      Number(
        "runs", 10, in: 1...1000, isWhole: true,
        "Independent runs, for the intervals; run n meets the same messages in each scenario."),
    ]

  private static let arrivals = [
    Number(
      "rate", nil, in: 0...1e7, unit: "messages a second",
      "The messages that come; with cameras fewer than they could send. A profile decides before it."
    ),
    Number("cameras", nil, in: 1...1e7, isWhole: true, "They send a message each, every period."),
    Number("period", 10, in: 0.001...86_400, unit: "seconds", "Between two messages of a camera."),
  ]

  private static let work = [
    Number("service", nil, in: 1e-6...1e6, unit: "seconds", "What a message takes on average."),
    Number(
      "service-variation", 1, in: 0.0001...1e4,
      "The squared coefficient of variation of log-normal and hyper-exponential service."),
    Number("batch", 1, in: 1...10_000, isWhole: true, "The most messages taken at once."),
    Number("batch-wait", 0, in: time, unit: "seconds", "The longest wait for a full batch."),
    Number(
      "batch-fixed", 0, in: time, unit: "seconds", "What a batch takes besides its messages."),
    Number("batch-floor", 0, in: time, unit: "seconds", "What any batch takes at least."),
  ]

  private static let instances = [
    Number(
      "instances", nil, in: count, isWhole: true,
      "How many there are, at the beginning where they are scaled."),
    Number("instances-min", 1, in: count, isWhole: true, "Never fewer."),
    Number("instances-max", 100_000, in: count, isWhole: true, "Never more."),
    Number(
      "target", nil, in: 1e-9...1e9,
      "The busy share, or the messages for each instance, that scaling keeps to."),
    Number(
      "low-share", nil, in: 0.001...0.999,
      "Instances go when the metric is below this share of the target: 0.7 by busy share and 0.9 by "
        + "backlog, unless given."),
    Number("out-minutes", 3, in: 1...1440, isWhole: true, "Minutes above the target before more."),
    Number("in-minutes", 15, in: 1...1440, isWhole: true, "Minutes below before fewer."),
    Number("in-share", 1, in: 0.001...1, "The most of the instances that go at once."),
    Number("boot", 180, in: time, unit: "seconds", "From launch to the first message."),
    Number(
      "warm-up", 0, in: 0...3600, unit: "seconds",
      "After the boot, while the policy does not count an instance."),
    Number("spot-share", 0, in: share, "The share of instances that can be taken away."),
    Number(
      "spot-interrupted", 0, in: 0...0.999_999, "The share of these interrupted in a month."),
    Number("shocks", 0, in: 0...1e5, unit: "a month", "Moments at which many go at once."),
    Number("shock-share", 0, in: share, "The share of spot instances that a shock takes."),
  ]

  /// The columns of a scenario that are words or truth values, with what they may be.
  static let choices: [(column: String, words: [String])] = [
    ("arrivals", QueueSettings.Arriving.allCases.map(\.rawValue)),
    ("service_shape", QueueSettings.Shape.allCases.map(\.rawValue)),
    ("scaling", QueueSettings.Scaling.allCases.map(\.rawValue)),
    ("heed_notice", ["true", "false"]),
  ]

  /// Asks for every setting.
  static func settings(_ reader: inout SettingReader) -> QueueSettings {
    var settings = QueueSettings()
    settings.arrivals = reader.setting(
      "arrivals", .choice(), standard: settings.arrivals,
      "At random, or from cameras out of step or all together.")
    settings.shape = reader.setting(
      "service-shape", .choice(), standard: settings.shape, "How service varies around its mean.")
    settings.scaling = reader.setting(
      "scaling", .choice(), standard: settings.scaling,
      "Whether the number of instances stays, follows their busy share or the messages for each, or "
        + "the column 'instances' of the profile.")
    settings.heedsNotice = reader.setting(
      "heed-notice", .flag, standard: settings.heedsNotice,
      "Whether an instance with two minutes' notice takes no more, hands back and is replaced.")
    for number in numbers {
      if number.isWhole {
        let range = Int(number.range.lowerBound)...Int(number.range.upperBound)
        read(number, .integer(in: range), { Int($0) }, { Double($0) }, &reader, &settings)
      } else {
        read(number, .number(in: number.range), { $0 }, { $0 }, &reader, &settings)
      }
    }
    return settings
  }

  private static func read<Value>(
    _ number: Number, _ form: SettingForm<Value>, _ make: (Double) -> Value,
    _ take: (Value) -> Double, _ reader: inout SettingReader, _ settings: inout QueueSettings
  ) {
    let value =
      if let standard = number.standard {
        Optional(
          reader.setting(
            number.word, form, standard: make(standard), unit: number.unit, number.summary))
      } else {
        reader.optional(number.word, form, unit: number.unit, number.summary)
      }
    settings.numbers[number.word] = value.map(take)
  }
}

import Fleet

/// The formulas of looking at a scene now and then.
enum SamplingFunctions {
  private static let interval = QueryFunction.Argument(
    "interval", "seconds between frames, above 0")
  private static let hits = QueryFunction.Argument.whole(
    "hits", "frames that must find it, a whole number from 1 to 1000")
  private static let recall = QueryFunction.Argument(
    "recall", "probability that a frame finds it, above 0, at most 1")
  private static let mean = QueryFunction.Argument("mean", "of ln(seconds of dwell), any number")
  private static let deviation = QueryFunction.Argument(
    "deviation", "of ln(seconds of dwell), above 0")
  private static let phase = "a random phase of the sampling; hits are binomial in the frames"
  private static let formula =
    "E[P(Binomial(n, recall) < hits)], n frames in view: ⌊dwell / interval⌋, and one more with the "
    + "probability of the rest"

  /// Every function of this subject.
  static let all: [QueryFunction] = [
    QueryFunction(
      "miss_log_normal", [interval, mean, deviation, hits, recall],
      "The probability that something in view is missed, of log-normal dwell.",
      unit: "probability", formula: formula, source: phase,
      example: .init("miss_log_normal(5, 2.307, 0.757, 1, 1)", 0.0536564)
    ) { values throws(FleetError) in
      try FrameSampling(
        dwell: .checkedLogNormal(mean: values[1], deviation: values[2]), hits: values.whole(3),
        recall: values[4]
      ).missProbability(interval: values[0])
    },
    QueryFunction(
      "miss_exponential",
      [interval, .init("mean", "seconds of dwell, above 0"), hits, recall],
      "The probability that something in view is missed, of exponential dwell.",
      unit: "probability", formula: formula, source: phase,
      example: .init("miss_exponential(5, 13.38, 1, 1)", 0.1655932)
    ) { values throws(FleetError) in
      try FrameSampling(
        dwell: .checkedExponential(mean: values[1]), hits: values.whole(2), recall: values[3]
      ).missProbability(interval: values[0])
    },
    QueryFunction(
      "miss_empirical",
      [.init("dwell", "seconds in view, a row each, at least 0"), interval, hits, recall],
      "The probability that something in view is missed, of a group of dwell times.",
      unit: "probability", formula: formula, source: phase, isOfGroup: true
    ) { values throws(FleetError) in
      for place in 1...3 { try same(values, place, ["interval", "hits", "recall"][place - 1]) }
      return try FrameSampling(
        dwell: .empirical(SortedTimes(values.column(0))), hits: values.whole(2),
        recall: values[3]
      ).missProbability(interval: values[1])
    },
    QueryFunction(
      "interval_log_normal",
      [
        .init("budget", "the share that may be missed, above 0, at most 1"), mean, deviation, hits,
        recall, .init("longest", "the longest interval looked at, seconds, above 0"),
      ],
      "The longest interval that misses at most a share, of log-normal dwell.", unit: "seconds",
      formula: "the t with miss_log_normal(t, …) = budget, at most longest", source: "bisection",
      example: .init("interval_log_normal(0.05, 2.307, 0.757, 1, 1, 60)", 4.85173)
    ) { values throws(FleetError) in
      try FrameSampling(
        dwell: .checkedLogNormal(mean: values[1], deviation: values[2]), hits: values.whole(3),
        recall: values[4]
      ).interval(missing: values[0], atMost: values[5])
    },
    QueryFunction(
      "interval_empirical",
      [
        .init("dwell", "seconds in view, a row each, at least 0"),
        .init("budget", "the share that may be missed, above 0, at most 1"), hits, recall,
        .init("longest", "the longest interval looked at, seconds, above 0"),
      ],
      "The longest interval that misses at most a share, of a group of dwell times.",
      unit: "seconds", formula: "the t with miss_empirical(dwell, t, …) = budget, at most longest",
      source: "bisection", isOfGroup: true
    ) { values throws(FleetError) in
      for place in 1...4 {
        try same(values, place, ["budget", "hits", "recall", "longest"][place - 1])
      }
      return try FrameSampling(
        dwell: .empirical(SortedTimes(values.column(0))), hits: values.whole(2),
        recall: values[3]
      ).interval(missing: values[1], atMost: values[4])
    },
    QueryFunction(
      "miss_behind_gate",
      [.init("missed", "by sampling, 0 to 1"), .init("gate_recall", "of the gate, 0 to 1")],
      "What is missed by a gate and by sampling behind it.", unit: "probability",
      formula: "1 - gate_recall (1 - missed)", source: "independence",
      example: .init("miss_behind_gate(0.1, 0.9)", 0.19)
    ) { values throws(FleetError) in
      try FrameSampling.missProbability(behindGateWithRecall: values[1], missed: values[0])
    },
    QueryFunction(
      "first_hit_delay", [interval, recall],
      "The mean seconds to the first hit of something that stays long.", unit: "seconds",
      formula: "interval / 2 + interval (1 - recall) / recall",
      source: "a geometric number of frames",
      example: .init("first_hit_delay(5, 0.5)", 7.5)
    ) { values throws(FleetError) in
      try FrameSampling.firstHitDelay(interval: values[0], recall: values[1])
    },
    QueryFunction(
      "gate_duty",
      [
        .init("visitor_rate", "visitors a second, at least 0"),
        .init("dwell", "mean seconds in view, at least 0"),
        .init("after_run", "seconds recorded after the last, at least 0"),
      ],
      "The share of time in which a camera with a motion gate records.", unit: "share",
      formula: "1 - exp(-visitor_rate (dwell + after_run))", source: "M/G/infinity",
      example: .init("gate_duty(20.0 / 3600, 13.38, 10)", 0.121807)
    ) { values throws(FleetError) in
      try MotionGate.duty(visitorRate: values[0], meanDwell: values[1], afterRun: values[2])
    },
  ]

  /// Refuses an argument that differs within a group.
  static func same(
    _ values: FunctionValues, _ place: Int, _ name: String
  ) throws(FleetError) {
    let column = values.column(place)
    if let other = column.first(where: { $0 != column[0] }) {
      throw FleetError(
        argument: name, value: other,
        allowed: "the same in all rows of a group, \(FleetError.text(column[0])) in the first")
    }
  }
}

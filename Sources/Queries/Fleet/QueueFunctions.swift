import Fleet

/// The formulas of servers with a queue.
enum QueueFunctions {
  private static let servers = QueryFunction.Argument.whole(
    "servers", "a whole number from 1 to 10 million")
  private static let arrivalRate = QueryFunction.Argument(
    "arrival_rate", "arrivals a second, at least 0 and below servers x service_rate")
  private static let serviceRate = QueryFunction.Argument(
    "service_rate", "services a second of one server, above 0")
  private static let textbook = "Gross, Shortle, Thompson, Harris: Fundamentals of queueing theory"

  /// Every function of this subject.
  static let all: [QueryFunction] = [
    QueryFunction(
      "erlang_b", [servers, .init("load", "arrivals a second x seconds of service, at least 0")],
      "The share of arrivals that find all servers busy, where nobody waits.", unit: "share",
      formula: "B(k) = load B(k-1) / (k + load B(k-1)), B(0) = 1",
      source: "Erlang 1917", example: .init("erlang_b(10, 9)", 0.1679632)
    ) { values throws(FleetError) in
      try Erlang.blocking(servers: values.whole(0), load: values[1])
    },
    QueryFunction(
      "erlang_c",
      [servers, .init("load", "arrivals a second x seconds of service, from 0 to below servers")],
      "The share of arrivals that wait for a server.", unit: "share",
      formula: "k B / (k - load (1 - B))", source: "Erlang 1917",
      example: .init("erlang_c(3, 2)", 0.4444444)
    ) { values throws(FleetError) in
      try Erlang.waiting(servers: values.whole(0), load: values[1])
    },
    QueryFunction(
      "mmk_wait", [servers, arrivalRate, serviceRate],
      "The mean wait of random arrivals with exponential service.", unit: "seconds",
      formula: "C / (k service_rate - arrival_rate)", source: textbook,
      example: .init("mmk_wait(3, 0.2, 0.1)", 4.4444444)
    ) { values throws(FleetError) in try queue(values).meanWait },
    QueryFunction(
      "mmk_queue_length", [servers, arrivalRate, serviceRate],
      "The mean number that wait.", unit: "waiting",
      formula: "arrival_rate x mmk_wait (Little's law)", source: textbook,
      example: .init("mmk_queue_length(3, 0.2, 0.1)", 0.8888889)
    ) { values throws(FleetError) in try queue(values).meanQueueLength },
    QueryFunction(
      "mmk_wait_above", [servers, arrivalRate, serviceRate, .init("seconds", "at least 0")],
      "The share of arrivals that wait longer than a time.", unit: "share",
      formula: "C exp(-(k service_rate - arrival_rate) seconds)", source: textbook,
      example: .init("mmk_wait_above(3, 0.2, 0.1, 10)", 0.163502)
    ) { values throws(FleetError) in try queue(values).probability(waitAbove: values[3]) },
    QueryFunction(
      "mmk_wait_quantile",
      [servers, arrivalRate, serviceRate, .init("share", "from 0 to below 1, such as 0.95")],
      "The wait that a share of arrivals stays within.", unit: "seconds",
      formula: "max(0, ln(C / (1 - share)) / (k service_rate - arrival_rate))", source: textbook,
      example: .init("mmk_wait_quantile(3, 0.2, 0.1, 0.9)", 14.9165488)
    ) { values throws(FleetError) in try queue(values).wait(within: values[3]) },
    QueryFunction(
      "allen_cunneen",
      [
        .init("wait", "the mean wait of M/M/k, seconds, at least 0"),
        .init("arrival_variation", "squared coefficient of variation of gaps, at least 0"),
        .init("service_variation", "squared coefficient of variation of service, at least 0"),
      ],
      "The mean wait of other arrivals and service, within some 15 %.", unit: "seconds",
      formula: "wait (arrival_variation + service_variation) / 2",
      source: "Allen: Probability, statistics, and queueing theory",
      example: .init("allen_cunneen(0.668732, 1, 0)", 0.334366)
    ) { values throws(FleetError) in
      try WaitCorrection.allenCunneen(
        meanWait: values[0], arrivalVariation: values[1], serviceVariation: values[2])
    },
    QueryFunction(
      "cosmetatos",
      [
        .init("wait", "the mean wait of M/M/k, seconds, at least 0"), servers,
        .init("utilisation", "the busy share of servers, above 0 and below 1"),
      ],
      "The mean wait of random arrivals with constant service, within 2 %.", unit: "seconds",
      formula: "wait / 2 [1 + (1 - u) (k - 1) (sqrt(4 + 5k) - 2) / (16 u k)]",
      source: "Cosmetatos 1976", example: .init("cosmetatos(0.668732, 10, 0.9)", 0.345542)
    ) { values throws(FleetError) in
      try WaitCorrection.cosmetatos(
        meanWait: values[0], servers: values.whole(1), utilisation: values[2])
    },
    QueryFunction(
      "staffing",
      [.init("load", "erlangs, at least 0"), .init("margin", "square roots of the load, above 0")],
      "The servers of square-root staffing.", unit: "servers",
      formula: "⌈load + margin sqrt(load)⌉", source: "Halfin, Whitt 1981",
      example: .init("staffing(222.2, 1)", 238)
    ) { values throws(FleetError) in
      Double(try SquareRootStaffing.servers(load: values[0], margin: values[1]))
    },
    QueryFunction(
      "halfin_whitt", [.init("margin", "square roots of the load, above 0")],
      "The share that waits with a margin, as the load grows.", unit: "share",
      formula: "[1 + margin cdf(margin) / density(margin)]^-1", source: "Halfin, Whitt 1981",
      example: .init("halfin_whitt(2)", 0.0268814)
    ) { values throws(FleetError) in try SquareRootStaffing.waiting(margin: values[0]) },
    QueryFunction(
      "staffing_for_wait",
      [.init("load", "erlangs, from 0 to below 5 million"), .init("share", "above 0 and below 1")],
      "The fewest servers with which at most a share of arrivals waits.", unit: "servers",
      formula: "the smallest k with erlang_c(k, load) <= share", source: "Erlang 1917",
      example: .init("staffing_for_wait(9, 0.2)", 13)
    ) { values throws(FleetError) in
      Double(try SquareRootStaffing.servers(load: values[0], waitingAtMost: values[1]))
    },
    QueryFunction(
      "batch_seconds",
      [
        .whole("batch", "pieces at once, 1 to 1 million"),
        .init("floor", "least seconds, at least 0"), .init("fixed", "seconds of any batch"),
        .init("each", "seconds of a piece more"),
      ],
      "The seconds that a device takes for a batch.", unit: "seconds",
      formula: "max(floor, fixed + each batch)",
      source: "a line with a floor, fitted to measurements",
      example: .init("batch_seconds(16, 0.0129, 0.0017, 0.00088)", 0.01578)
    ) { values throws(FleetError) in
      try BatchLatency(floor: values[1], fixed: values[2], each: values[3])
        .seconds(batch: values.whole(0))
    },
    QueryFunction(
      "batch_limit",
      [
        .init("arrival_rate", "pieces a second, above 0"),
        .init("seconds", "the most that the first piece may take, above 0"),
        .init("floor", "least seconds of a batch"), .init("fixed", "seconds of any batch"),
        .init("each", "seconds of a piece more"),
      ],
      "The largest batch whose first piece is done in time, 0 where one is too late.",
      unit: "pieces",
      formula: "the largest b with (b - 1) / arrival_rate + batch_seconds <= seconds",
      source: "the fill delay of a batch",
      example: .init("batch_limit(500, 0.05, 0.0129, 0.0017, 0.00088)", 17)
    ) { values throws(FleetError) in
      Double(
        try BatchLatency(floor: values[2], fixed: values[3], each: values[4])
          .largestBatch(arrivalRate: values[0], limit: values[1]))
    },
  ]

  private static func queue(_ values: FunctionValues) throws(FleetError) -> MultiServerQueue {
    try MultiServerQueue(
      servers: values.whole(0), arrivalRate: values[1], serviceRate: values[2])
  }
}

/// The formulas of target tracking.
enum ScalingFunctions {
  /// Every function of this subject.
  static let all: [QueryFunction] = [
    QueryFunction(
      "target_tracking",
      [
        .whole("capacity", "instances, a whole number of at least 0"),
        .init("metric", "such as backlog for each instance, at least 0"),
        .init("target", "in the metric's unit, above 0"),
      ],
      "The capacity that brings a metric to its target.", unit: "instances",
      formula: "⌈capacity metric / target⌉",
      source: "AWS: Target tracking scaling policies for Amazon EC2 Auto Scaling",
      example: .init("target_tracking(10, 150, 100)", 15)
    ) { values throws(FleetError) in
      Double(
        try TargetTracking.desired(
          capacity: values.whole(0), metric: values[1], target: values[2]))
    },
    QueryFunction(
      "backlog_target",
      [
        .init("latency", "acceptable seconds, above 0"),
        .init("seconds", "of one message, above 0"),
      ],
      "The backlog for each instance at which a message is still done in time.", unit: "messages",
      formula: "latency / seconds", source: "AWS: Scaling policy based on Amazon SQS",
      example: .init("backlog_target(10, 0.1)", 100)
    ) { values throws(FleetError) in
      try TargetTracking.backlogTarget(
        acceptableLatency: values[0], secondsPerMessage: values[1])
    },
  ]
}

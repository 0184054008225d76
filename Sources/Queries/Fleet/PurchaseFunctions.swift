import Fleet

/// The formulas of paying for instances and for functions.
enum PurchaseFunctions {
  private static let monthlyShare = QueryFunction.Argument(
    "monthly_share", "share interrupted in a month of 730 hours, from 0 to below 1")
  private static let need = QueryFunction.Argument("need", "instances in an hour, at least 0")
  private static let weight = QueryFunction.Argument("weight", "of the hour, at least 0")
  private static let onDemand = QueryFunction.Argument("on_demand_price", "an hour, above 0")
  private static let reserved = QueryFunction.Argument("reserved_price", "an hour, at least 0")

  /// Every function of this subject.
  static let all: [QueryFunction] =
    [
      QueryFunction(
        "commitment", [need, weight, reserved, onDemand],
        "The whole number of instances to reserve that costs least, of a group of hours.",
        unit: "instances", formula: "the quantile of need at 1 - reserved_price / on_demand_price",
        source: "Arrow, Harris, Marschak 1951 (the newsvendor)", isOfGroup: true
      ) { values throws(FleetError) in
        try SamplingFunctions.same(values, 2, "reserved_price")
        try SamplingFunctions.same(values, 3, "on_demand_price")
        return Double(
          try Commitment(needs: values.column(0), weights: values.column(1))
            .best(reservedPrice: values[2], onDemandPrice: values[3]))
      },
      QueryFunction(
        "commitment_cost",
        [
          need, weight, .whole("reserved", "instances, a whole number of at least 0"), reserved,
          onDemand,
        ],
        "What a mean hour costs with some instances reserved, of a group of hours.",
        unit: "price an hour",
        formula: "reserved x reserved_price + on_demand_price x mean of max(0, need - reserved)",
        source: "Arrow, Harris, Marschak 1951 (the newsvendor)", isOfGroup: true
      ) { values throws(FleetError) in
        for (place, name) in [(2, "reserved"), (3, "reserved_price"), (4, "on_demand_price")] {
          try SamplingFunctions.same(values, place, name)
        }
        return try Commitment(needs: values.column(0), weights: values.column(1)).hourlyCost(
          reserved: values.whole(2), reservedPrice: values[3], onDemandPrice: values[4])
      },
    ] + spot + lambda

  private static let spot: [QueryFunction] = [
    QueryFunction(
      "spot_hazard", [monthlyShare], "The interruptions of a spot instance in an hour.",
      unit: "an hour", formula: "-ln(1 - monthly_share) / 730", source: "a constant hazard",
      example: .init("spot_hazard(0.2)", 0.000305676)
    ) { values throws(FleetError) in try SpotInstances.hazard(monthlyShare: values[0]) },
    QueryFunction(
      "spot_interruptions", [monthlyShare, .init("hours", "hours of instances, at least 0")],
      "The interruptions to expect.", unit: "interruptions", formula: "spot_hazard x hours",
      source: "a constant hazard", example: .init("spot_interruptions(0.2, 7300)", 2.2314355)
    ) { values throws(FleetError) in
      try SpotInstances.interruptions(monthlyShare: values[0], instanceHours: values[1])
    },
    QueryFunction(
      "spot_lacking",
      [
        monthlyShare, .init("instances", "at least 0"),
        .init("boot_seconds", "from launch to the first message, at least 0"),
      ],
      "The instances that lack on average while others start.", unit: "instances",
      formula: "spot_hazard x instances x max(0, boot_seconds - 120) / 3600",
      source: "two minutes of notice", example: .init("spot_lacking(0.2, 100, 480)", 0.00305676)
    ) { values throws(FleetError) in
      try SpotInstances.lackingInstances(
        monthlyShare: values[0], instances: values[1], bootSeconds: values[2])
    },
    QueryFunction(
      "spot_lost_share", [monthlyShare, .init("seconds", "of one piece of work, at least 0")],
      "The share of pieces of work that an interruption catches.", unit: "share",
      formula: "1 - exp(-spot_hazard x seconds / 3600)", source: "a constant hazard",
      example: .init("spot_lost_share(0.2, 3600)", 0.00030563)
    ) { values throws(FleetError) in
      try SpotInstances.lostShare(monthlyShare: values[0], serviceSeconds: values[1])
    },
    QueryFunction(
      "attempts", [.init("lost_share", "of deliveries, from 0 to below 1")],
      "The times that a piece of work is begun until it is done.", unit: "times",
      formula: "1 / (1 - lost_share)", source: "a geometric number of attempts",
      example: .init("attempts(0.2)", 1.25)
    ) { values throws(FleetError) in try SpotInstances.attempts(lostShare: values[0]) },
  ]

  private static let lambda: [QueryFunction] = [
    QueryFunction(
      "lambda_price",
      [
        .init("seconds", "of a call, above 0, at most 900"),
        .init("megabytes", "of memory, 128 to 10240"),
        .init("gigabyte_second_price", "at least 0"), .init("request_price", "at least 0"),
      ],
      "The price of one call of a Lambda function.", unit: "price",
      formula: "seconds x megabytes / 1024 x gigabyte_second_price + request_price",
      source: "AWS Lambda pricing",
      example: .init("1e6 * lambda_price(4 / 4.5, 1769, 0.0000166667, 0.0000002)", 25.793)
    ) { values throws(FleetError) in
      try LambdaFunction.price(
        seconds: values[0], megabytes: values[1], gigabyteSecondPrice: values[2],
        requestPrice: values[3])
    },
    QueryFunction(
      "lambda_break_even",
      [
        .init("hourly_price", "of an instance, at least 0"),
        .init("speed", "pieces a second of the busy instance, above 0"),
        .init("call_price", "of one piece by the function, above 0"),
      ],
      "The busy share above which an instance is cheaper than the function.", unit: "share",
      formula: "hourly_price / 3600 / (speed x call_price)", source: "equal cost of a piece",
      example: .init("lambda_break_even(0.17, 4.5, 0.0000258)", 0.406739)
    ) { values throws(FleetError) in
      try LambdaFunction.breakEvenUtilisation(
        hourlyPrice: values[0], speed: values[1], callPrice: values[2])
    },
    QueryFunction(
      "lambda_concurrency",
      [.init("rate", "calls a second, at least 0"), .init("seconds", "of a call, at least 0")],
      "The calls that run at the same time on average.", unit: "calls",
      formula: "rate x seconds", source: "Little's law",
      example: .init("lambda_concurrency(1000, 0.889)", 889)
    ) { values throws(FleetError) in
      try LambdaFunction.concurrency(rate: values[0], seconds: values[1])
    },
  ]
}

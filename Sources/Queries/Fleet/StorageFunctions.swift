import Fleet

/// The formulas of keeping objects in classes of storage.
enum StorageFunctions {
  private static let gigabytes = QueryFunction.Argument(
    "gb_per_day", "10^9 bytes a day, at least 0")
  private static let megabytes = QueryFunction.Argument(
    "object_mb", "10^6 bytes of an object, above 0")
  private static let days = QueryFunction.Argument("days", "that objects are kept, at least 0")
  private static let hotPrice = QueryFunction.Argument(
    "hot_price", "of a GB-month in the first class, at least 0")
  private static let cold: [QueryFunction.Argument] = [
    .init("cold_price", "of a GB-month in the second class, at least 0"),
    .init("minimum_days", "that the second class charges, at least 0"),
    .init("transition_price", "of moving one object, at least 0"),
    .init("overhead_kb", "charged in the second class for each object, at least 0"),
    .init("hot_overhead_kb", "charged at the first class' price for each object, at least 0"),
  ]
  private static let source =
    "AWS: Amazon S3 storage classes, lifecycle transitions; 730 hours a month"

  /// Every function of this subject.
  static let all: [QueryFunction] = [
    QueryFunction(
      "storage_cost", [gigabytes, hotPrice, days],
      "The cost of a month in the steady state, all in one class.", unit: "price a month",
      formula: "gb_per_day x days x hot_price", source: source,
      example: .init("storage_cost(21.6, 0.023, 30)", 14.904)
    ) { values throws(FleetError) in
      try StoredStream(gigabytesPerDay: values[0], objectMegabytes: 1)
        .monthlyCost(hot: StorageTier(gigabyteMonthPrice: values[1]), days: values[2])
    },
    QueryFunction(
      "tiered_storage_cost",
      [
        gigabytes, megabytes, days, hotPrice,
        .init("hot_days", "before the move, from 0 to days"),
      ] + cold,
      "The cost of a month in the steady state, moved to a second class after some days.",
      unit: "price a month",
      formula: "gb_per_day (hot_days hot_price + max(days - hot_days, minimum_days) cold_price) "
        + "+ objects x transition_price + overheads",
      source: source,
      example: .init(
        "tiered_storage_cost(21.6, 2.5, 90, 0.023, 7, 0.004, 90, 0.00002, 0, 0)", 16.5096)
    ) { values throws(FleetError) in
      try StoredStream(gigabytesPerDay: values[0], objectMegabytes: values[1]).monthlyCost(
        hot: StorageTier(gigabyteMonthPrice: values[3]), hotDays: values[4],
        cold: tier(values, from: 5), days: values[2])
    },
    QueryFunction(
      "tier_break_even",
      [hotPrice, .init("days_after_move", "that objects are kept then, at least 0")] + cold,
      "The megabytes above which moving an object pays; missing where it never does.",
      unit: "megabytes",
      formula:
        "(transition_price + overheads) / (hot_price days - cold_price max(days, minimum_days))",
      source: source,
      example: .init("tier_break_even(0.023, 83, 0.004, 90, 0.00002, 0, 0)", 0.392726)
    ) { values throws(FleetError) in
      try StoredStream.breakEvenMegabytes(
        hot: StorageTier(gigabyteMonthPrice: values[0]), cold: tier(values, from: 2),
        daysAfterMove: values[1])
    },
  ]

  private static func tier(
    _ values: FunctionValues, from place: Int
  ) throws(FleetError) -> StorageTier {
    try StorageTier(
      gigabyteMonthPrice: values[place], minimumDays: values[place + 1],
      transitionPrice: values[place + 2], overheadKilobytes: values[place + 3],
      hotOverheadKilobytes: values[place + 4])
  }
}

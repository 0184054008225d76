/// What a class of storage charges.
package struct StorageTier: Sendable, Hashable {
  /// The price of a gigabyte (10^9 bytes) for a month of 730 hours.
  package let gigabyteMonthPrice: Double
  /// The days that are charged at least.
  package let minimumDays: Double
  /// The price of moving one object into it.
  package let transitionPrice: Double
  /// The kilobytes that an object is charged for besides its own.
  package let overheadKilobytes: Double
  /// Of these, what is charged at the price of the class that objects come from.
  package let hotOverheadKilobytes: Double

  package init(
    gigabyteMonthPrice: Double, minimumDays: Double = 0, transitionPrice: Double = 0,
    overheadKilobytes: Double = 0, hotOverheadKilobytes: Double = 0
  ) throws(FleetError) {
    try Argument.notNegative(gigabyteMonthPrice, "price of a gigabyte-month")
    try Argument.notNegative(minimumDays, "minimum of days")
    try Argument.notNegative(transitionPrice, "price of a transition")
    try Argument.notNegative(overheadKilobytes, "overhead of an object")
    try Argument.notNegative(hotOverheadKilobytes, "overhead of an object in the first class")
    self.gigabyteMonthPrice = gigabyteMonthPrice
    self.minimumDays = minimumDays
    self.transitionPrice = transitionPrice
    self.overheadKilobytes = overheadKilobytes
    self.hotOverheadKilobytes = hotOverheadKilobytes
  }
}

/// A stream of objects that is kept for some days, the first of them in a hot class.
package struct StoredStream: Sendable, Hashable {
  /// The days of a month of 730 hours.
  package static let daysPerMonth = 730.0 / 24

  package let gigabytesPerDay: Double
  package let objectMegabytes: Double

  /// Takes gigabytes a day of at least 0, in objects above 0 megabytes.
  package init(gigabytesPerDay: Double, objectMegabytes: Double) throws(FleetError) {
    try Argument.notNegative(gigabytesPerDay, "gigabytes a day")
    try Argument.positive(objectMegabytes, "size of an object")
    self.gigabytesPerDay = gigabytesPerDay
    self.objectMegabytes = objectMegabytes
  }

  /// The objects of a day.
  package var objectsPerDay: Double { gigabytesPerDay * 1000 / objectMegabytes }

  /// Gives the cost of a month in the steady state, everything in the hot class.
  package func monthlyCost(hot: StorageTier, days: Double) throws(FleetError) -> Double {
    try Argument.notNegative(days, "retention days")
    return gigabytesPerDay * days * hot.gigabyteMonthPrice
  }

  /// Gives the cost of a month in the steady state, moved to a cold class after some days.
  ///
  /// A class with a minimum is paid for that long even when objects go earlier; each object pays its
  /// transition once, and its overhead for as long as it is charged.
  package func monthlyCost(
    hot: StorageTier, hotDays: Double, cold: StorageTier, days: Double
  ) throws(FleetError) -> Double {
    try Argument.notNegative(days, "retention days")
    guard hotDays >= 0, hotDays <= days else {
      throw FleetError(
        argument: "days before the move", value: hotDays,
        allowed: "from 0 to the retention days, \(FleetError.text(days))")
    }
    let charged = max(days - hotDays, cold.minimumDays)
    let overhead = objectsPerDay * charged * 1e-6
    return gigabytesPerDay * hotDays * hot.gigabyteMonthPrice
      + (gigabytesPerDay * charged + overhead * cold.overheadKilobytes) * cold.gigabyteMonthPrice
      + overhead * cold.hotOverheadKilobytes * hot.gigabyteMonthPrice
      + objectsPerDay * Self.daysPerMonth * cold.transitionPrice
  }

  /// Gives the megabytes above which moving an object pays, infinite where it never does.
  ///
  /// transition / (hot x days - cold x max(days, minimum)), days counted from the move.
  package static func breakEvenMegabytes(
    hot: StorageTier, cold: StorageTier, daysAfterMove: Double
  ) throws(FleetError) -> Double {
    try Argument.notNegative(daysAfterMove, "days after the move")
    let charged = max(daysAfterMove, cold.minimumDays)
    let saved =
      (hot.gigabyteMonthPrice * daysAfterMove - cold.gigabyteMonthPrice * charged) / daysPerMonth
    let fee =
      cold.transitionPrice
      + charged / daysPerMonth * 1e-6
      * (cold.overheadKilobytes * cold.gigabyteMonthPrice
        + cold.hotOverheadKilobytes * hot.gigabyteMonthPrice)
    guard saved > 0 else { return fee > 0 || saved < 0 ? .infinity : 0 }
    return fee / saved * 1000
  }
}

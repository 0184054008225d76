/// A function that is paid for by the work it does, against an instance that is paid for by the hour.
package enum LambdaFunction {
  /// The megabytes of memory that come with one virtual processor.
  package static let megabytesPerProcessor = 1769.0

  /// Gives the price of one call.
  ///
  /// Prices are for a gigabyte-second (1024 megabytes) and for a request.
  package static func price(
    seconds: Double, megabytes: Double, gigabyteSecondPrice: Double, requestPrice: Double
  ) throws(FleetError) -> Double {
    try Argument.positive(seconds, "seconds of a call")
    guard seconds <= 900 else {
      throw FleetError(argument: "seconds of a call", value: seconds, allowed: "at most 900")
    }
    guard megabytes >= 128, megabytes <= 10_240 else {
      throw FleetError(argument: "memory", value: megabytes, allowed: "128 to 10240 megabytes")
    }
    try Argument.notNegative(gigabyteSecondPrice, "price of a gigabyte-second")
    try Argument.notNegative(requestPrice, "price of a request")
    return seconds * megabytes / 1024 * gigabyteSecondPrice + requestPrice
  }

  /// Gives the busy share of an instance above which it is cheaper than the function.
  ///
  /// The instance has a price an hour and a speed in pieces a second when busy; above 1 the function
  /// is always cheaper.
  package static func breakEvenUtilisation(
    hourlyPrice: Double, speed: Double, callPrice: Double
  ) throws(FleetError) -> Double {
    try Argument.notNegative(hourlyPrice, "price an hour")
    try Argument.positive(speed, "speed")
    try Argument.positive(callPrice, "price of a call")
    return hourlyPrice / 3600 / (speed * callPrice)
  }

  /// Gives the calls that run at the same time on average.
  package static func concurrency(rate: Double, seconds: Double) throws(FleetError) -> Double {
    try Argument.notNegative(rate, "rate of calls")
    try Argument.notNegative(seconds, "seconds of a call")
    return rate * seconds
  }
}

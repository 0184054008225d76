/// What other than random arrivals or exponential service does to the mean wait of M/M/k.
package enum WaitCorrection {
  /// Gives the mean wait of a general queue, G/G/k, from that of M/M/k of the same rates.
  ///
  /// Allen and Cunneen: half the sum of the squared coefficients of variation of the times between
  /// arrivals and of service (Allen: Probability, statistics, and queueing theory, 2nd edition, 5.3).
  /// It is a guide: about 3 % low for constant service, and up to 15 % off for service that varies
  /// much more than the exponential.
  package static func allenCunneen(
    meanWait: Double, arrivalVariation: Double, serviceVariation: Double
  ) throws(FleetError) -> Double {
    try Argument.notNegative(meanWait, "mean wait")
    try Argument.notNegative(arrivalVariation, "squared variation of arrivals")
    try Argument.notNegative(serviceVariation, "squared variation of service")
    return meanWait * (arrivalVariation + serviceVariation) / 2
  }

  /// Gives the mean wait of M/D/k, where service is constant, from that of M/M/k.
  ///
  /// Cosmetatos: Some approximate equilibrium results for the multi-server queue M/G/r, 1976. Within
  /// 2 % where servers are busy at least half of the time. The utilisation is above 0 and below 1.
  package static func cosmetatos(
    meanWait: Double, servers: Int, utilisation: Double
  ) throws(FleetError) -> Double {
    try Argument.notNegative(meanWait, "mean wait")
    try Argument.count(servers, in: 1...Erlang.serverCountMax, "number of servers")
    guard utilisation > 0, utilisation < 1 else {
      throw FleetError(
        argument: "utilisation", value: utilisation, allowed: "a share above 0 and below 1")
    }
    let count = Double(servers)
    let root = (4 + 5 * count).squareRoot() - 2
    let factor = 1 + (1 - utilisation) * (count - 1) * root / (16 * utilisation * count)
    return meanWait * factor / 2
  }
}

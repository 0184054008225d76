import Foundation
import Tables

/// One number that can be read off a date.
package enum DatePart: String, Codable, Hashable, Sendable, CaseIterable {
  case year
  /// From 1 to 4.
  case quarter
  /// From 1 to 12.
  case month
  /// The week of ISO 8601, from 1 to 53.
  case week
  /// The day of the month, from 1 to 31.
  case day
  /// From 1 to 366.
  case dayOfYear = "day-of-year"
  /// From 1 for Monday to 7 for Sunday.
  case weekday
  /// From 0 to 23.
  case hour
  /// From 0 to 59.
  case minute
  /// From 0 to below 60, with the decimals of milliseconds.
  case second
  /// Days since the first training date, with the time of day as a fraction.
  case elapsed

  /// The parts that are tried where none are named: those that tell seasons, habits and a trend.
  static let standard: [DatePart] = [.year, .month, .day, .weekday, .hour, .minute]

  /// Whether only a moment of a day has it, and no whole day.
  var needsTime: Bool { self == .hour || self == .minute || self == .second }

  /// Whether it comes round again, so that its last value is next to its first.
  var isCyclic: Bool { self != .year && self != .elapsed }

  /// Gives the part of each moment, in seconds since 1970; missing ones stay missing.
  func values(of seconds: [Double], since first: Double) -> [Double] {
    seconds.map { $0.isNaN ? .nan : value(of: DayTime($0), since: first) }
  }

  /// Gives the place of each moment in the part's cycle, from 0 to below 1.
  func turns(of seconds: [Double]) -> [Double] {
    seconds.map { $0.isNaN ? .nan : turn(of: DayTime($0)) }
  }

  private func value(of moment: DayTime, since first: Double) -> Double {
    switch self {
    case .year: Double(moment.date.year)
    case .quarter: Double((moment.date.month + 2) / 3)
    case .month: Double(moment.date.month)
    case .week: Double(moment.date.week)
    case .day: Double(moment.date.day)
    case .dayOfYear: Double(moment.date.dayOfYear)
    case .weekday: Double(moment.date.weekday)
    case .hour: Double(moment.milliseconds / 3_600_000)
    case .minute: Double(moment.milliseconds / 60_000 % 60)
    case .second: Double(moment.milliseconds % 60_000) / 1000
    case .elapsed: (moment.seconds - first) / 86_400
    }
  }

  private func turn(of moment: DayTime) -> Double {
    let value = value(of: moment, since: 0)
    switch self {
    case .year, .elapsed: return 0
    case .quarter: return (value - 1) / 4
    case .month: return (value - 1) / 12
    // Every 53rd week is short of a year by a few days; it is taken as the last of 53.
    case .week: return (value - 1) / 53
    case .day: return (value - 1) / Double(moment.date.monthLength)
    case .dayOfYear: return (value - 1) / Double(moment.date.yearLength)
    case .weekday: return (value - 1) / 7
    case .hour: return value / 24
    case .minute, .second: return value / 60
    }
  }
}

/// A moment as a day and the milliseconds of that day, in UTC.
private struct DayTime {
  let seconds: Double
  let date: CivilDate
  let milliseconds: Int

  init(_ seconds: Double) {
    self.seconds = seconds
    let all = Int((seconds * 1000).rounded())
    var days = all / 86_400_000
    if all < days * 86_400_000 { days -= 1 }
    date = CivilDate(daysSince1970: days)
    milliseconds = all - days * 86_400_000
  }
}

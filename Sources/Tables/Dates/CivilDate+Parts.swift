extension CivilDate {
  /// The day of the week as ISO 8601 counts: 1 for Monday to 7 for Sunday.
  package var weekday: Int {
    // 1 January 1970 was a Thursday.
    let shifted = (daysSince1970 + 3) % 7
    return (shifted < 0 ? shifted + 7 : shifted) + 1
  }

  /// The place of the day in its year, from 1 to 366.
  package var dayOfYear: Int { daysSince1970 - Self.firstDay(of: year) + 1 }

  /// The number of days in the year.
  package var yearLength: Int {
    year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400) ? 366 : 365
  }

  /// The number of days in the month.
  package var monthLength: Int { Self.dayCount(year: year, month: month) }

  /// The week as ISO 8601 counts, from 1 to 53: week 1 is the one with the year's first Thursday.
  package var week: Int {
    let week = (dayOfYear - weekday + 10) / 7
    if week < 1 { return Self.weekCount(of: year - 1) }
    return week > Self.weekCount(of: year) ? 1 : week
  }

  private static func weekCount(of year: Int) -> Int {
    // A year has 53 weeks when it begins or ends on a Thursday.
    let first = CivilDate(daysSince1970: firstDay(of: year)).weekday
    let last = CivilDate(daysSince1970: firstDay(of: year + 1) - 1).weekday
    return first == 4 || last == 4 ? 53 : 52
  }

  private static func firstDay(of year: Int) -> Int {
    let earlier = year - 1
    return 365 * earlier + earlier / 4 - earlier / 100 + earlier / 400 - 719_162
  }
}

import Documents
import Tables

/// How the dates of a column are written, for numbers that stand for moments of it.
package struct DateForm: Codable, Hashable, Sendable {
  /// The raw value of the precision of the column's dates.
  private let precision: UInt8
  private let hasZone: Bool

  init(_ dates: DateValues) {
    precision = dates.precision.rawValue
    hasZone = dates.hasZone
  }

  private var unit: DateValues.Precision { .init(rawValue: precision) ?? .second }

  /// Writes a moment in seconds since 1970; one between two units as the earlier.
  func text(_ seconds: Double) -> String {
    let step = unit == .day ? 86_400.0 : unit == .second ? 1 : 0.001
    let whole = unit == .millisecond ? seconds : (seconds / step).rounded(.down) * step
    guard DateValues.allows(whole, unit) else { return Wording.bare(seconds) }
    return DateValues([whole], precision: unit, hasZone: hasZone).text(0) ?? ""
  }

  /// Writes two moments, without the time of day where they are days apart.
  func texts(_ first: Double, _ last: Double) -> (first: String, last: String) {
    let length = last - first >= 172_800 ? 10 : Int.max
    return (String(text(first).prefix(length)), String(text(last).prefix(length)))
  }

  /// Writes a length of time in seconds, in the largest unit that it fills.
  static func duration(_ seconds: Double) -> String {
    let units = [("days", 86_400.0), ("hours", 3600), ("minutes", 60), ("seconds", 1)]
    let (name, size) = units.first { seconds >= $0.1 } ?? units[0]
    return "\(Wording.bare(seconds / size)) \(name)"
  }

  /// Gives an axis of dates for values, marked where days, months or years begin.
  func axis(_ label: String, covering values: [Double], about: Int) -> Figure.Axis {
    guard let low = values.min(), let high = values.max() else { return Figure.Axis(label) }
    let room = high > low ? (high - low) * 0.02 : 43_200
    // One mark alone does not tell how long the axis is.
    let choices = [about, about * 2, about * 4].map {
      DateSteps(from: low - room, to: high + room, about: $0, isDaily: unit == .day)
    }
    let steps = choices.first { $0.inside.count > 1 } ?? choices[2]
    return Figure.Axis(
      label, range: (low - room)...(high + room),
      marks: steps.inside.map { .init(value: $0, text: steps.text($0)) })
  }
}

/// Beginnings of seconds, days, months or years, evenly many along a stretch of time.
struct DateSteps {
  private enum Unit {
    case seconds(Double)
    case months(Int)
  }

  private static let seconds: [Double] = [
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
    172_800, 604_800,
  ]
  private static let months = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12_000]
  private static let monthSeconds = 30.44 * 86_400

  private let unit: Unit
  private let low: Double
  private let high: Double

  /// Chooses the shortest step that gives at most so many beginnings; whole days have none within.
  init(from low: Double, to high: Double, about: Int, isDaily: Bool) {
    let needed = (high - low) / Double(max(about, 1))
    let allowed = Self.seconds.filter { !isDaily || $0 >= 86_400 }
    if let step = allowed.first(where: { $0 >= needed }) {
      unit = .seconds(step)
    } else {
      unit = .months(
        Self.months.first { Double($0) * Self.monthSeconds >= needed } ?? 12_000)
    }
    (self.low, self.high) = (low, high)
  }

  /// The beginnings within the stretch.
  var inside: [Double] { covering.filter { $0 >= low && $0 <= high } }

  /// The beginnings from the last before the stretch to the first after it.
  var covering: [Double] {
    switch unit {
    case .seconds(let step):
      // Weeks begin on a Monday, as 5 January 1970 was.
      let origin = step == 604_800 ? 4 * 86_400.0 : 0
      let first = Int(((low - origin) / step).rounded(.down))
      let last = Int(((high - origin) / step).rounded(.up))
      return (first...max(first, last)).map { Double($0) * step + origin }
    case .months(let step):
      let first = Self.month(of: low) / step
      let last = Self.month(of: high) / step + 1
      return (first...last).compactMap { Self.beginning(ofMonth: $0 * step) }
    }
  }

  /// Writes a beginning, as exactly as the step asks for.
  func text(_ seconds: Double) -> String {
    let dates = DateValues([seconds], precision: .second).text(0) ?? ""
    switch unit {
    case .months(let step): return String(dates.prefix(step >= 12 ? 4 : 7))
    case .seconds(let step) where step >= 86_400: return String(dates.prefix(10))
    case .seconds(let step):
      let time = dates.dropFirst(11).prefix(step >= 60 ? 5 : 8)
      return high - low <= 86_400 ? String(time) : "\(dates.dropFirst(5).prefix(5)) \(time)"
    }
  }

  /// Names the stretch between two beginnings that a moment is in.
  func stretch(around seconds: Double) -> String {
    let beginning = text(covering.last { $0 <= seconds } ?? low)
    let next = text(covering.first { $0 > seconds } ?? high)
    guard let first = Int(beginning), let last = Int(next), last - first > 1 else {
      return beginning
    }
    return "\(first) to \(last - 1)"
  }

  /// Counts months from January of the year 0.
  private static func month(of seconds: Double) -> Int {
    let day = min(max(seconds, CivilDate.secondsMin), CivilDate.secondsEnd - 1) / 86_400
    let date = CivilDate(daysSince1970: Int(day.rounded(.down)))
    return date.year * 12 + date.month - 1
  }

  private static func beginning(ofMonth month: Int) -> Double? {
    CivilDate(year: month / 12, month: month % 12 + 1, day: 1).map {
      Double($0.daysSince1970) * 86_400
    }
  }
}

extension Column {
  /// The numbers, or dates as seconds since 1970; nil for texts.
  var numbersOrSeconds: [Double]? { numbers ?? dates?.seconds }

  /// The column with dates as numbers of seconds, for what compares numbers only.
  var withDatesAsNumbers: Column {
    dates.map { Column(name, numbers: $0.seconds) } ?? self
  }
}

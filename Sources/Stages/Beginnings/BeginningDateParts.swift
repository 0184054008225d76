import Learning
import Tables

/// Which numbers are read off a date that decides neither rows nor folds.
///
/// A month learned from one round of the year says nothing of the next: such dates give the days gone
/// by instead, which go on.
struct BeginningDateParts: Hashable {
  /// The parts as the recipe names them.
  let words: [String]
  let reason: String

  init(_ dates: DateValues) {
    let known = dates.seconds.filter(\.isFinite)
    let span = ((known.max() ?? 0) - (known.min() ?? 0)) / 86_400
    let hasTimes = dates.precision > .day
    let turns: [(part: DatePart, days: Double)] = [
      (.month, 2 * 365), (.day, 3 * 30), (.weekday, 21),
    ]
    let whole = turns.filter { span >= $0.days }.map(\.part)
    words =
      (["elapsed"] + whole.map(\.rawValue))
      + (hasTimes && span >= 3 ? [DatePart.hour.rawValue] : [])
    let left = turns.filter { span < $0.days }.map { "\($0.part.rawValue)s" }
    let days = Wording.number(span, digits: 2)
    reason =
      "elapsed are days from the first row on"
      + (left.isEmpty
        ? ""
        : "; no \(left.joined(separator: " and ")), as \(days) days do not tell what comes round again")
  }
}

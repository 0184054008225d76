/// A way in which columns give the target away.
enum Leak: Hashable, Sendable {
  /// The column holds the target itself.
  case copy
  /// Each value of the column goes with one value of the target and the other way round.
  case oneToOne
  /// The correlation with the target, in -1...1: the target in another unit, or with little noise.
  case correlated(Double)
  /// The rank correlation with the target, in -1...1.
  case ranked(Double)
  /// The share of the target that the column alone tells, in 0...1.
  case told(Double)
  /// Missing in just the rows where the target has one value.
  case missing(target: String)
  /// Known in just the rows where the target has one value.
  case known(target: String)
  /// Two columns whose sum, difference, product or ratio is the target.
  case pair(first: String, sign: String, second: String)
  /// Columns that add up to the target; the signs stand before the names.
  case sum([String])

  /// Whether the column is the target, in the same or other words.
  var isExact: Bool {
    switch self {
    case .copy, .oneToOne: true
    case .correlated(let r), .ranked(let r): abs(r) > 0.999_999
    case .told, .missing, .known, .pair, .sum: false
    }
  }

  /// Why it is a leak, as a sentence in lower case about a column.
  func reason(target: String) -> String {
    switch self {
    case .copy: "a copy of \(target)"
    case .oneToOne: "each of its values goes with one \(target): it is \(target) in other words"
    case .correlated(let r):
      "its correlation with \(target) is \(Self.text(r)): it is \(target) in another unit, or made "
        + "from it"
    case .ranked(let r):
      "its rank correlation with \(target) is \(Self.text(r)): it is \(target) on another scale"
    case .told(let share):
      "it alone tells \(ProfileWords.percent(share)) of \(target): known only after it, or made from "
        + "it"
    case .missing(let value): "missing just where \(target) is \(value)"
    case .known(let value): "known just where \(target) is \(value)"
    case .pair(let first, let sign, let second):
      "\(target) is \(first) \(sign) \(second) in every row"
    case .sum(let parts): "\(target) is \(parts.joined(separator: " ")) in every row"
    }
  }

  private static func text(_ r: Double) -> String {
    let text = Wording.fixed(r, decimals: 4)
    return abs(r) < 1 && text.hasSuffix("1.0000") ? "more than 0.9999 in size" : text
  }
}

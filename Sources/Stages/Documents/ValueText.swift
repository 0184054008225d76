/// A value of a table in a sentence.
enum ValueText {
  /// The number of digits from which on whole numbers are written in groups of three.
  private static let groupedFrom = 10_000.0

  /// A whole number in full, and any other with the digits that matter.
  static func number(_ value: Double) -> String {
    guard value == value.rounded(), abs(value) < 1e15 else { return Wording.bare(value) }
    // Years and other short numbers are easier to read without a gap.
    return abs(value) < groupedFrom ? String(Int(value)) : Wording.grouped(Int(value))
  }
}

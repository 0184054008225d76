/// The shape of a few numbers in one line of text, such as `▁▃▇█▂`, for terminals and tables.
package enum Sparkline {
  private static let signs: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// Gives a sign for each number, its height being the share of the largest; none is a space.
  ///
  /// Numbers that are negative or not finite count as none. Any number above zero is seen.
  package static func text(_ values: [Double]) -> String {
    let heights = values.map { $0.isFinite ? max($0, 0) : 0 }
    let most = heights.max() ?? 0
    guard most > 0 else { return String(repeating: " ", count: values.count) }
    return String(
      heights.map { height in
        if height == 0 { return " " }
        let step = Int((height / most * Double(signs.count)).rounded(.up))
        return signs[min(max(step, 1), signs.count) - 1]
      })
  }

  /// Gives a sign for each count.
  package static func text(counts: [Int]) -> String {
    text(counts.map(Double.init))
  }

  /// Gives the shape of how numbers lie: how many fall into equally wide parts of a range.
  ///
  /// Numbers outside the range count in the outermost parts, missing ones nowhere. Infinite ends
  /// and no width give one part for all.
  package static func text(
    _ numbers: some Sequence<Double>, from low: Double, to high: Double, parts: Int
  ) -> String {
    text(counts: counts(numbers, from: low, to: high, parts: parts))
  }

  /// Gives how many numbers fall into each of equally wide parts of a range.
  package static func counts(
    _ numbers: some Sequence<Double>, from low: Double, to high: Double, parts: Int
  ) -> [Int] {
    var counts = [Int](repeating: 0, count: max(parts, 1))
    let width = (high - low) / Double(counts.count)
    for number in numbers where !number.isNaN {
      guard width.isFinite, width > 0 else {
        counts[counts.count / 2] += 1
        continue
      }
      let place = ((number - low) / width).rounded(.down)
      counts[Int(min(max(place, 0), Double(counts.count - 1)))] += 1
    }
    return counts
  }
}

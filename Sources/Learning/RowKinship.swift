package import Kernels

/// What makes rows belong together, so that one must not tell of another.
package enum RowKinship: Hashable, Sendable {
  /// The group of each row.
  case groups([Int])
  /// The time of each row.
  case times([Double])

  /// Tells for each row whether it is set aside, for about so many rows.
  ///
  /// Groups are drawn at random as long as they fit, or the first one; of times the latest are
  /// taken, and rows of one time stay together.
  package func aside(_ wanted: Int, random: RandomStream) -> [Bool] {
    switch self {
    case .groups(let groups):
      var random = random
      var sizes: [Int: Int] = [:]
      for group in groups { sizes[group, default: 0] += 1 }
      let names = sizes.keys.sorted()
      var chosen: Set<Int> = []
      var count = 0
      for index in random.permutation(of: names.count) {
        let size = sizes[names[index]] ?? 0
        if count == 0 || count + size <= wanted {
          chosen.insert(names[index])
          count += size
        }
      }
      return groups.map { chosen.contains($0) }
    case .times(let times):
      let first = times.sorted()[max(0, times.count - wanted)]
      // The earliest time is never set aside, so that there is one to learn from.
      let least = times.min() ?? first
      return times.map { $0 >= first && $0 > least }
    }
  }
}

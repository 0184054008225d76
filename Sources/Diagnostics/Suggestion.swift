/// Finds the word that a person most likely meant.
package enum Suggestion {
  /// Gives the nearest candidate, or nil when none is near enough to be a likely slip.
  ///
  /// The distance is Damerau-Levenshtein on lower-cased letters (one insertion, deletion,
  /// substitution or swap of neighbours costs 1); a third of the word's length, at least 1,
  /// may differ, but never all of the word.
  package static func nearest(to word: String, among candidates: [String]) -> String? {
    let target = Array(word.lowercased().unicodeScalars)
    let limit = max(1, target.count / 3)
    var best: (candidate: String, distance: Int)?
    for candidate in candidates where !candidate.isEmpty {
      let distance = distance(target, Array(candidate.lowercased().unicodeScalars))
      if distance <= limit, distance < max(1, target.count), distance < (best?.distance ?? Int.max)
      {
        best = (candidate, distance)
      }
    }
    return best?.candidate
  }

  /// Gives the nearest name of a file, whose ending does not make names alike.
  ///
  /// A name without its ending stands for the file; else names with one ending are compared without
  /// it, and those with different ones as a whole.
  package static func nearest(toFile name: String, among candidates: [String]) -> String? {
    if let meant = candidates.first(where: { $0.hasPrefix(name + ".") }) { return meant }
    let (stem, ending) = parts(name)
    let alike = candidates.filter { parts($0).ending == ending }
    if let near = nearest(to: stem, among: alike.map { parts($0).stem }) {
      return alike.first { parts($0).stem == near }
    }
    // A slip in the ending alone.
    return candidates.first { parts($0).stem.lowercased() == stem.lowercased() }
  }

  private static func parts(_ name: String) -> (stem: String, ending: String) {
    guard let point = name.lastIndex(of: "."), point != name.startIndex else { return (name, "") }
    return (String(name[..<point]), name[point...].lowercased())
  }

  private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var beforePrevious = [Int](repeating: 0, count: b.count + 1)
    var previous = Array(0...b.count)
    for i in 1...a.count {
      var current = [i] + [Int](repeating: 0, count: b.count)
      for j in 1...b.count {
        let cost = a[i - 1] == b[j - 1] ? 0 : 1
        current[j] = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + cost)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          current[j] = min(current[j], beforePrevious[j - 2] + 1)
        }
      }
      (beforePrevious, previous) = (previous, current)
    }
    return previous[b.count]
  }
}

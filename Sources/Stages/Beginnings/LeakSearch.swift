import Learning
import Tables

/// Looks for columns that give the target away, over rows that have a target.
///
/// Columns are compared on up to 20 000 evenly spread rows; what is said of every row is checked on
/// every row.
struct LeakSearch: Sendable {
  /// From which share of the target a column is taken for a leak.
  static let shareMin = 0.98
  /// From which squared correlation a column of numbers is taken for a leak.
  static let squareMin = 0.99
  private static let rowsMax = 20_000
  private static let knownMin = 20

  let target: BeginningTarget
  let rows: [Int]
  private let classes: [Int]?
  private let values: [Double]?

  init(_ target: BeginningTarget) {
    self.target = target
    let known = target.knownRows
    let rows = TargetRelations.spread(known.count, most: Self.rowsMax).map { known[$0] }
    self.rows = rows
    classes = target.classCodes.map { codes in rows.map { codes[$0] } }
    values = target.values.map { values in rows.map { values[$0] } }
  }

  /// Finds the leak in each column that has one.
  func leaks(in columns: [ColumnFacts]) -> [String: Leak] {
    let found = Parallel.map(columns.count) { leak(in: columns[$0]) }
    return Dictionary(uniqueKeysWithValues: zip(columns.map(\.name), found)).compactMapValues { $0 }
  }

  private func leak(in facts: ColumnFacts) -> Leak? {
    guard rows.count >= Self.knownMin, facts.knownCount > 0 else { return nil }
    if facts.missingCount > 0, let leak = leakByMissing(facts.column) { return leak }
    guard facts.distinctCount > 1 else { return nil }
    if facts.column.named("") == target.column.named("") { return .copy }
    let numbers = facts.column.numbers ?? facts.column.dates?.seconds
    if let numbers {
      let own = rows.map { numbers[$0] }
      let places = own.indices.filter { own[$0].isFinite }
      guard places.count >= Self.knownMin else { return nil }
      return leak(places.map { own[$0] }, at: places)
    }
    guard let texts = facts.column.texts else { return nil }
    let codes = rows.map { Int(texts.codes[$0]) }
    return grouped(codes, at: codes.indices.filter { codes[$0] >= 0 })
  }

  /// The leak of numbers, which stand for some places of the chosen rows.
  private func leak(_ numbers: [Double], at places: [Int]) -> Leak? {
    if let values {
      let own = places.map { values[$0] }
      if let r = Association.correlation(numbers, own), r * r >= Self.squareMin {
        return .correlated(r)
      }
      let ranks = Association.ranks(own)
      if let r = Association.correlation(Association.ranks(numbers), ranks),
        r * r >= Self.squareMin
      {
        return .ranked(r)
      }
      let share = Association.share(ofNeighbours: ranks, by: numbers)
      if share >= Self.shareMin { return .told(share) }
    } else if let classes {
      let share = Association.share(ofNeighbours: places.map { classes[$0] }, by: numbers)
      if share >= Self.shareMin { return .told(share) }
    }
    var codes: [Double: Int] = [:]
    let groups = numbers.map { number -> Int in
      let code = codes[number] ?? codes.count
      codes[number] = code
      return code
    }
    guard codes.count * 2 <= numbers.count else { return nil }
    return grouped(groups, of: places)
  }

  private func grouped(_ codes: [Int], at places: [Int]) -> Leak? {
    guard places.count >= Self.knownMin else { return nil }
    return grouped(places.map { codes[$0] }, of: places)
  }

  /// The leak of groups, each of which is of one place of the chosen rows.
  private func grouped(_ groups: [Int], of places: [Int]) -> Leak? {
    if let classes {
      let own = places.map { classes[$0] }
      let share = Association.share(ofClasses: own, by: groups)
      guard share >= Self.shareMin else { return nil }
      return share == 1 && Self.isOneToOne(own, groups) ? .oneToOne : .told(share)
    }
    guard let values else { return nil }
    let share = Association.share(of: places.map { values[$0] }, by: groups)
    return share >= Self.shareMin ? .told(share) : nil
  }

  private static func isOneToOne(_ a: [Int], _ b: [Int]) -> Bool {
    var (there, back): ([Int: Int], [Int: Int]) = ([:], [:])
    for (x, y) in zip(a, b) {
      if there.updateValue(y, forKey: x) ?? y != y { return false }
      if back.updateValue(x, forKey: y) ?? x != x { return false }
    }
    return true
  }

  // MARK: Missing values

  /// Whether it is the target that decides where the column has no value.
  private func leakByMissing(_ column: Column) -> Leak? {
    let isMissing = rows.map { column.isMissing($0) }
    let count = isMissing.count { $0 }
    guard count >= 5, isMissing.count - count >= 5 else { return nil }
    if let value = commonTarget(where: isMissing) { return .missing(target: value) }
    if let value = commonTarget(where: isMissing.map { !$0 }) { return .known(target: value) }
    return nil
  }

  /// The target of nearly all chosen rows and of nearly no other, or nil.
  private func commonTarget(where isChosen: [Bool]) -> String? {
    let codes: [Double] = values ?? (classes ?? []).map(Double.init)
    var counts: [Double: Int] = [:]
    for (code, isChosen) in zip(codes, isChosen) where isChosen { counts[code, default: 0] += 1 }
    let most = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }
    guard let most, most.value * 100 >= 99 * isChosen.count(where: { $0 }) else { return nil }
    let all = codes.count { $0 == most.key }
    guard most.value * 100 >= 99 * all else { return nil }
    return target.text(of: most.key)
  }
}

extension Association {
  /// Gives the share of rows of other classes than the most frequent that their neighbours tell.
  ///
  /// Neighbours are the three rows on each side in the order of the numbers, nearer ones counting
  /// more; a row is told right where its class has at least as much weight as any other. Equal
  /// numbers are mixed, as rows may be in the order of their classes. In 0...1; classes count from 0.
  static func share(ofNeighbours classes: [Int], by numbers: [Double]) -> Double {
    let order = mixedOrder(of: numbers)
    let classCount = (classes.max() ?? -1) + 1
    let most = (0..<classCount).map { own in classes.count { $0 == own } }.max() ?? 0
    guard classes.count > most else { return 0 }
    var right = 0
    for place in order.indices {
      var weights: [Int: Int] = [:]
      for distance in 1...3 {
        for other in [place - distance, place + distance] where order.indices.contains(other) {
          weights[classes[order[other]], default: 0] += 4 - distance
        }
      }
      let own = weights[classes[order[place]]] ?? 0
      if own > 0, weights.values.allSatisfy({ $0 <= own }) { right += 1 }
    }
    return min(max(Double(right - most) / Double(classes.count - most), 0), 1)
  }

  /// Gives the share of the squares of values that their neighbours tell; in 0...1.
  ///
  /// Each value is told from the mean of the two on each side in the order of the numbers. Equal
  /// numbers are mixed.
  static func share(ofNeighbours values: [Double], by numbers: [Double]) -> Double {
    let sorted = mixedOrder(of: numbers).map { values[$0] }
    guard sorted.count > 4 else { return 0 }
    let mean = sorted.reduce(0, +) / Double(sorted.count)
    var (left, all) = (0.0, 0.0)
    for place in sorted.indices {
      let near = [place - 2, place - 1, place + 1, place + 2].filter(sorted.indices.contains)
      let told = near.reduce(0) { $0 + sorted[$1] } / Double(near.count)
      left += (sorted[place] - told) * (sorted[place] - told)
      all += (sorted[place] - mean) * (sorted[place] - mean)
    }
    return all > 0 ? min(max(1 - left / all, 0), 1) : 0
  }

  /// The places of numbers from the smallest on; equal ones in an order that rows do not decide.
  private static func mixedOrder(of numbers: [Double]) -> [Int] {
    let mixed = numbers.indices.map { UInt64($0 + 1) &* 0x9e37_79b9_7f4a_7c15 }
    return numbers.indices.sorted { (numbers[$0], mixed[$0]) < (numbers[$1], mixed[$1]) }
  }
}

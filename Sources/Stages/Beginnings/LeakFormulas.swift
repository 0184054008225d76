import Kernels
import Tables

/// Looks for columns of numbers that make the target together.
struct LeakFormulas {
  private static let screenedRows = 500
  private static let partsMax = 6
  private static let summedColumnsMax = 60

  private struct Part {
    let name: String
    let values: [Double]
  }

  private let goal: [Double]
  private let known: [Int]
  private let screen: [Int]
  private let tolerance: Double
  private let parts: [Part]

  /// Takes the columns that do not give the target away alone; nil where there is nothing to find.
  init?(_ target: BeginningTarget, _ columns: [ColumnFacts]) {
    guard let goal = target.values, target.facts.distinctCount > 10 else { return nil }
    self.goal = goal
    known = target.knownRows
    screen = TargetRelations.spread(known.count, most: Self.screenedRows).map {
      target.knownRows[$0]
    }
    guard screen.count >= 20 else { return nil }
    // Rounding to a few digits of single precision is let pass.
    tolerance = 1e-6 * (target.facts.numbers?.deviation ?? 0)
    let screen = screen
    parts = columns.compactMap { facts in
      guard facts.kind == .number, facts.distinctCount > 1, let values = facts.column.numbers,
        screen.allSatisfy({ values[$0].isFinite })
      else { return nil }
      return Part(name: facts.name, values: values)
    }
  }

  private enum Operation: String, CaseIterable {
    case sum = "+"
    case difference = "-"
    case product = "×"
    case ratio = "÷"

    /// Whether the two may change places.
    var isEven: Bool { self == .sum || self == .product }

    func apply(_ a: Double, _ b: Double) -> Double {
      switch self {
      case .sum: a + b
      case .difference: a - b
      case .product: a * b
      case .ratio: a / b
      }
    }
  }

  /// The leaks by column: pairs first, and longer sums where no pair was found.
  var leaks: [(columns: [String], leak: Leak)] {
    let pairs = self.pairs
    if !pairs.isEmpty { return pairs }
    return sum.map { [$0] } ?? []
  }

  private var pairs: [(columns: [String], leak: Leak)] {
    var found: [(columns: [String], leak: Leak)] = []
    for (i, first) in parts.enumerated() {
      for (j, second) in parts.enumerated() where i != j {
        for operation in Operation.allCases where !operation.isEven || i < j {
          let holds = { (row: Int) in
            self.isGoal(operation.apply(first.values[row], second.values[row]), row)
          }
          guard screen.allSatisfy(holds), known.allSatisfy(holds) else { continue }
          found.append(
            (
              [first.name, second.name],
              .pair(first: first.name, sign: operation.rawValue, second: second.name)
            ))
        }
      }
    }
    return found
  }

  private func isGoal(_ value: Double, _ row: Int) -> Bool {
    abs(value - goal[row]) <= max(tolerance, 1e-12 * abs(goal[row]))
  }

  /// Three columns or more whose sum or difference is the target, by least squares.
  private var sum: (columns: [String], leak: Leak)? {
    let count = parts.count
    guard (3...Self.summedColumnsMax).contains(count), screen.count >= count + 20 else {
      return nil
    }
    // Columns of one size, so that none is lost beside a large one.
    let sizes = parts.map { part in screen.reduce(0) { max($0, abs(part.values[$1])) } }
    let columns = zip(parts, sizes).map { part, size in screen.map { part.values[$0] / size } }
    let ones = [Double](repeating: 1, count: screen.count)
    let solution = ColumnPivotedQR(columns: [ones] + columns, rowCount: screen.count)
      .leastSquares(screen.map { goal[$0] })
    let scaled = zip(solution.dropFirst(), sizes).map { $0 / $1 }
    let weights = zip(parts, scaled).filter { abs($1) > 1e-6 }
    guard (3...Self.partsMax).contains(weights.count), weights.count < count,
      weights.allSatisfy({ abs(abs($1) - 1) < 1e-6 })
    else { return nil }
    let holds = { (row: Int) in
      self.isGoal(weights.reduce(0) { $0 + $1.1.rounded() * $1.0.values[row] }, row)
    }
    guard known.allSatisfy(holds) else { return nil }
    let names = weights.enumerated().map { place, item in
      item.1 < 0 ? "- \(item.0.name)" : (place == 0 ? item.0.name : "+ \(item.0.name)")
    }
    return (weights.map(\.0.name), .sum(names))
  }
}

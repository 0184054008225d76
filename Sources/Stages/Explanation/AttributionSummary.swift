import Analyses
import Attribution
import Kernels
import Learning
import Tables

/// How much columns add on average, by model and group, and how far models agree.
struct AttributionSummary: JSONArtifact, Hashable {
  static let format = "explanation"

  /// The mean size of a player's values.
  struct Size: Codable, Hashable, Sendable {
    let player: String
    let mean: Double
    /// Of 95 % of the resamples of rows.
    let interval: Bootstrap.Interval
    /// The mean size in each group.
    let groups: [Double]
    /// The greatest standard error of a value; nil where values are exact.
    let errorMax: Double?
  }

  /// How much two columns do together, on average.
  struct Pair: Codable, Hashable, Sendable {
    let first: String
    let second: String
    /// The mean size of the interaction, both halves together.
    let mean: Double
  }

  /// One model's figures.
  struct Entry: Codable, Hashable, Sendable {
    /// The id of the stage that made the model.
    let model: String
    let method: String
    let scale: String
    /// The label of the class that is explained, nil where values are predicted.
    let label: String?
    let backgroundCount: Int
    let base: Double
    /// The greatest error of a sum, relative to 1 + |prediction|.
    let additivityError: Double
    /// In the order of the model's columns.
    let sizes: [Size]
    /// From the strongest; empty where they were not asked for.
    let pairs: [Pair]
    /// The range of the predictions of the rows.
    let low: Double
    let high: Double
    /// What is predicted as a column varies, for columns of the table that add most.
    var curves: [PartialCurve]?
  }

  /// How far the values of two models go together.
  struct Agreement: Codable, Hashable, Sendable {
    let first: String
    let second: String
    /// The rank correlation of mean sizes, nil where it is not defined.
    let ranks: Double?
    /// The correlation of all values, nil where it is not defined.
    let values: Double?
  }

  let target: String
  /// The rows there were, and those that were explained.
  let rowCount: Int
  let explainedCount: Int
  let by: String?
  let groups: [String]
  let groupCounts: [Int]
  private(set) var entries: [Entry]
  let agreements: [Agreement]

  /// Adds what was found for each model by varying columns.
  mutating func add(curves: [[PartialCurve]]) {
    for (place, found) in curves.enumerated() where !found.isEmpty {
      entries[place].curves = found
    }
  }

  /// The players of all models, from the greatest mean size.
  ///
  /// Each model's sizes are taken as shares of its own, so that none outweighs the others.
  var order: [String] {
    var shares: [String: Double] = [:]
    var names: [String] = []
    for entry in entries {
      let total = Sum.of(entry.sizes.map(\.mean))
      for size in entry.sizes {
        if shares[size.player] == nil { names.append(size.player) }
        shares[size.player, default: 0] += total > 0 ? size.mean / total : 0
      }
    }
    return names.enumerated().sorted {
      (-(shares[$0.element] ?? 0), $0.offset) < (-(shares[$1.element] ?? 0), $1.offset)
    }.map(\.element)
  }
}

extension AttributionSummary {
  private static let groupMax = 8
  private static let pairsMax = 30

  /// Works out the figures of explained models; `by` holds the groups of the rows explained.
  init(
    _ parts: [ExplainedModel], rowCount: Int, places: [Int], by: Column?, random: RandomStream
  ) {
    let groups = by.map { ColumnParts($0, most: Self.groupMax, banding: .equalCounts(4)) }
    target = parts.first?.model.recipe.target ?? ""
    self.rowCount = rowCount
    explainedCount = places.count
    self.by = by?.name
    self.groups = groups?.names ?? []
    groupCounts = (groups?.names ?? []).indices.map { group in
      groups?.codes.count { $0 == group } ?? 0
    }
    entries = parts.map { Self.entry($0, groups, random) }
    var agreements: [Agreement] = []
    for first in parts.indices {
      for second in parts.indices where second > first {
        agreements.append(Self.agreement(parts[first], parts[second]))
      }
    }
    self.agreements = agreements
  }

  private static func entry(
    _ part: ExplainedModel, _ groups: ColumnParts?, _ random: RandomStream
  ) -> Entry {
    let values = part.values
    let sizes = values.players.enumerated().map { place, name in
      let own = values.values[place].map { abs($0) }
      return Size(
        player: name, mean: Sum.mean(of: own), interval: interval(own, random),
        groups: (groups?.names ?? []).indices.map { group in
          Sum.mean(of: own.indices.filter { groups?.codes[$0] == group }.map { own[$0] })
        },
        errorMax: values.errors?[place].max())
    }
    // A target learned as its logarithm is predicted as that, and turned back only behind the sum.
    let scale: Attributions.Scale =
      part.model.recipe.targetScale == .logarithm ? .logarithm : values.scale
    return Entry(
      model: part.stage, method: part.method.rawValue, scale: scale.rawValue,
      label: values.classPlace.flatMap { part.model.classes?.names[$0] },
      backgroundCount: part.backgroundCount, base: values.base,
      additivityError: values.additivityError, sizes: sizes, pairs: pairs(values),
      low: values.outputs.min() ?? .nan, high: values.outputs.max() ?? .nan)
  }

  private static func pairs(_ values: Attributions) -> [Pair] {
    guard let columns = values.interactions else { return [] }
    let count = values.players.count
    var pairs: [Pair] = []
    for first in 0..<count {
      for second in first + 1..<max(count, first + 1) {
        let sizes = columns[first * count + second].map { 2 * abs($0) }
        pairs.append(
          Pair(
            first: values.players[first], second: values.players[second],
            mean: Sum.mean(of: sizes)))
      }
    }
    let order = pairs.enumerated().sorted {
      (-$0.element.mean, $0.offset) < (-$1.element.mean, $1.offset)
    }
    return order.prefix(pairsMax).map(\.element)
  }

  /// The middle 95 % of the means of rows drawn again; of many rows the normal distribution's, which
  /// is the same then.
  private static func interval(_ values: [Double], _ random: RandomStream) -> Bootstrap.Interval {
    let mean = Sum.mean(of: values)
    guard values.count <= 2000 else {
      let half =
        1.959963984540054 * (Sum.variance(of: values) / Double(values.count)).squareRoot()
      return Bootstrap.Interval(low: mean - half, high: mean + half)
    }
    var random = random
    var means: [Double] = []
    for _ in 0..<500 {
      var sum = 0.0
      for _ in values.indices { sum += values[random.integer(below: values.count)] }
      means.append(sum / Double(values.count))
    }
    means.sort()
    return Bootstrap.Interval(
      low: Quantiles.of(sorted: means, at: 0.025), high: Quantiles.of(sorted: means, at: 0.975))
  }

  private static func agreement(_ first: ExplainedModel, _ second: ExplainedModel) -> Agreement {
    let common = first.values.players.filter { second.values.players.contains($0) }
    func columns(_ part: ExplainedModel) -> [[Double]] {
      common.map { part.values.values[part.values.players.firstIndex(of: $0) ?? 0] }
    }
    let (a, b) = (columns(first), columns(second))
    func sizes(_ columns: [[Double]]) -> [Double] {
      columns.map { Sum.mean(of: $0.map { abs($0) }) }
    }
    return Agreement(
      first: first.stage, second: second.stage,
      ranks: Association.rankCorrelation(sizes(a), sizes(b)),
      values: Association.correlation(a.flatMap { $0 }, b.flatMap { $0 }))
  }
}

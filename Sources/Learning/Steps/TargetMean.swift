package import Digests
import Kernels
package import Tables

/// Replaces a text column by the mean target of each of its levels, under the same name.
///
/// The mean of a level is drawn towards the mean of all: with n rows of sum s, an overall mean m
/// and smoothing k it is (s + k m) / (n + k). Rows of weight w count w times. Rows without a
/// text, and later levels that no training row had, get the overall mean. With two classes the
/// target of a row is 1 where it has the positive one, so the mean is that class's share.
///
/// Source: Micci-Barreca: A preprocessing scheme for high-cardinality categorical attributes, 2001.
///
/// A training row never sees its own target: the training rows are cut into inner folds at random,
/// and the rows of a fold get the means, also the overall one, of the other folds. A learner that
/// saw a row's own target in its feature would trust the column far too much. Rows that come later
/// get the means of all training rows, which do not depend on the order of rows; the inner folds do.
package struct TargetMean: TableStep {
  package static let name = "target-mean"
  package let columns: ColumnSelection
  /// How many rows with the overall mean are added to each level, at least 0.
  package let smoothing: Double
  /// The number of inner folds, at least 2.
  package let foldCount: Int
  package var neededKind: ColumnKind? { .text }
  package var usesRandomness: Bool { true }

  package init(columns: ColumnSelection, smoothing: Double, foldCount: Int) {
    self.columns = columns
    self.smoothing = smoothing
    self.foldCount = foldCount
  }

  package func fit(_ table: Table, _ context: StepContext) throws(LearningError) -> StepFit {
    let chosen = try checkedColumns(of: table)
    guard !chosen.isEmpty else {
      return StepFit(step: FittedTargetMean(means: []), trainingRows: table)
    }
    let targets = Targets(try context.target(for: Self.name), weights: try context.weights())
    let count = min(max(2, foldCount), table.rowCount)
    guard count >= 2 else {
      throw .tooFewRows(count: table.rowCount, needed: 2, purpose: "`\(Self.name)`")
    }
    let folds = Folds(rowCount: table.rowCount, count: count, random: context.random)
    var means: [FittedTargetMean.Means] = []
    var training = table
    for column in chosen {
      guard let texts = column.texts else { continue }
      let all = LevelMeans(texts, targets, smoothing: smoothing) { _ in true }
      let levels = texts.sortedLevels
      let values = Dictionary(
        zip(texts.levels.map { ExactText($0) }, all.levels), uniquingKeysWith: { first, _ in first }
      )
      means.append(
        FittedTargetMean.Means(
          column: column.name, overall: all.overall, levels: levels,
          values: levels.map { values[ExactText($0)] ?? all.overall }))
      training = training.with(
        Column(column.name, numbers: outOfFold(texts, targets, folds)))
    }
    return StepFit(step: FittedTargetMean(means: means), trainingRows: training)
  }

  /// Gives each row the mean of its level over the rows of the other folds.
  private func outOfFold(_ texts: TextValues, _ targets: Targets, _ folds: Folds) -> [Double] {
    var values = [Double](repeating: .nan, count: texts.codes.count)
    for fold in 0..<folds.count {
      let others = LevelMeans(texts, targets, smoothing: smoothing) {
        folds.assignment[$0] != fold
      }
      for row in folds.heldOutRows(fold) { values[row] = others.mean(of: texts.codes[row]) }
    }
    return values
  }

  package func outline(after outline: ColumnOutline) -> ColumnOutline {
    outline.with(.number, for: columns)
  }

  /// The targets of training rows, in an order that does not depend on the order of rows.
  private struct Targets {
    /// The row, target and weight of each row, ascending by target and then by weight.
    let items: [(row: Int, target: Double, weight: Double)]

    init(_ targets: [Double], weights: [Double]?) {
      items = targets.indices.map { ($0, targets[$0], weights?[$0] ?? 1) }
        .sorted { ($0.target, $0.weight) < ($1.target, $1.weight) }
    }
  }

  /// The smoothed mean target of each level over some rows.
  private struct LevelMeans {
    let overall: Double
    /// By code; the overall mean where the rows have no weight.
    let levels: [Double]

    init(
      _ texts: TextValues, _ targets: Targets, smoothing: Double, of isCounted: (Int) -> Bool
    ) {
      var (sum, weight) = (Sum(), Sum())
      var sums = [Sum](repeating: Sum(), count: texts.levels.count)
      var weights = sums
      for item in targets.items where isCounted(item.row) {
        sum.add(item.target * item.weight)
        weight.add(item.weight)
        let code = texts.codes[item.row]
        guard code >= 0 else { continue }
        sums[Int(code)].add(item.target * item.weight)
        weights[Int(code)].add(item.weight)
      }
      let mean = sum.value / weight.value
      overall = mean
      levels = zip(sums, weights).map { sum, weight in
        weight.value > 0
          ? (sum.value + smoothing * mean) / (weight.value + smoothing) : mean
      }
    }

    func mean(of code: Int32) -> Double { code < 0 ? overall : levels[Int(code)] }
  }
}

/// The mean target of each training level, column by column.
package struct FittedTargetMean: FittedTableStep {
  /// A column, the overall mean, and its levels with their smoothed means.
  package struct Means: Hashable, Sendable {
    package let column: String
    package let overall: Double
    package let levels: [String]
    package let values: [Double]
  }

  package static let format = "target-mean"
  package let means: [Means]

  init(means: [Means]) {
    self.means = means
  }

  package func apply(to table: Table) throws(LearningError) -> Table {
    var result = table
    for known in means {
      let texts = try table.texts(of: known.column, purpose: "`\(Self.format)`")
      let values = texts.places(in: known.levels).map { $0.map { known.values[$0] } }
      result = result.with(
        Column(
          known.column,
          numbers: texts.codes.map { $0 < 0 ? known.overall : values[Int($0)] ?? known.overall }))
    }
    return result
  }

  package func encode(into writer: inout ByteWriter) {
    writer.integer(means.count)
    for known in means {
      writer.text(known.column)
      writer.number(known.overall)
      writer.texts(known.levels)
      writer.numbers(known.values)
    }
  }

  package init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    var means: [Means] = []
    for _ in 0..<(try reader.count(bytesEach: 32)) {
      let known = Means(
        column: try reader.text(), overall: try reader.number(), levels: try reader.texts(),
        values: try reader.numbers())
      guard known.levels.count == known.values.count else {
        throw reader.failure("a mean for each level")
      }
      means.append(known)
    }
    self.means = means
  }
}

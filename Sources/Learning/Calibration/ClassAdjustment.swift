import Digests

/// What comes after a predictor of classes: mended probabilities, and a choice by cost.
package struct ClassAdjustment: Hashable, Sendable {
  /// What mends probabilities, or nil.
  package let calibrator: Calibrator?
  /// What errors cost, or nil where the most probable class is chosen.
  package let costs: ClassCosts?
  /// The mended probability from which the positive class is chosen; nil but for costs of two.
  package let threshold: Double?

  /// Fits both on rows whose probabilities come from fits that had not seen them.
  ///
  /// The threshold is that of least cost on the mended probabilities of the same rows. Weights have
  /// one value a row. Throws where no row has weight.
  package init(
    fittedOn rows: ClassifiedRows, weights: [Double]?, method: CalibrationMethod?,
    costs: ClassCosts?
  ) throws(LearningError) {
    let calibrator: Calibrator?
    if let method {
      calibrator = try Calibrator(method, rows: rows, weights: weights)
    } else {
      calibrator = nil
    }
    self.calibrator = calibrator
    self.costs = costs
    guard let costs, rows.classCount == 2 else {
      threshold = nil
      return
    }
    let mended = ClassifiedRows(
      classCount: 2, targets: rows.targets,
      probabilities: calibrator?.calibrated(rows.probabilities) ?? rows.probabilities,
      chosen: rows.chosen)
    threshold = costs.threshold(mended, weights: weights)
  }

  /// Takes costs of more than two classes, which need no rows.
  package init(costs: ClassCosts) {
    precondition(costs.classCount > 2, "the threshold of two classes needs rows")
    calibrator = nil
    self.costs = costs
    threshold = nil
  }

  /// Gives mended probabilities and the classes chosen by them; each row on its own.
  package func adjusted(_ predictions: ClassPredictions) -> ClassPredictions {
    let probabilities =
      calibrator?.calibrated(predictions.probabilities) ?? predictions.probabilities
    guard let costs else {
      return ClassPredictions(labels: predictions.labels, probabilities: probabilities)
    }
    let places =
      threshold.map { threshold in
        stride(from: 1, to: probabilities.count, by: 2).map {
          probabilities[$0] >= threshold ? 1 : 0
        }
      } ?? costs.choices(probabilities)
    return ClassPredictions(
      labels: predictions.labels, probabilities: probabilities, places: places)
  }

  /// Writes what was learned.
  func encode(into writer: inout ByteWriter) {
    writer.flag(calibrator != nil)
    calibrator?.encode(into: &writer)
    writer.flag(costs != nil)
    if let costs {
      writer.integer(costs.classCount)
      writer.numbers(costs.values)
    }
    writer.flag(threshold != nil)
    if let threshold { writer.number(threshold) }
  }

  /// Reads what was written for so many classes.
  init(decoding reader: inout ByteReader, classCount: Int) throws(ByteReaderError) {
    calibrator = try reader.flag() ? try Calibrator(decoding: &reader) : nil
    var costs: ClassCosts?
    if try reader.flag() {
      let count = try reader.integer()
      let values = try reader.numbers()
      guard count == classCount, values.count == count * count,
        values.allSatisfy({ $0 >= 0 && $0.isFinite })
      else { throw reader.failure("a cost for each pair of classes") }
      costs = ClassCosts(classCount: count, values: values)
    }
    self.costs = costs
    threshold = try reader.flag() ? try reader.number() : nil
    guard calibrator.map({ $0.classCount == classCount }) ?? true,
      (threshold != nil) == (costs != nil && classCount == 2), threshold.map({ $0 >= 0 }) ?? true
    else { throw reader.failure("an adjustment of the model's classes") }
  }
}

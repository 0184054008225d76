package import Digests
import Foundation

/// What mends the probabilities of a model: one function for the positive class, or one a class.
///
/// With more than two classes each is mended against the rest, and the results are scaled to sum to
/// 1; where all are 0, all classes get the same (Zadrozny and Elkan: Transforming classifier scores
/// into accurate multiclass probability estimates, 2002).
package struct Calibrator: Hashable, Sendable {
  private enum Functions: Hashable, Sendable {
    /// Of the probability.
    case isotonic([IsotonicFit])
    /// Of the log-odds.
    case platt([PlattFit])
  }

  private let functions: Functions
  package let classCount: Int

  /// Fits on rows whose probabilities come from fits that had not seen them.
  ///
  /// Weights have one value a row and are at least 0. Throws where no row has weight.
  package init(
    _ method: CalibrationMethod, rows: ClassifiedRows, weights: [Double]? = nil
  ) throws(LearningError) {
    let weights = weights ?? [Double](repeating: 1, count: rows.rowCount)
    classCount = rows.classCount
    switch method {
    case .isotonic:
      let fits = rows.facedClasses.compactMap { place in
        IsotonicFit(
          scores: rows.probabilities(class: place),
          targets: rows.isOf(class: place).map { $0 ? 1 : 0 }, weights: weights)
      }
      guard fits.count == rows.facedClasses.count else { throw .noRows }
      functions = .isotonic(fits)
    case .platt:
      let fits = rows.facedClasses.compactMap { place in
        PlattFit(
          scores: rows.probabilities(class: place).map { Self.logOdds($0) },
          isPositive: rows.isOf(class: place), weights: weights)
      }
      guard fits.count == rows.facedClasses.count else { throw .noRows }
      functions = .platt(fits)
    }
  }

  /// What was fitted.
  package var method: CalibrationMethod {
    switch functions {
    case .isotonic: .isotonic
    case .platt: .platt
    }
  }

  /// The count of numbers that were learned.
  package var parameterCount: Int {
    switch functions {
    case .isotonic(let fits): fits.reduce(0) { $0 + $1.knots.count + $1.heights.count }
    case .platt(let fits): 2 * fits.count
    }
  }

  /// Mends probabilities, row-major, shape [rows, classes]; each row on its own.
  package func calibrated(_ probabilities: [Double]) -> [Double] {
    var result = probabilities
    for row in 0..<probabilities.count / classCount {
      let start = row * classCount
      if classCount == 2 {
        let share = value(0, probabilities[start + 1])
        result[start] = 1 - share
        result[start + 1] = share
        continue
      }
      for place in 0..<classCount {
        result[start + place] = value(place, probabilities[start + place])
      }
      let sum = result[start..<start + classCount].reduce(0, +)
      for place in 0..<classCount {
        result[start + place] = sum > 0 ? result[start + place] / sum : 1 / Double(classCount)
      }
    }
    return result
  }

  private func value(_ index: Int, _ probability: Double) -> Double {
    switch functions {
    case .isotonic(let fits): fits[index].value(at: probability)
    case .platt(let fits): fits[index].value(at: Self.logOdds(probability))
    }
  }

  /// Gives the logarithm of the odds; certainty counts as one in 10^15, as its odds are infinite.
  static func logOdds(_ probability: Double) -> Double {
    let held = min(max(probability, 1e-15), 1 - 1e-15)
    return log(held / (1 - held))
  }
}

extension Calibrator {
  /// Writes what was learned.
  package func encode(into writer: inout ByteWriter) {
    writer.integer(classCount)
    switch functions {
    case .isotonic(let fits):
      writer.byte(0)
      for fit in fits { fit.encode(into: &writer) }
    case .platt(let fits):
      writer.byte(1)
      for fit in fits { fit.encode(into: &writer) }
    }
  }

  /// Reads what was written.
  package init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    let count = try reader.integer()
    guard (2...1000).contains(count) else { throw reader.failure("from 2 to 1000 classes") }
    classCount = count
    let functionCount = count == 2 ? 1 : count
    switch try reader.byte() {
    case 0:
      var fits: [IsotonicFit] = []
      for _ in 0..<functionCount { fits.append(try IsotonicFit(decoding: &reader)) }
      functions = .isotonic(fits)
    case 1:
      var fits: [PlattFit] = []
      for _ in 0..<functionCount { fits.append(try PlattFit(decoding: &reader)) }
      functions = .platt(fits)
    default:
      throw reader.failure("a way to mend probabilities")
    }
  }
}

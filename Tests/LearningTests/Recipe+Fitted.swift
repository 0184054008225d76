import Kernels
import Learning
import Tables

extension Recipe {
  /// Gives the recipe fitted on rows, where the prepared training rows are not looked at.
  func fitted(_ rows: Table, seed: UInt64 = 0) throws(LearningError) -> FittedRecipe {
    try fit(rows, random: RandomStream(seed: seed)).recipe
  }

  /// Gives what a step alone makes of rows after it was fitted on training rows.
  static func prepared(
    by step: RecipeStep, fittedOn rows: Table, of others: Table? = nil
  ) throws -> [String: [Double]] {
    let matrix = try Recipe(target: "y", steps: [step]).fitted(rows).features(of: others ?? rows)
    return Dictionary(uniqueKeysWithValues: zip(matrix.names, matrix.columns))
  }
}

/// Tells whether numbers are the same, bit for bit; one missing number is like another.
func same(_ a: [Double]?, _ b: [Double]?) -> Bool {
  guard let a, let b, a.count == b.count else { return a == nil && b == nil }
  return zip(a, b).allSatisfy { $0.bitPattern == $1.bitPattern || ($0.isNaN && $1.isNaN) }
}

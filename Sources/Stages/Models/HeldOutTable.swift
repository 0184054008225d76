import Analyses
import Learning
import Tables

/// The predictions of all folds in the order of the rows, beside what they should have been.
struct HeldOutTable {
  let rows: Table
  let recipe: Recipe
  let division: FoldDivision

  /// The columns that come before the probabilities of classes.
  static let names = ["row", "fold", "target", "prediction"]
  /// The same where rows have weights.
  static let weightedNames = ["row", "fold", "target", "weight", "prediction"]

  /// Joins what the fits without a fold gave; the first of them that failed is thrown.
  func joining(_ fits: [Table]) throws -> Table {
    guard let first = fits.first else {
      let names = recipe.weight == nil ? Self.names : Self.weightedNames
      return Table(names.map { Column($0, numbers: []) })
    }
    if let problem = fits.lazy.compactMap({ FitFold.problem(in: $0) }).first { throw problem }
    guard fits.allSatisfy({ $0.names == first.names }) else {
      throw StageProblem("the folds gave predictions of different kinds")
    }
    return try explained {
      let classes = try recipe.classes(of: rows)
      let folds = try division.folds(of: rows, recipe, classes)
      let heldOut = fits.indices.map { folds.heldOutRows($0) }
      guard zip(heldOut, fits).allSatisfy({ $0.count == $1.rowCount }) else {
        throw StageProblem("rows and predictions differ in number")
      }
      let places = heldOut.flatMap { $0 }
      let order = places.indices.sorted { places[$0] < places[$1] }
      let numbers = heldOut.enumerated().flatMap { fold, rows in
        [Double](repeating: Double(fold + 1), count: rows.count)
      }
      let sorted = order.map { places[$0] }
      let predictions = try first.names.map { name in
        try Column.joining(fits.compactMap { $0[name] }).rows(order)
      }
      let target = try rows.target(named: recipe.target, classes: classes)
      let targets = sorted.map { target[$0] }
      var columns = [
        Column("row", numbers: sorted.map { Double($0 + 1) }),
        Column("fold", numbers: order.map { numbers[$0] }),
        classes?.column("target", places: targets.map { Int($0) })
          ?? Column("target", numbers: targets),
      ]
      if let weight = recipe.weight {
        let weights = try rows.weights(named: weight)
        columns.append(Column("weight", numbers: sorted.map { weights[$0] }))
      }
      return Table(columns + predictions)
    }
  }
}

extension Column {
  /// Joins columns of one name and kind, one below the other.
  fileprivate static func joining(_ columns: [Column]) throws -> Column {
    guard let first = columns.first, columns.allSatisfy({ $0.kind == first.kind }) else {
      throw StageProblem("the folds gave predictions of different kinds")
    }
    switch first.values {
    case .numbers: return Column(first.name, numbers: columns.flatMap { $0.numbers ?? [] })
    case .flags: return Column(first.name, flags: columns.flatMap { $0.flags ?? [] })
    case .texts:
      let texts = columns.compactMap(\.texts).flatMap { texts in
        texts.codes.indices.map { texts[$0] }
      }
      return Column(first.name, texts: texts)
    case .dates: throw StageProblem("the folds predicted dates")
    }
  }
}

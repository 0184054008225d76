import Analyses
import Foundation
import Learning
import Tables

/// The error of a single row, whose mean over rows is what is compared.
package enum RowLoss: String, Codable, Hashable, Sendable, CaseIterable {
  /// |target - prediction|.
  case absolute
  /// (target - prediction)^2.
  case squared
  /// Minus the logarithm of the probability given to the row's own class.
  case logLoss = "log-loss"
  /// 1 where another class was chosen.
  case errors

  /// Whether classes are predicted, and not values.
  var isOfClasses: Bool { self == .logLoss || self == .errors }

  /// The one that is used where none is named.
  static func standard(isOfClasses: Bool) -> RowLoss { isOfClasses ? .logLoss : .absolute }

  /// What its mean is called.
  var meanName: String {
    switch self {
    case .absolute: "mean absolute error"
    case .squared: "mean squared error"
    case .logLoss: "log loss"
    case .errors: "share of rows with another class"
    }
  }

  /// Gives the error of each row of predictions.
  func values(of model: Model, on rows: Table) throws -> [Double] {
    switch try model.predictions(for: rows) {
    case .values(let predictions):
      let targets = try model.recipe.target(of: rows)
      return zip(targets, predictions).map { target, prediction in
        let difference = target - prediction
        return self == .squared ? difference * difference : abs(difference)
      }
    case .classes(let found):
      guard let column = rows[model.recipe.target] else {
        throw StageProblem("the rows lack the target '\(model.recipe.target)'")
      }
      let places = try found.labels.places(of: column)
      return places.enumerated().map { row, place in
        self == .errors
          ? (found.places[row] == place ? 0 : 1)
          : -log(max(found.probability(row: row, class: place), 1e-15))
      }
    }
  }
}

import Additive
import Documents
import Learning

/// The weights of a weighted sum, as a table to open.
enum CoefficientView {
  /// Longer lists help nobody on a page; `shown` of them are named, the rest is counted.
  private static let shown = 60

  /// Gives the intercept and the coefficients; nothing for models that are no weighted sums.
  static func blocks(_ model: Model) throws -> [Block] {
    let sums: [(heading: String, intercept: Double, coefficients: [Double])]
    let unit: Text
    switch model.predictor {
    case let predictor as LinearPredictor:
      let target = model.recipe.target
      let isLogarithm = model.recipe.targetScale == .logarithm
      sums = [("Coefficient", predictor.intercept, predictor.coefficients)]
      unit = Text(isLogarithm ? "the logarithm of " : "") + .code(target)
    case let predictor as LogisticPredictor:
      let names = model.classes?.names ?? []
      sums = predictor.vectors.enumerated().map { place, vector in
        // Of two classes there is one sum, for the second.
        let isOne = predictor.vectors.count == 1
        let label = isOne ? predictor.present.last : predictor.present[place]
        return (label.map { names[$0] } ?? "", vector.intercept, vector.coefficients)
      }
      unit = "the logarithm of the odds"
    default: return []
    }
    guard sums.count <= 8 else { return [] }
    let names = try model.recipe.features(of: model.golden.inputs).names
    let listed = names.prefix(shown)
    let rows =
      [[Text("Where all features are 0")] + sums.map { Text(Wording.number($0.intercept)) }]
      + listed.enumerated().map { place, name in
        [.code(name)] + sums.map { Text(Wording.number($0.coefficients[place])) }
      }
    let more =
      names.count > shown ? " \(Wording.count(names.count - shown, "feature")) more." : ""
    return [
      .details(
        "Coefficients",
        [
          .paragraph(
            Text("What one unit of a feature, as the recipe made it, adds to ") + unit
              + Text(
                ". Coefficients of features on different scales, or that go with each other, cannot "
                  + "be ranked by size.\(more)")),
          .table(
            DataTable(
              caption: "The weights of the sum",
              headings: [.init("Feature")] + sums.map { .init($0.heading, .trailing) },
              rows: rows)),
        ])
    ]
  }
}

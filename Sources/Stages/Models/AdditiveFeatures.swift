import Additive
import Foundation
import Learning
import Tables

/// The effects of an additive model in the words and units of the table it was trained on.
struct AdditiveFeatures {
  /// A curve over the values of a column.
  struct Curve {
    let name: String
    let points: [Point]
  }

  /// A value of a column and what it adds.
  struct Point {
    let x: Double
    let value: Double
    let error: Double
  }

  /// A level of a text column, or a value of a feature with two, and what it adds.
  struct Level {
    let label: String
    let value: Double
    /// Nil where there are too many levels to tell.
    let error: Double?
  }

  private static let pointCount = 81

  /// The features' names as the predictor numbers them.
  let names: [String]
  /// The curves, the one that makes the greatest difference first.
  let curves: [Curve]
  /// The levels, those of one column together, the column that makes the greatest difference first.
  let levels: [Level]

  /// Takes a model whose predictor is a sum of curves.
  init(_ model: Model, _ predictor: ShapedAdditivePredictor) throws {
    let names = try model.recipe.features(of: model.golden.inputs).names
    self.names = names
    let order = names.indices.sorted {
      (-predictor.spreads[$0], $0) < (-predictor.spreads[$1], $1)
    }
    curves = order.compactMap { feature in
      guard case .curve(let curve) = predictor.effects[feature] else { return nil }
      return Curve(
        name: names[feature],
        points: Self.inOwnUnits(model, feature, names[feature], curve)
          ?? zip(curve.x, zip(curve.values, curve.errors)).map {
            Point(x: $0, value: $1.0, error: $1.1)
          })
    }
    levels = Self.levels(model, predictor, names)
  }

  /// Gives the points by values of the column before the recipe's steps, scaled or not.
  ///
  /// Nil where the feature is not such a column, or hangs on others too.
  private static func inOwnUnits(
    _ model: Model, _ feature: Int, _ name: String, _ curve: AdditiveEffect.Curve
  ) -> [Point]? {
    guard let entry = model.schema.entries.first(where: { $0.name == name }),
      case .numbers(let low, let high) = entry.content, low < high,
      let domainLow = curve.x.first, let domainHigh = curve.x.last
    else { return nil }
    let values = (0..<pointCount).map {
      low + Double($0) / Double(pointCount - 1) * (high - low)
    }
    let inputs = model.golden.inputs
    let made = Set([0, inputs.rowCount - 1]).sorted().map { row -> [Double]? in
      let probe = inputs.rows([Int](repeating: row, count: pointCount))
        .with(Column(name, numbers: values))
      return try? model.recipe.features(of: probe).columns[feature]
    }
    guard let first = made.first, let places = first, made.allSatisfy({ $0 == places }) else {
      return nil
    }
    // Rounding may leave an end a little outside.
    let slack = 1e-9 * (domainHigh - domainLow)
    var points: [Point] = []
    for (x, place) in zip(values, places) {
      guard place >= domainLow - slack, place <= domainHigh + slack,
        let (value, error) = curve.value(at: min(max(place, domainLow), domainHigh))
      else { return nil }
      points.append(Point(x: x, value: value, error: error))
    }
    return points
  }

  /// A feature with two values and its number.
  private typealias Slope = (feature: Int, slope: AdditiveEffect.Slope)

  private static func levels(
    _ model: Model, _ predictor: ShapedAdditivePredictor, _ names: [String]
  ) -> [Level] {
    let slopes: [Slope] = predictor.effects.enumerated().compactMap { feature, effect in
      if case .slope(let slope) = effect { (feature, slope) } else { nil }
    }
    let columns = model.recipe.steps.compactMap { $0 as? FittedOneHot }.flatMap(\.levels)
    var grouped: Set<Int> = []
    var groups: [[Level]] = []
    for column in columns {
      let wanted = Set(column.names.map { "\(column.column)=\($0)" })
      let own = slopes.filter { wanted.contains(names[$0.feature]) && $0.slope.low == 0 }
      guard own.count > 1 else { continue }
      grouped.formUnion(own.map(\.feature))
      groups.append(
        own.map { one in
          level(predictor, own, names[one.feature]) {
            $0.feature == one.feature ? $0.slope.high : 0
          }
        })
    }
    for one in slopes where !grouped.contains(one.feature) {
      let pair = [one.slope.low, one.slope.high].map { value in
        let label =
          "\(names[one.feature])=\(value.isWhole ? "\(Int(value))" : Wording.number(value))"
        return level(predictor, [one], label) { _ in value }
      }
      groups.append(pair)
    }
    let reaches = groups.map { ($0.map(\.value).max() ?? 0) - ($0.map(\.value).min() ?? 0) }
    return groups.indices.sorted { (-reaches[$0], $0) < (-reaches[$1], $1) }
      .flatMap { groups[$0] }
  }

  /// Gives what values of some slopes add together, less their mean over the training rows.
  private static func level(
    _ predictor: ShapedAdditivePredictor, _ slopes: [Slope], _ label: String,
    value: (Slope) -> Double
  ) -> Level {
    let weights = slopes.map { (feature: $0.feature, weight: value($0) - $0.slope.mean) }
    return Level(
      label: label,
      value: zip(weights, slopes).reduce(0) { $0 + $1.0.weight * $1.1.slope.slope },
      error: predictor.standardError(ofSlopes: weights))
  }
}

extension Double {
  /// Whether it is a whole number of a daily size.
  fileprivate var isWhole: Bool { self == rounded() && abs(self) < 1e9 }
}

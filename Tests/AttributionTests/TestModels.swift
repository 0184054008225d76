import Attribution
import Digests
import Kernels
import Learning
import Nets
import Tables

/// A predictor of any function of a row, for tests.
struct FunctionPredictor: Predictor {
  static let format = "function of a test"
  static let acceptsMissing = true
  let featureCount: Int
  let function: @Sendable ([Double]) -> Double
  var operationsPerRow: Int { 1 }
  var parameterCount: Int { 0 }

  init(_ featureCount: Int, _ function: @escaping @Sendable ([Double]) -> Double) {
    self.featureCount = featureCount
    self.function = function
  }

  func predictions(for features: FeatureMatrix) -> [Double] {
    (0..<features.rowCount).map { row in function(features.columns.map { $0[row] }) }
  }

  func encode(into writer: inout ByteWriter) {}

  init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    throw reader.failure("a function")
  }
}

/// Rows and models that several suites share.
enum TestModels {
  /// Uniform numbers in -1..<1.
  static func rows(_ count: Int, features: Int, seed: UInt64) -> FeatureMatrix {
    var random = RandomStream(seed: seed)
    return FeatureMatrix(
      names: (0..<features).map { "x\($0)" },
      columns: (0..<features).map { _ in (0..<count).map { _ in 2 * random.uniform() - 1 } },
      rowCount: count)
  }

  /// A function with effects of one, two and three features, and none of the last.
  static func uneven(_ features: Int) -> FunctionPredictor {
    FunctionPredictor(features) { x in
      var sum = 3 * x[0] + x[1] * x[1]
      if features > 3 { sum += 2 * x[1] * x[2] + x[0] * x[1] * x[2] }
      for place in 2..<features - 1 { sum += 0.3 * x[place] * x[place - 1] }
      return sum
    }
  }

  /// Shapley values as the mean over all orders of joining, asked of the predictor one by one.
  static func byOrders(
    _ predictor: any Predictor, _ row: [Double], _ players: Players, _ background: Background
  ) throws -> [Double] {
    func worth(_ members: Set<Int>) throws -> Double {
      let columns = players.ofFeature.indices.map { feature in
        background.features.columns[feature].map {
          members.contains(players.ofFeature[feature]) ? row[feature] : $0
        }
      }
      let outputs = try predictor.predictions(
        for: FeatureMatrix(
          names: background.features.names, columns: columns, rowCount: background.count))
      return zip(outputs, background.weights).reduce(0) { $0 + $1.0 * $1.1 }
    }
    var sums = [Double](repeating: 0, count: players.count)
    var count = 0.0
    func join(_ members: Set<Int>, _ before: Double) throws {
      if members.count == players.count { count += 1 }
      for player in 0..<players.count where !members.contains(player) {
        let after = try worth(members.union([player]))
        // In so many orders the others come later.
        sums[player] += (after - before) * orders(players.count - members.count - 1)
        try join(members.union([player]), after)
      }
    }
    try join([], try worth([]))
    return sums.map { $0 / count }
  }

  /// In how many orders so many can stand.
  private static func orders(_ count: Int) -> Double {
    (1..<max(count + 1, 2)).reduce(1) { $0 * Double($1) }
  }

  /// A small trained network.
  static func network(
    features: Int, layers: [Int], activation: Activation, polished: Bool, seed: UInt64
  ) throws -> any Predictor {
    let rows = rows(120, features: features, seed: seed)
    let targets = uneven(features).predictions(for: rows).map { 100 + 20 * $0 }
    var settings = NetSettings()
    settings.layers = layers
    settings.activation = activation
    settings.epochs = 3
    if polished { settings.polish = .levenbergMarquardt }
    settings.polishSteps = 5
    return try NetLearner.fit(
      TrainingData(features: rows, target: targets), settings, random: RandomStream(seed: seed))
  }
}

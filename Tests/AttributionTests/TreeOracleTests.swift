import Attribution
import Exchange
import Foundation
import Learning
import TestSupport
import Testing
import Trees

@Suite("Values of imported trees beside real peers")
struct TreeOracleTests {
  struct Recorded: Decodable {
    /// By row, and by class where there are several, with the base last.
    let contributions: Nested
    let interactions: Nested
    let interventional: [[Double]]?
    let base: Double?
  }

  /// Numbers in lists of lists.
  enum Nested: Decodable {
    case number(Double)
    case list([Nested])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else {
        self = .list(try container.decode([Nested].self))
      }
    }

    var numbers: [Double] {
      switch self {
      case .number(let number): [number]
      case .list(let parts): parts.flatMap(\.numbers)
      }
    }
  }

  static let names = [
    "values", "forest", "counts", "categories", "absolute", "two-classes", "three-classes",
  ]
  private static let featureNames = ["a", "b", "c", "d", "k", "m"]

  private static func hashed(_ index: Int) -> Double {
    var x = (UInt64(index) &* 2_654_435_761 &+ 12345) % (1 << 32)
    x = (x ^ (x >> 15)) &* 2_246_822_519 % (1 << 32)
    x = x ^ (x >> 13)
    return Double(x) / 0x1p32
  }

  /// The rows of the rule in the recording script.
  private static func rows(_ rows: Range<Int>) -> FeatureMatrix {
    let columns = featureNames.indices.map { column in
      rows.map { row -> Double in
        if hashed(row * 12 + 6 + column) < 1 / 12 { return .nan }
        let u = hashed(row * 12 + column)
        let value =
          switch column {
          case 0: 10 * u - 5
          case 1: 100 * u * u
          case 2, 4: (12 * u).rounded(.down)
          case 5: (3 * u).rounded(.down)
          default: u
          }
        return Double(Float(value))
      }
    }
    return FeatureMatrix(names: featureNames, columns: columns, rowCount: rows.count)
  }

  private static func predictor(_ name: String) throws -> XGBoostPredictor {
    let bytes = [UInt8](try Data(contentsOf: OracleFile.url("exchange/xgboost-\(name).json")))
    let model = try XGBoostReader.model(of: bytes)
    return try model.predictor(
      featureNames: featureNames,
      classCount: model.objective.predictsClasses ? model.classCount : nil)
  }

  private static func recorded(_ name: String) throws -> Recorded {
    try #require(try OracleFile.json([String: Recorded].self, "attributions.json")[name])
  }

  @Test("path-dependent values are those of XGBoost", arguments: names)
  func contributions(_ name: String) throws {
    let predictor = try Self.predictor(name)
    let game = try TreeGame(
      try #require(predictor.treeSum), players: Players(featureNames: Self.featureNames))
    let rows = Self.rows(100_000..<100_040)
    let found = PathDependentTrees(game).values(of: rows, rows: 0..<40)
    let numbers = try Self.recorded(name).contributions.numbers
    #expect(numbers.count == 40 * found.count * 7)
    let margins = predictor.margins(for: rows)
    let sums = game.margins(of: rows)
    for row in 0..<40 {
      for (place, margin) in found.enumerated() {
        let start = (row * found.count + place) * 7
        var total = margin.base
        for player in 0..<6 {
          let peer = numbers[start + player]
          #expect(abs(margin.values[player][row] - peer) <= 1e-5 * (1 + abs(peer)))
          total += margin.values[player][row]
        }
        #expect(abs(margin.base - numbers[start + 6]) <= 1e-5 * (1 + abs(margin.base)))
        let output = Double(margins[row * found.count + place])
        #expect(abs(total - sums[row][place]) <= 1e-12 * (1 + abs(output)))
        #expect(abs(total - output) <= 1e-6 * (1 + abs(output)))
      }
    }
  }

  @Test("path-dependent interactions are those of XGBoost", arguments: names)
  func interactions(_ name: String) throws {
    let game = try TreeGame(
      try #require(try Self.predictor(name).treeSum),
      players: Players(featureNames: Self.featureNames))
    let rows = Self.rows(100_000..<100_006)
    let found = PathDependentTrees(game, interactions: true).values(of: rows, rows: 0..<6)
    let numbers = try Self.recorded(name).interactions.numbers
    for row in 0..<6 {
      for (place, margin) in found.enumerated() {
        let start = (row * found.count + place) * 49
        for first in 0..<6 {
          for second in 0..<6 {
            let peer = numbers[start + first * 7 + second]
            let value = try #require(margin.interactions?[first * 6 + second][row])
            #expect(abs(value - peer) <= 1e-5 * (1 + abs(peer)))
          }
        }
      }
    }
  }

  @Test("values against background rows are those of shap", arguments: ["values", "counts"])
  func background(_ name: String) throws {
    let game = try TreeGame(
      try #require(try Self.predictor(name).treeSum),
      players: Players(featureNames: Self.featureNames))
    let found = try InterventionalTrees(game, background: Self.rows(0..<50)).values(
      of: Self.rows(100_000..<100_040), rows: 0..<40)
    let recorded = try Self.recorded(name)
    let peers = try #require(recorded.interventional)
    #expect(abs(found[0].base - (recorded.base ?? .nan)) < 1e-5 * (1 + abs(found[0].base)))
    for row in 0..<40 {
      for player in 0..<6 {
        let peer = peers[row][player]
        #expect(abs(found[0].values[player][row] - peer) <= 1e-5 * (1 + abs(peer)))
      }
    }
  }
}

import Additive
import Kernels
import Learning
import Nets
import Serving
import Tables
import Trees

/// Small models of every sort, with the rows that they were trained on.
enum ModelFixture {
  /// Rows with numbers, texts, gaps, flags and dates.
  static let rows: Table = {
    var random = RandomStream(seed: 5)
    let count = 120
    let area = (0..<count).map { _ in (random.uniform() * 4000).rounded() / 16 + 1 }
    let rooms = (0..<count).map { row in row % 11 == 3 ? .nan : Double(row % 6 + 1) }
    let sorts = ["flat", "house", "über, \"alles\""]
    let sort = (0..<count).map { row in row % 13 == 5 ? nil : sorts[row * 7 % 3] }
    let isNew = (0..<count).map { row -> Bool? in row % 4 == 0 }
    let days = (0..<count).map { Double(19_000 + 3 * $0) * 86_400 }
    let price = (0..<count).map { row in
      3 * area[row] + 20 * (rooms[row].isNaN ? 3 : rooms[row]) + (sort[row] == "house" ? 50 : 0)
        + random.uniform()
    }
    return Table([
      Column("area", numbers: area), Column("rooms", numbers: rooms), Column("sort", texts: sort),
      Column("new", flags: isNew), Column("sold", dates: DateValues(days, precision: .day)),
      Column("price", numbers: price),
      Column("class", texts: price.map { $0 < 300 ? "low" : $0 < 600 ? "middle" : "high" }),
    ])
  }()

  /// The preparations that are tried: every way of coding texts and of scaling numbers.
  static let recipes: [String: [RecipeStep]] = {
    let fill = RecipeStep.impute(
      Impute(columns: .names(["rooms"]), method: .median, constant: nil, indicator: true))
    let dates = RecipeStep.dateParts(
      DateParts(columns: .names(["sold"]), parts: nil, isCyclic: false))
    let one = RecipeStep.oneHot(OneHot(columns: .group(.text), unseen: .zeros))
    return [
      "one-hot, standard": [fill, dates, .standard(Standard(columns: .group(.numeric))), one],
      "one-hot, min-max": [fill, dates, one, .minMax(MinMax(columns: .group(.numeric)))],
      "ordinal, robust": [
        fill, dates, .robust(Robust(columns: .names(["area"]))),
        .ordinal(Ordinal(columns: .group(.text), levels: nil, unseen: .missing)),
        .impute(
          Impute(
            columns: .names(["sort"]), method: .constant, constant: .number(-1), indicator: false)
        ),
      ],
      "target-mean, log": [
        fill, dates, .log(Logarithm(columns: .names(["area"]), offset: 1)),
        .targetMean(TargetMean(columns: .group(.text), smoothing: 5, foldCount: 3)),
      ],
      "rare, clip, bins": [
        fill, dates, .rare(Rare(columns: .group(.text), rowsMin: 30, other: "other")), one,
        .clip(Clip(columns: .names(["area"]), low: .quantile(0.05), high: .value(200))),
        .bins(Binning(columns: .names(["rooms"]), count: 3, edges: .quantiles)),
      ],
      "product, ratio": [
        fill, dates, one, .product(Product(factors: ["area", "rooms"], result: nil)),
        .ratio(Ratio(numerator: "area", denominator: "rooms", result: "each")),
      ],
    ]
  }()

  /// A recipe for the price, or for its class.
  static func recipe(_ name: String, target: String = "price") -> Recipe {
    Recipe(
      target: target, ignore: [target == "price" ? "class" : "price"],
      steps: recipes[name] ?? [])
  }

  /// The learners of values.
  static let valueLearners = ["mean", "linear", "trees", "net", "additive", "forest"]

  /// Fits a learner of values.
  static func values(_ learner: String, recipe name: String) throws -> Model {
    let random = RandomStream(seed: 1)
    let recipe = recipe(name)
    switch learner {
    case "mean":
      return try MeanLearner.model(rows, recipe: recipe, settings: .init(), random: random)
    case "linear":
      return try LinearLearner.model(rows, recipe: recipe, settings: .init(), random: random)
    case "net":
      var settings = NetSettings()
      settings.epochs = 3
      return try NetLearner.model(rows, recipe: recipe, settings: settings, random: random)
    case "additive":
      return try AdditiveLearner.model(rows, recipe: recipe, settings: .init(), random: random)
    case "forest":
      var settings = ForestSettings()
      settings.trees = 12
      return try ForestLearner.model(rows, recipe: recipe, settings: settings, random: random)
    default:
      return try Boosting.model(rows, recipe: recipe, settings: trees, random: random)
    }
  }

  /// Fits boosted trees to the classes.
  static func classes() throws -> Model {
    try Boosting.model(
      rows, recipe: recipe("one-hot, standard", target: "class"), settings: trees,
      random: RandomStream(seed: 1))
  }

  private static let trees = TreeSettings(
    rounds: 25, learningRate: 0.2, depth: 3, l2: 1, minimumGain: 0, minimumChildWeight: 1, bins: 64)

  /// A service of a model of values and one of classes.
  static func service(_ settings: ServiceSettings = ServiceSettings()) throws -> Service {
    Service(
      models: [
        try ServedModel(name: "line", model: try values("linear", recipe: "one-hot, standard")),
        try ServedModel(name: "sorts", model: try classes()),
      ], settings: settings, version: "1.2.3", report: Array("<p>report</p>".utf8))
  }
}

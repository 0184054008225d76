package import Learning
import Nets
import Trees

/// A form in which other programs read models.
package enum ExchangeFormat: String, CaseIterable, Sendable {
  case xgboostJSON = "xgboost-json"
  case onnx
  case safetensors
}

/// A model as another program's file, and what the file does not say.
///
/// The file holds what was learned after the recipe: its inputs are the recipe's features. Names of
/// features, steps and classes go along where the form has a place for them.
package struct ModelExport: Sendable {
  package let bytes: [UInt8]
  /// Sentences for the person who will use the file.
  package let notes: [String]

  /// Writes a model; throws where the form cannot hold what its learner learned.
  package init(_ model: Model, as format: ExchangeFormat) throws {
    let names = try model.recipe.features(of: model.golden.inputs).names
    let metadata = Self.metadata(model, names)
    var notes = Self.notes(model, names)
    switch (format, model.predictor) {
    case (.xgboostJSON, let predictor) where Self.formats(for: predictor).contains(format):
      let levels = Self.levels(model.recipe)
      var (exported, renamed) = try Self.xgboost(predictor, names, levels: levels)
      try Self.requireSamePredictions(exported, model)
      for entry in metadata { exported.attributes[entry.name] = entry.value }
      let categories = exported.categories.keys.sorted().map { names[$0] }
      if !categories.isEmpty {
        exported.attributes["levels"] = Self.text(categories.map { ($0, levels[$0] ?? []) })
        notes.append(Self.note(categories))
      }
      bytes = XGBoostWriter.bytes(of: exported)
      if renamed {
        notes.append("XGBoost takes no names with [, ] or <; they have _ in these places")
      }
    case (.onnx, let predictor as NetPredictor):
      bytes = ONNXNetwork.bytes(of: predictor, metadata: metadata)
      notes.append("the input `features` takes doubles, shape [rows, \(names.count)]")
    case (.safetensors, let predictor as NetPredictor):
      bytes = SafetensorsWriter.bytes(of: predictor, metadata: metadata)
      notes.append("activations, and scaling before and after the layers, are yours to apply")
    default:
      throw ExchangeError.wrongFormat(
        format: format.rawValue, learner: Self.learner(of: model.predictor),
        fitting: Self.formats(for: model.predictor).map(\.rawValue))
    }
    self.notes = notes
  }

  /// The forms that can hold what a predictor knows.
  package static func formats(for predictor: any Predictor) -> [ExchangeFormat] {
    switch predictor {
    case is TreesPredictor, is TreesClassPredictor, is TreeSumPredictor, is XGBoostPredictor,
      is AveragePredictor<TreesPredictor>, is AveragePredictor<TreesClassPredictor>,
      is AveragePredictor<TreeSumPredictor>:
      [.xgboostJSON]
    case is NetPredictor: [.onnx, .safetensors]
    default: []
    }
  }

  /// The learner's name is the stored form's, without the number at its end.
  static func learner(of predictor: any Predictor) -> String {
    switch predictor {
    case let predictor as TreeSumPredictor:
      switch predictor.link {
      case .mean, .shares: "forest"
      case .identity, .exponential, .classes: "trees"
      }
    case is AveragePredictor<TreesPredictor>, is AveragePredictor<TreesClassPredictor>: "trees"
    case let predictor as AveragePredictor<TreeSumPredictor>: learner(of: predictor.members[0])
    case is AveragePredictor<NetPredictor>: "net"
    default: String(type(of: predictor).format.prefix { $0 != " " })
    }
  }

  private static func xgboost(
    _ predictor: any Predictor, _ names: [String], levels: [String: [String]]
  ) throws(ExchangeError) -> (XGBoostModel, renamed: Bool) {
    let allowed = names.map { String($0.map { "[]<".contains($0) ? "_" : $0 }) }
    let isUnique = Set(allowed).count == allowed.count
    var model: XGBoostModel
    if let predictor = predictor as? XGBoostPredictor {
      model = predictor.model(names: allowed)
    } else {
      let counts = names.map { levels[$0]?.count }
      model = try XGBoostModel(predictor, featureNames: allowed, levelCounts: counts)
    }
    if !isUnique { model.featureNames = [] }
    let numbers = model.numberFeatures
    model.categories = [:]
    for (place, name) in names.enumerated() where !numbers.contains(place) {
      if let levels = levels[name], !levels.isEmpty { model.categories[place] = levels }
    }
    let categories = model.categoryFeatures.union(model.categories.keys)
    model.featureTypes = allowed.indices.map { categories.contains($0) ? "c" : "float" }
    return (model, allowed != names)
  }

  /// How far predictions may be from each other, relative to their size.
  private static let tolerance = 1e-4

  /// Lets the file's trees predict the rows that the model remembers, as XGBoost would.
  private static func requireSamePredictions(_ exported: XGBoostModel, _ model: Model) throws {
    var unnamed = exported
    unnamed.featureNames = []
    let features = try model.recipe.features(of: model.golden.inputs)
    let predictor = try unnamed.predictor(
      featureNames: features.names, classCount: model.classes?.count)
    let found = predictor.predictions(for: features)
    let size = model.golden.predictions.reduce(0) { max($0, abs($1)) }
    let others = zip(found, model.golden.predictions).enumerated().filter { _, pair in
      !(abs(pair.0 - pair.1) <= tolerance * size)
    }
    let rows = Set(others.map { $0.offset / model.predictor.outputCount })
    guard rows.isEmpty else {
      throw ExchangeError.otherPredictions(count: rows.count, rowCount: features.rowCount)
    }
  }

  private static func steps(_ model: Model) -> [String] {
    model.recipe.steps.map { step in String(type(of: step).format.prefix { $0 != " " }) }
  }

  private static func metadata(
    _ model: Model, _ names: [String]
  ) -> [(name: String, value: String)] {
    func list(_ texts: [String]) -> String {
      String(decoding: JSONText.list(of: texts).bytes, as: UTF8.self)
    }
    var metadata = [
      (name: "features", value: list(names)),
      (name: "recipe_inputs", value: list(model.recipe.inputs.map(\.name))),
      (name: "recipe_steps", value: list(steps(model))),
      (name: "target", value: model.recipe.target),
    ]
    if model.recipe.targetScale != .linear {
      metadata.append((name: "target_scale", value: model.recipe.targetScale.rawValue))
    }
    if let classes = model.classes {
      metadata.append((name: "classes", value: list(classes.names)))
    }
    return metadata
  }

  /// Gives the levels that the recipe numbers last, by the feature that holds the numbers.
  private static func levels(_ recipe: FittedRecipe) -> [String: [String]] {
    guard let numbering = recipe.steps.last as? FittedOrdinal else { return [:] }
    return Dictionary(numbering.levels.map { ($0.column, $0.names) }) { first, _ in first }
  }

  private static func text(_ levels: [(name: String, names: [String])]) -> String {
    let members = levels.map { ($0.name, JSONText.list(of: $0.names)) }
    return String(decoding: JSONText.object(members).bytes, as: UTF8.self)
  }

  private static func note(_ categories: [String]) -> String {
    let shown = categories.prefix(20).map { "'\($0)'" }.joined(separator: ", ")
    let more = categories.count > 20 ? " and \(categories.count - 20) more" : ""
    return
      "categories: \(shown)\(more); the number of a level is its place in the attribute `levels`, "
      + "from 0, and a level that is not there is missing"
  }

  private static func notes(_ model: Model, _ names: [String]) -> [String] {
    func listed(_ names: [String]) -> String {
      names.prefix(20).joined(separator: ", ")
        + (names.count > 20 ? " and \(names.count - 20) more" : "")
    }
    var notes: [String] = []
    let steps = steps(model)
    if steps.isEmpty {
      notes.append("the file takes these columns, in this order: \(listed(names))")
    } else {
      notes.append(
        "the file holds the learner and not the recipe: prepare rows by its steps "
          + "(\(listed(steps))) first")
      notes.append("it takes these features, in this order: \(listed(names))")
    }
    if let classes = model.classes {
      notes.append("its classes are, in this order: \(listed(classes.names))")
    }
    if model.recipe.targetScale == .logarithm {
      notes.append("it predicts the natural logarithm of '\(model.recipe.target)'")
    }
    if model.adjustment != nil {
      notes.append("it gives the learner's own probabilities, before calibration and costs")
    }
    return notes
  }
}

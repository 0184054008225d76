import Learning

/// Reads a model that XGBoost saved as JSON.
package enum XGBoostReader {
  /// Reads a model; throws for what is damaged, and for what predictors here cannot do.
  package static func model(of bytes: [UInt8]) throws(ExchangeError) -> XGBoostModel {
    // The binary form begins with a brace too, and then with a mark for a length.
    if bytes.first == UInt8(ascii: "{"), bytes.count > 1, "iUILlM".utf8.contains(bytes[1]) {
      throw .isBinary
    }
    let learner = try JSONFields(try JSONReader.value(of: bytes)).object("learner")
    let booster = try learner.object("gradient_booster")
    let boosterName = try booster.text("name")
    guard boosterName == "gbtree" else { throw .unknownBooster(name: boosterName) }
    let objective = try XGBoostObjective(named: try learner.object("objective").text("name"))
    let parameters = try learner.object("learner_model_param")
    let featureCount = try parameters.integer("num_feature", in: 0...Int(Int32.max))
    if parameters.has("num_target") { _ = try parameters.integer("num_target", in: 1...1) }
    let classCount = try classCount(parameters, objective)
    let marginCount = objective.link == .classes ? classCount : 1
    let body = try booster.object("model")
    let fields = try body.objects("trees")
    let groups = try body.integers("tree_info", count: fields.count, in: 0...marginCount - 1)
    var trees: [XGBoostTree] = []
    trees.reserveCapacity(fields.count)
    for (index, tree) in fields.enumerated() {
      trees.append(
        try XGBoostTreeReader(tree, number: index, featureCount: featureCount).tree())
    }
    let names = learner.has("feature_names") ? try learner.texts("feature_names") : []
    let types = learner.has("feature_types") ? try learner.texts("feature_types") : []
    guard names.isEmpty || names.count == featureCount, Set(names).count == names.count else {
      throw .wrongField(
        path: "learner.feature_names", needed: "\(featureCount) different names",
        found: "a list of \(names.count)")
    }
    return XGBoostModel(
      objective: objective, featureCount: featureCount, featureNames: names,
      featureTypes: types.count == featureCount ? types : [],
      categories: labels(body), classCount: classCount,
      baseScores: try baseScores(parameters, objective, marginCount: marginCount), trees: trees,
      groups: groups.map { Int32($0) },
      parallelCount: try parallelCount(body, trees.count, marginCount))
  }

  private static func classCount(
    _ parameters: JSONFields, _ objective: XGBoostObjective
  ) throws(ExchangeError) -> Int {
    switch objective.link {
    case .classes: try parameters.integer("num_class", in: ClassLabels.countRange)
    case .twoClasses: 2
    case .value, .exponential, .share: 1
    }
  }

  /// Reads one number, or since version 3.1 a list in a text: `[5E-1]`.
  private static func baseScores(
    _ parameters: JSONFields, _ objective: XGBoostObjective, marginCount: Int
  ) throws(ExchangeError) -> [Float] {
    let text = try parameters.text("base_score")
    let inner = text.hasPrefix("[") && text.hasSuffix("]") ? text.dropFirst().dropLast() : text[...]
    let scores = inner.split(separator: ",").map { Float($0.filter { $0 != " " }) }
    let known = scores.compactMap { $0 }
    guard known.count == scores.count, known.count == 1 || known.count == marginCount,
      known.allSatisfy({ objective.allows(baseScore: $0) })
    else {
      throw .wrongField(
        path: "learner.learner_model_param.base_score",
        needed: "a number, or a list of \(marginCount), from which '\(objective.name)' can start",
        found: "'\(text.prefix(40))'")
    }
    return known
  }

  private static func parallelCount(
    _ body: JSONFields, _ treeCount: Int, _ marginCount: Int
  ) throws(ExchangeError) -> Int {
    let parameters = try body.object("gbtree_model_param")
    guard parameters.has("num_parallel_tree") else { return 1 }
    let count = try parameters.integer("num_parallel_tree", in: 0...Int(Int32.max))
    // Rounds are of no account for predicting; what does not divide is written tree by tree.
    guard count > 0, treeCount % marginCount == 0, treeCount / marginCount % count == 0 else {
      return 1
    }
    return max(1, min(count, treeCount))
  }

  /// Gives the labels of categories where they are texts; they only help people, so nothing fails.
  private static func labels(_ body: JSONFields) -> [Int: [String]] {
    guard body.has("cats"), let fields = try? body.object("cats").objects("enc") else { return [:] }
    var labels: [Int: [String]] = [:]
    for (feature, field) in fields.enumerated() {
      guard
        let offsets = try? field.integers("offsets", in: 0...Int(Int32.max)), offsets.count > 1,
        let bytes = try? field.integers("values", in: -128...255),
        zip(offsets, offsets.dropFirst()).allSatisfy({ $0 <= $1 }), offsets.last == bytes.count
      else { continue }
      labels[feature] = zip(offsets, offsets.dropFirst()).map { start, end in
        String(decoding: bytes[start..<end].map { UInt8(truncatingIfNeeded: $0) }, as: UTF8.self)
      }
    }
    return labels
  }
}

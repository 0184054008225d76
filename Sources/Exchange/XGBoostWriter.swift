/// Writes a model as the JSON that XGBoost loads, from version 1.6 to 3.
///
/// The format is that of its page "Introduction to Model IO". Numbers are the shortest that read
/// back as the same float, and members stand in one order, so equal models have equal bytes.
package enum XGBoostWriter {
  /// The version whose form is written; later ones read it.
  private static let version = [3, 0, 0]

  /// Gives the text of a model.
  package static func bytes(of model: XGBoostModel) -> [UInt8] {
    let learner = JSONText.object([
      ("attributes", .object(model.attributes.sorted { $0.key < $1.key }.map { ($0, .text($1)) })),
      ("feature_names", .list(model.featureNames.map { .text($0) })),
      ("feature_types", .list(model.featureTypes.map { .text($0) })),
      ("gradient_booster", .object([("model", booster(model)), ("name", .text("gbtree"))])),
      (
        "learner_model_param",
        .object([
          ("base_score", .text(baseScore(model))), ("boost_from_average", .text("1")),
          ("num_class", .text("\(model.objective.link == .classes ? model.classCount : 0)")),
          ("num_feature", .text("\(model.featureCount)")), ("num_target", .text("1")),
        ])
      ),
      ("objective", objective(model)),
    ])
    return JSONText.object([
      ("learner", learner), ("version", .list(version.map { .number("\($0)") })),
    ]).bytes
  }

  private static func baseScore(_ model: XGBoostModel) -> String {
    let scores = model.baseScores.map { "\($0)" }
    return scores.count == 1 ? scores[0] : "[\(scores.joined(separator: ","))]"
  }

  private static func objective(_ model: XGBoostModel) -> JSONText {
    var members: [(String, JSONText)] = [("name", .text(model.objective.name))]
    if let parameters = model.objective.parameters(classCount: model.classCount) {
      members.append(
        (parameters.name, .object(parameters.members.map { ($0, .text($1)) })))
    }
    return .object(members)
  }

  private static func booster(_ model: XGBoostModel) -> JSONText {
    let roundTrees = model.marginCount * model.parallelCount
    let rounds = stride(from: 0, through: model.trees.count, by: roundTrees)
    var members: [(String, JSONText)] = [
      (
        "gbtree_model_param",
        .object([
          ("num_parallel_tree", .text("\(model.parallelCount)")),
          ("num_trees", .text("\(model.trees.count)")),
        ])
      ),
      ("iteration_indptr", .list(rounds.map { .number("\($0)") })),
      ("tree_info", .list(model.groups.map { .number("\($0)") })),
      (
        "trees",
        .list(
          model.trees.enumerated().map { tree($1, id: $0, featureCount: model.featureCount) })
      ),
    ]
    if !model.categories.isEmpty { members.insert(("cats", labels(model)), at: 0) }
    return .object(members)
  }

  /// The labels of categories, by which XGBoost since version 3.1 numbers those of a data frame anew.
  private static func labels(_ model: XGBoostModel) -> JSONText {
    func list(_ numbers: [Int]) -> JSONText { .list(numbers.map { .number("\($0)") }) }
    var encodings: [JSONText] = []
    var ends = [0]
    var sorted: [Int] = []
    for feature in 0..<model.featureCount {
      let labels = (model.categories[feature] ?? []).map { Array($0.utf8) }
      // A feature of numbers has no ends either, by which XGBoost knows it.
      var offsets = labels.isEmpty ? [] : [0]
      for label in labels { offsets.append((offsets.last ?? 0) + label.count) }
      encodings.append(
        .object([
          ("offsets", list(offsets)),
          ("values", list(labels.joined().map { Int(Int8(bitPattern: $0)) })),
        ]))
      ends.append((ends.last ?? 0) + labels.count)
      sorted += labels.indices.sorted { labels[$0].lexicographicallyPrecedes(labels[$1]) }
    }
    return .object([
      ("enc", .list(encodings)), ("feature_segments", list(ends)), ("sorted_idx", list(sorted)),
    ])
  }

  /// What stands for a node's parent where it has none.
  private static let noParent = "2147483647"

  /// Gives the nodes in the order of a file, and the left child of each.
  ///
  /// The right child must come next after the left one: XGBoost walks some rows by that alone, such
  /// as the last rows of a block and those in trees with more than six levels.
  private static func siblingsTogether(_ nodes: [XGBoostTree.Node]) -> (order: [Int], left: [Int]) {
    var order = [0]
    var left: [Int] = []
    while left.count < order.count {
      let index = order[left.count]
      left.append(nodes[index].isLeaf ? -1 : order.count)
      if !nodes[index].isLeaf { order += [index + 1, Int(nodes[index].right)] }
    }
    return (order, left)
  }

  private static func tree(_ tree: XGBoostTree, id: Int, featureCount: Int) -> JSONText {
    let (order, left) = siblingsTogether(tree.nodes)
    let nodes = order.map { tree.nodes[$0] }
    var parents = [String](repeating: noParent, count: nodes.count)
    for (index, left) in left.enumerated() where left >= 0 {
      parents[left] = "\(index)"
      parents[left + 1] = "\(index)"
    }
    // XGBoost tells whole numbers and others apart by the point, and refuses one for the other.
    func numbers(_ text: (XGBoostTree.Node) -> String) -> JSONText {
      .list(nodes.map { .number(text($0)) })
    }
    let splits = nodes.indices.filter { nodes[$0].set >= 0 }
    let sets = splits.map { tree.sets[Int(nodes[$0].set)] }
    var ends = [0]
    for set in sets { ends.append((ends.last ?? 0) + set.count) }
    return .object([
      ("base_weights", numbers { $0.isLeaf ? "\($0.value)" : "0.0" }),
      ("categories", .list(sets.joined().map { .number("\($0)") })),
      ("categories_nodes", .list(splits.map { .number("\($0)") })),
      ("categories_segments", .list(ends.dropLast().map { .number("\($0)") })),
      ("categories_sizes", .list(sets.map { .number("\($0.count)") })),
      ("default_left", numbers { $0.missingGoesLeft ? "1" : "0" }),
      ("id", .number("\(id)")),
      ("left_children", .list(left.map { .number("\($0)") })),
      ("loss_changes", numbers { "\($0.gain)" }),
      ("parents", .list(parents.map { .number($0) })),
      ("right_children", .list(left.map { .number("\($0 < 0 ? -1 : $0 + 1)") })),
      ("split_conditions", numbers { "\($0.value)" }),
      ("split_indices", numbers { $0.isLeaf ? "0" : "\($0.feature)" }),
      ("split_type", numbers { $0.set >= 0 ? "1" : "0" }),
      ("sum_hessian", numbers { "\($0.weight)" }),
      (
        "tree_param",
        .object([
          ("num_deleted", .text("0")), ("num_feature", .text("\(featureCount)")),
          ("num_nodes", .text("\(nodes.count)")), ("size_leaf_vector", .text("1")),
        ])
      ),
    ])
  }
}

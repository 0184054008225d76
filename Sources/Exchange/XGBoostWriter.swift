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
    return .object([
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
    ])
  }

  /// What stands for a node's parent where it has none.
  private static let noParent = "2147483647"

  /// Down to this depth XGBoost follows both children; below it takes the right one to come next.
  private static let depthOfBoth = 6

  /// Gives the nodes with their left children, right ones next to them where that counts.
  private static func numbered(_ tree: XGBoostTree) -> ([XGBoostTree.Node], lefts: [Int]) {
    guard tree.depth > depthOfBoth else {
      return (tree.nodes, tree.nodes.indices.map { $0 + 1 })
    }
    var order = [0]
    var nodes: [XGBoostTree.Node] = []
    var lefts: [Int] = []
    while nodes.count < order.count {
      let place = order[nodes.count]
      var node = tree.nodes[place]
      lefts.append(order.count)
      if !node.isLeaf {
        order += [place + 1, Int(node.right)]
        node.right = Int32(order.count - 1)
      }
      nodes.append(node)
    }
    return (nodes, lefts)
  }

  private static func tree(_ tree: XGBoostTree, id: Int, featureCount: Int) -> JSONText {
    let (nodes, lefts) = numbered(tree)
    var parents = [String](repeating: noParent, count: nodes.count)
    for (index, node) in nodes.enumerated() where !node.isLeaf {
      parents[lefts[index]] = "\(index)"
      parents[Int(node.right)] = "\(index)"
    }
    // XGBoost tells whole numbers and others apart by the point, and refuses one for the other.
    func numbers(_ text: (Int, XGBoostTree.Node) -> String) -> JSONText {
      .list(nodes.enumerated().map { .number(text($0, $1)) })
    }
    let splits = nodes.indices.filter { nodes[$0].set >= 0 }
    let sets = splits.map { tree.sets[Int(nodes[$0].set)] }
    var ends = [0]
    for set in sets { ends.append((ends.last ?? 0) + set.count) }
    return .object([
      ("base_weights", numbers { $1.isLeaf ? "\($1.value)" : "0.0" }),
      ("categories", .list(sets.joined().map { .number("\($0)") })),
      ("categories_nodes", .list(splits.map { .number("\($0)") })),
      ("categories_segments", .list(ends.dropLast().map { .number("\($0)") })),
      ("categories_sizes", .list(sets.map { .number("\($0.count)") })),
      ("default_left", numbers { $1.missingGoesLeft ? "1" : "0" }),
      ("id", .number("\(id)")),
      ("left_children", numbers { $1.isLeaf ? "-1" : "\(lefts[$0])" }),
      ("loss_changes", numbers { "\($1.gain)" }),
      ("parents", .list(parents.map { .number($0) })),
      ("right_children", numbers { $1.isLeaf ? "-1" : "\($1.right)" }),
      ("split_conditions", numbers { "\($1.value)" }),
      ("split_indices", numbers { $1.isLeaf ? "0" : "\($1.feature)" }),
      ("split_type", numbers { $1.set >= 0 ? "1" : "0" }),
      ("sum_hessian", numbers { "\($1.weight)" }),
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

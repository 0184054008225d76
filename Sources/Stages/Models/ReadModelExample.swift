/// The file of the example: two small trees in the form of XGBoost.
enum ReadModelExample {
  /// The text of the file.
  static let text = """
    {"learner": {"attributes": {}, "feature_names": ["x", "n"], "feature_types": ["float", "float"],
    "gradient_booster": {"name": "gbtree", "model": {
    "gbtree_model_param": {"num_parallel_tree": "1", "num_trees": "2"},
    "iteration_indptr": [0, 1, 2], "tree_info": [0, 0], "trees": [\(tree(0, "5E0", "4.5")), \(tree(1, "1E0", "2.5"))]}},
    "learner_model_param": {"base_score": "9E0", "boost_from_average": "1", "num_class": "0",
    "num_feature": "2", "num_target": "1"},
    "objective": {"name": "reg:squarederror", "reg_loss_param": {"scale_pos_weight": "1"}}},
    "version": [3, 2, 0]}
    """

  /// A tree that splits `x` once and adds a number above, and takes it off below.
  private static func tree(_ id: Int, _ step: String, _ condition: String) -> String {
    """
    {"base_weights": [0, -\(step), \(step)], "categories": [], "categories_nodes": [],
    "categories_segments": [], "categories_sizes": [], "default_left": [1, 0, 0], "id": \(id),
    "left_children": [1, -1, -1], "loss_changes": [100, 0, 0], "parents": [2147483647, 0, 0],
    "right_children": [2, -1, -1], "split_conditions": [\(condition), -\(step), \(step)],
    "split_indices": [0, 0, 0], "split_type": [0, 0, 0], "sum_hessian": [60, 30, 30],
    "tree_param": {"num_deleted": "0", "num_feature": "2", "num_nodes": "3", "size_leaf_vector": "1"}}
    """
  }
}

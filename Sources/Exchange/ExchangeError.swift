/// Why a model cannot be read from another program's file, or written to one.
package enum ExchangeError: Error, Sendable, Equatable {
  /// The text is no JSON: what was expected at a byte, and whether the text ends there.
  case notJSON(expected: String, offset: Int, isCut: Bool)
  /// The file is in XGBoost's binary form.
  case isBinary
  /// A part of the file is absent or of another sort; the path goes from the outside in.
  case wrongField(path: String, needed: String, found: String)
  case unknownBooster(name: String)
  case unknownObjective(name: String, known: [String])
  /// A tree that cannot be walked: its number and its node's from 0.
  case damagedTree(tree: Int, node: Int, problem: String)
  /// The features of the rows are not those of the model.
  case missingFeatures(names: [String], known: [String])
  case featureCount(needed: Int, found: Int)
  /// The model predicts classes and the target has values, or the other way round.
  case wrongTask(objective: String, needsClasses: Bool)
  case classCount(needed: Int, found: Int)
  /// No file of the format can hold what this learner learned; the formats that can.
  case wrongFormat(format: String, learner: String, fitting: [String])
  /// A split lies beyond the numbers that the other program has.
  case beyondFloats(feature: String, threshold: Double)
  /// A leaf adds more than the other program can add up.
  case greatLeaf(value: Double)
  /// So many leaves are lines of features, and those of the other program are numbers.
  case linesInLeaves(count: Int)
  /// The probabilities are means over so many trees, or over so many models.
  case meansOfProbabilities(count: Int, isOfTrees: Bool)
  /// The predictions are means over so many models, each of them an exponential.
  case meansOfExponentials(count: Int)
  /// So many of the rows that a model remembers would be predicted otherwise by the file.
  case otherPredictions(count: Int, rowCount: Int)
}

extension ExchangeError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notJSON(let expected, let offset, let isCut):
      isCut
        ? "the file ends after \(offset) bytes, where \(expected) should be"
        : "the file is no JSON: \(expected) was expected at byte \(offset + 1)"
    case .isBinary:
      "the file is a model in XGBoost's binary form; JSON is read"
    case .wrongField(let path, let needed, let found):
      "the file is no model that can be read: \(path) is \(found); it must be \(needed)"
    case .unknownBooster(let name):
      "the model is of the booster '\(name)'; only gbtree is read"
    case .unknownObjective(let name, let known):
      "the model has the objective '\(name)'; these are read: \(known.joined(separator: ", "))"
    case .damagedTree(let tree, let node, let problem):
      "tree \(tree + 1) of the model is damaged: node \(node) \(problem)"
    case .missingFeatures(let names, _):
      "the model needs \(Self.quoted(names)), which the recipe does not give"
    case .featureCount(let needed, let found):
      "the model has \(needed) features without names, and the recipe gives \(found)"
    case .wrongTask(let objective, let needsClasses):
      needsClasses
        ? "the model predicts classes ('\(objective)'), and the target has values"
        : "the model predicts values ('\(objective)'), and the target has classes"
    case .classCount(let needed, let found):
      "the model knows \(needed) classes, and the target has \(found)"
    case .wrongFormat(let format, let learner, let fitting):
      "'\(format)' cannot hold what `\(learner)` learned"
        + (fitting.isEmpty ? "; no format can yet" : "")
    case .beyondFloats(let feature, let threshold):
      "'\(feature)' is split at \(threshold), and XGBoost's numbers end at "
        + "\(Float.greatestFiniteMagnitude)"
    case .greatLeaf(let value):
      "a leaf adds \(value), and XGBoost adds up floats, which lose such numbers"
    case .linesInLeaves(let count):
      "\(count) of its leaves \(count == 1 ? "is a line" : "are lines") of features, and a leaf in "
        + "XGBoost is one number"
    case .meansOfProbabilities(let count, let isOfTrees):
      "its probabilities are means over \(count) \(isOfTrees ? "trees" : "models"), and XGBoost makes "
        + "them of sums of log odds"
    case .meansOfExponentials(let count):
      "its predictions are means over \(count) models of counts, and XGBoost takes the exponential of "
        + "one sum"
    case .otherPredictions(let count, let rowCount):
      "XGBoost would predict \(count) of \(rowCount) remembered rows otherwise; its numbers have "
        + "seven digits, and some feature needs more"
    }
  }

  /// What the reader can do next, where there is something to say.
  package var hint: String? {
    switch self {
    case .notJSON(_, _, true): "write the model anew; the file was cut off"
    case .notJSON, .isBinary: "save it from XGBoost by `booster.save_model(\"model.json\")`"
    case .wrongField, .damagedTree: "save the model anew from XGBoost, version 1.3 or later"
    case .unknownBooster, .unknownObjective: nil
    case .missingFeatures(_, let known): "the recipe gives \(Self.quoted(known))"
    case .featureCount: "the recipe must give the columns that XGBoost was given, in their order"
    case .wrongTask(_, true): "set `task: classes` in the recipe"
    case .wrongTask(_, false): "set `task: values` in the recipe"
    case .classCount: "give rows that have every class that the model knows"
    case .wrongFormat(_, _, let fitting):
      fitting.isEmpty
        ? nil : "choose \(fitting.map { "`--format \($0)`" }.joined(separator: " or "))"
    case .beyondFloats: "give the column in a larger unit"
    case .greatLeaf: "give the target in a larger unit"
    case .linesInLeaves: "train it with `leaf: constant`"
    case .meansOfProbabilities(_, true): "export boosted trees (`learner: trees`) instead"
    case .meansOfProbabilities(_, false), .meansOfExponentials:
      "export a model of one training, without averaging its repeats"
    case .otherPredictions: "count such a feature from a nearer origin, as years since 2000"
    }
  }

  // A wide model would fill the screen, so a list stops after a dozen names.
  private static func quoted(_ names: [String]) -> String {
    let shown = names.prefix(12).map { "'\($0)'" }.joined(separator: ", ")
    return names.count > 12 ? "\(shown) and \(names.count - 12) more" : shown
  }
}

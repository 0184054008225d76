import Foundation
import Learning

/// What an XGBoost model was trained for, as far as predicting needs to know it.
package struct XGBoostObjective: Sendable, Hashable {
  /// How margins become predictions.
  package enum Link: Sendable, Hashable {
    /// The margin is the prediction.
    case value
    /// The prediction is the exponential of the margin.
    case exponential
    /// The prediction is a share, and the margin its log odds.
    case share
    /// The same, where the share is the probability of the second of two classes.
    case twoClasses
    /// A margin for each class, and their softmax.
    case classes
  }

  package let name: String
  package let link: Link

  private static let links: [(name: String, link: Link)] = [
    ("reg:squarederror", .value), ("reg:absoluteerror", .value), ("reg:pseudohubererror", .value),
    ("reg:linear", .value), ("reg:quantileerror", .value),
    ("reg:logistic", .share), ("reg:gamma", .exponential), ("reg:tweedie", .exponential),
    ("count:poisson", .exponential), ("binary:logistic", .twoClasses),
    ("multi:softprob", .classes), ("multi:softmax", .classes),
  ]

  static let squaredError = XGBoostObjective(name: "reg:squarederror", link: .value)
  static let poisson = XGBoostObjective(name: "count:poisson", link: .exponential)
  static let logistic = XGBoostObjective(name: "binary:logistic", link: .twoClasses)
  static let softmax = XGBoostObjective(name: "multi:softprob", link: .classes)

  private init(name: String, link: Link) {
    self.name = name
    self.link = link
  }

  /// Takes the name of a file; throws where nothing is known of it.
  init(named name: String) throws(ExchangeError) {
    guard let known = Self.links.first(where: { $0.name == name }) else {
      throw .unknownObjective(name: name, known: Self.links.map(\.name))
    }
    self.init(name: name, link: known.link)
  }

  /// Whether classes are predicted.
  package var predictsClasses: Bool { link == .twoClasses || link == .classes }

  /// Gives the margin that a `base_score` stands for, as XGBoost computes it in floats.
  func margin(ofBaseScore score: Float) -> Float {
    switch link {
    case .value, .classes: score
    case .exponential: log(score)
    case .share, .twoClasses: -log(1 / score - 1)
    }
  }

  /// The `base_score` that stands for a margin of 0.
  var scoreOfZeroMargin: Float {
    switch link {
    case .value, .classes: 0
    case .exponential: 1
    case .share, .twoClasses: 0.5
    }
  }

  /// Tells whether a `base_score` has a finite margin.
  func allows(baseScore score: Float) -> Bool { margin(ofBaseScore: score).isFinite }

  /// What the file has beside the name: the settings that XGBoost asks for when it loads one.
  func parameters(classCount: Int) -> (name: String, members: [(String, String)])? {
    switch name {
    case "multi:softprob", "multi:softmax":
      ("softmax_multiclass_param", [("num_class", "\(classCount)")])
    case "count:poisson": ("poisson_regression_param", [("max_delta_step", "0.699999988")])
    case "reg:tweedie": ("tweedie_regression_param", [("tweedie_variance_power", "1.5")])
    case "reg:pseudohubererror": ("pseudo_huber_param", [("huber_slope", "1")])
    case "reg:absoluteerror", "reg:gamma": nil
    case "reg:quantileerror": ("quantile_loss_param", [("quantile_alpha", "[0.5]")])
    default: ("reg_loss_param", [("scale_pos_weight", "1")])
    }
  }

  /// Gives predictions of a row's margins; as many numbers as classes, or one.
  func predictions(of margins: [Double], into predictions: inout [Double]) {
    switch link {
    case .value: predictions[0] = margins[0]
    case .exponential: predictions[0] = exp(margins[0])
    case .share:
      var shares = [0.0, 0.0]
      Softmax.probabilities(margins, into: &shares)
      predictions[0] = shares[1]
    case .twoClasses, .classes: Softmax.probabilities(margins, into: &predictions)
    }
  }
}

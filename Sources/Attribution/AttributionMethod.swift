package import Learning

/// How the shares of a prediction are found.
package enum AttributionMethod: String, Codable, Hashable, Sendable, CaseIterable {
  /// The exact way that fits the model best, and the sampled one where none does.
  case auto
  /// Every coalition of up to twelve players is looked at.
  case exact
  /// Orders of joining are drawn at random, and each value has a standard error.
  case sampled
  /// Read off a model that is a sum of one function a player.
  case closedForm = "closed-form"
  /// Exact for trees; what is left out goes both ways at a split, by the training rows there.
  case pathDependent = "path-dependent"
  /// Exact for trees; what is left out takes the background's values.
  case interventional
  /// For networks: slopes along straight lines from the background, for many columns.
  case expectedGradients = "expected-gradients"
}

/// Why a model cannot be explained in the way asked for.
package enum ExplainerError: Error, Sendable, Equatable {
  case learning(LearningError)
  /// Trees that cannot be explained.
  case trees(AttributionError)
  /// A method that is for other models.
  case methodOfOthers(AttributionMethod, needs: String)
  /// More players than there are coalitions that can be looked at.
  case tooManyPlayers(count: Int)
  /// Interaction values that a method does not give.
  case noInteractions(AttributionMethod)
}

extension ExplainerError: CustomStringConvertible {
  /// What is wrong and what is allowed, in one line without a full stop.
  package var description: String {
    switch self {
    case .learning(let error): error.description
    case .trees(let error): error.description
    case .methodOfOthers(let method, let needs):
      "method '\(method.rawValue)' needs \(needs)"
    case .tooManyPlayers(let count):
      "method 'exact' looks at every coalition of at most \(Coalitions.playersMax) columns, and the "
        + "model has \(count)"
    case .noInteractions(let method):
      "method '\(method.rawValue)' gives no interaction values"
    }
  }

  /// What the reader can do, or nil.
  package var hint: String? {
    switch self {
    case .learning(let error): error.hint
    case .trees: nil
    case .methodOfOthers: "leave `method` out, and what fits the model is chosen"
    case .tooManyPlayers: "use `method: sampled`"
    case .noInteractions: "leave `interactions` out"
    }
  }
}

import Learning
import Nets

/// A network and which of its units' outputs is explained, on which scale.
struct NetworkSource {
  let network: NetPredictor
  let players: Players
  /// The features that the inputs are made of; nil where they are the features themselves.
  private let embedded: EmbeddedNetPredictor?
  /// The player of each input of the network.
  let owners: [Int]
  /// The output that is explained, and how it becomes a number on the scale.
  let output: Int
  let shift: Double
  let factor: Double
  let scale: Attributions.Scale

  /// Takes a predictor; nil where it is no network, or the class is none it tells from others.
  init?(_ predictor: any Predictor, players: Players, classPlace: Int?) {
    switch predictor {
    case let found as NetPredictor:
      network = found
      embedded = nil
      owners = players.ofFeature
    case let found as EmbeddedNetPredictor:
      network = found.network
      embedded = found
      owners = found.inputFeatures.map { players.ofFeature[$0] }
    default: return nil
    }
    self.players = players
    switch network.link {
    case .value(let shift, let scale):
      (output, self.shift, factor, self.scale) = (0, shift, scale, .target)
    case .classes(_, let present):
      guard let classPlace, present.count > 1,
        let place = present.firstIndex(of: classPlace)
      else { return nil }
      // Of two classes one unit gives the log odds of the second.
      let isFirstOfTwo = present.count == 2 && place == 0
      (output, shift, factor) = (present.count == 2 ? 0 : place, 0, isFirstOfTwo ? -1 : 1)
      scale = .logOdds
    }
  }

  /// Gives the features as the network takes them.
  func inputs(_ features: FeatureMatrix) throws(LearningError) -> FeatureMatrix {
    guard let embedded else { return features }
    return try embedded.inputs(of: features)
  }

  /// Gives what the network says of rows, on the scale that is explained.
  func outputs(of features: FeatureMatrix) throws(LearningError) -> [Double] {
    network.unitOutputs(for: try inputs(features))[output].map { shift + factor * $0 }
  }
}

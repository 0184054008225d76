package import Kernels
package import Learning

/// How weights move against the slope of the loss.
package enum NetOptimiser: String, Codable, CaseIterable, Sendable {
  /// Gradient descent with momentum.
  case sgd
  /// Kingma and Ba: Adam, 2015; weight decay adds to the slope.
  case adam
  /// Loshchilov and Hutter: Decoupled weight decay, 2019.
  case adamw
}

/// How the learning rate changes while a network is trained.
package enum NetSchedule: String, Codable, CaseIterable, Sendable {
  case constant
  /// Falls to 0 along half a cosine.
  case cosine
  /// Rises from a 25th over 30 % of the steps and falls to a 10000th of that (Smith, 2018).
  case oneCycle = "one-cycle"
  /// Four waves from 0 to the rate and back, each twice as long: (1 - cos(2 pi log2(1 + 15 t))) / 2.
  ///
  /// Holzmüller, Grinsztajn and Steinwart: Better by default, 2024 (RealMLP).
  case coslog4
}

/// How layers share the learning rate.
package enum NetLayerRates: String, Codable, CaseIterable, Sendable {
  case equal
  /// Divided by the root of a layer's inputs, and a tenth of it for biases.
  ///
  /// With Adam that is the NTK form, whose weighted sums are divided by that root (Jacot, Gabriel
  /// and Hongler: Neural tangent kernel, 2018), with the biases of RealMLP.
  case ntk
}

/// How dropout and weight decay change while a network is trained.
package enum NetRestraint: String, Codable, CaseIterable, Sendable {
  case constant
  /// As set for half of the steps, then down to 0 along half a cosine (RealMLP).
  case flatCosine = "flat-cosine"
}

/// How weights are drawn; biases begin at 0.
package enum NetInitialiser: String, Codable, CaseIterable, Sendable {
  /// What suits the activation: He, Glorot, or LeCun.
  case automatic
  /// Uniform within sqrt(6 / (inputs + outputs)) (Glorot and Bengio, 2010).
  case glorot
  /// Uniform within sqrt(6 / inputs) (He and others, 2015).
  case he
  /// Uniform within sqrt(3 / inputs) (LeCun and others, 1998).
  case lecun
  /// Normal with variance 1 / inputs, as in the NTK form of a layer.
  case ntk
}

/// What is done after the epochs.
package enum NetPolish: String, Codable, CaseIterable, Sendable {
  case none
  /// Least squares on all rows at once, for small networks and smooth targets.
  case levenbergMarquardt = "levenberg-marquardt"
}

/// How a network is built and trained.
package struct NetSettings: Codable, Hashable, Sendable {
  /// The widths of the hidden layers.
  package var layers = [128, 64]
  package var activation = Activation.silu
  package var output = Activation.linear
  package var loss = LossForm.squared
  /// The distance, in units of the target as the network sees it, where Huber's loss gets straight.
  package var huber = 1.0
  package var optimiser = NetOptimiser.adamw
  package var learningRate = 0.003
  package var momentum = 0.9
  /// The shares of the old moments that Adam keeps.
  package var firstDecay = 0.9
  package var secondDecay = 0.999
  package var epsilon = 1e-8
  package var schedule = NetSchedule.cosine
  /// The share of all steps over which the learning rate rises from 0.
  package var warmUp = 0.0
  package var batchSize = 128
  package var epochs = 100
  /// The share of rows that is set aside to choose the epoch.
  package var validation = 0.0
  /// How many epochs without a better validation loss end the training; 0 never ends it.
  package var patience = 0
  /// The share of hidden units that is left out of a step.
  package var dropout = 0.0
  package var weightDecay = 0.0
  package var batchNormalisation = false
  /// The share of the average weights that a step keeps; 0 takes the weights themselves.
  package var averaging = 0.0
  /// The greatest length of the gradient; 0 does not limit it.
  package var clip = 0.0
  package var initialiser = NetInitialiser.automatic
  /// Whether features are brought to mean 0 and deviation 1/2 inside the model.
  package var standardisesFeatures = true
  /// Whether the target is brought to mean 0 and deviation 1 inside the model.
  package var standardisesTarget = true
  package var polish = NetPolish.none
  package var polishSteps = 100
  /// How many numbers stand for a level of a text column; nil goes by the number of levels.
  package var embedding: Int?
  /// How layers share the learning rate; nil is equally.
  package var layerRates: NetLayerRates?
  /// How dropout and weight decay change; nil is not at all.
  package var restraint: NetRestraint?
  /// The share of a row of a class that is spread over all classes while learning; nil is none.
  package var labelSmoothing: Double?

  package init() {}

  /// The defaults of Keras, and weights drawn as it does.
  package static var keras: NetSettings {
    var settings = NetSettings()
    settings.layers = [128, 64]
    settings.activation = .relu
    settings.output = .linear
    settings.optimiser = .adam
    settings.learningRate = 0.001
    settings.momentum = 0
    settings.epsilon = 1e-7
    settings.schedule = .constant
    settings.batchSize = 32
    settings.epochs = 20
    settings.initialiser = .glorot
    settings.standardisesFeatures = false
    settings.standardisesTarget = false
    return settings
  }

  /// What RealMLP and our networks have in common, for values.
  package static var realMLP: NetSettings {
    var settings = NetSettings()
    settings.layers = [256, 256, 256]
    settings.activation = .mish
    settings.optimiser = .adamw
    settings.learningRate = 0.2
    settings.secondDecay = 0.95
    settings.schedule = .coslog4
    settings.batchSize = 256
    settings.epochs = 256
    settings.validation = 0.2
    settings.dropout = 0.15
    settings.weightDecay = 0.02
    settings.initialiser = .ntk
    settings.layerRates = .ntk
    settings.restraint = .flatCosine
    return settings
  }

  /// The same for classes.
  package static var realMLPOfClasses: NetSettings {
    var settings = realMLP
    settings.activation = .selu
    settings.learningRate = 0.04
    settings.labelSmoothing = 0.1
    return settings
  }

  package static let widthRange = 1...8192
  package static let layersMax = 64
  /// About 400 MB while training.
  package static let parametersMax = 20_000_000

  /// Throws for the first setting out of its range.
  package func check() throws(LearningError) {
    func require(
      _ holds: Bool, _ name: String, _ value: Any, _ allowed: String
    ) throws(LearningError) {
      if !holds { throw .settingOutOfRange(name: name, value: "\(value)", allowed: allowed) }
    }
    try require(
      layers.allSatisfy { Self.widthRange.contains($0) } && layers.count <= Self.layersMax,
      "layers", layers, "at most \(Self.layersMax) widths from 1 to 8192")
    try require(huber > 0 && huber.isFinite, "huber", huber, "above 0")
    try require(
      learningRate > 0 && learningRate <= 100, "learning-rate", learningRate,
      "above 0 and at most 100")
    for (name, share) in [
      ("momentum", momentum), ("first-decay", firstDecay), ("second-decay", secondDecay),
      ("dropout", dropout), ("validation", validation), ("averaging", averaging),
    ] {
      try require(share >= 0 && share < 1, name, share, "at least 0 and below 1")
    }
    try require(warmUp >= 0 && warmUp <= 1, "warm-up", warmUp, "from 0 to 1")
    try require(epsilon > 0 && epsilon <= 1, "epsilon", epsilon, "above 0 and at most 1")
    try require(batchSize >= 1, "batch-size", batchSize, "at least 1")
    try require(epochs >= 0, "epochs", epochs, "at least 0")
    try require(patience >= 0, "patience", patience, "at least 0")
    try require(weightDecay >= 0 && weightDecay <= 1, "weight-decay", weightDecay, "from 0 to 1")
    try require(clip >= 0 && clip.isFinite, "clip", clip, "at least 0")
    try require(
      embedding.map { (1...512).contains($0) } ?? true, "embedding", embedding ?? 0,
      "from 1 to 512")
    let smoothing = labelSmoothing ?? 0
    try require(smoothing >= 0 && smoothing < 1, "label-smoothing", smoothing, "from 0 to below 1")
    try require(polishSteps >= 0, "polish-steps", polishSteps, "at least 0")
  }
}

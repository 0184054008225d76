package import Analyses
import Diagnostics
import Kernels
package import Learning
package import Nets

/// Networks of dense layers.
package enum NetKind: LearnerKind {
  package typealias Method = NetLearner

  package static let summary =
    "Trains a network of dense layers, batch by batch."
  package static var predictors: [any Predictor.Type] {
    [NetPredictor.self, EmbeddedNetPredictor.self]
  }

  package static func settings(_ reader: inout SettingReader) -> NetSettings {
    reader.preset(presets)
    var settings = NetSettings()
    shape(&reader, &settings)
    steps(&reader, &settings)
    rates(&reader, &settings)
    restraint(&reader, &settings)
    choice(&reader, &settings)
    let count = settings.layers.count
    if count > NetSettings.layersMax {
      reader.report(
        .outOfRange, "'layers' has \(count) widths; it takes at most \(NetSettings.layersMax)",
        at: "layers")
    }
    return settings
  }

  /// What the network looks like.
  private static func shape(_ reader: inout SettingReader, _ settings: inout NetSettings) {
    settings.layers = reader.setting(
      "layers", .list(of: .integer(in: NetSettings.widthRange)), standard: settings.layers,
      unit: "units", "The widths of the hidden layers, from the features on.")
    settings.activation = reader.setting(
      "activation", .choice(), standard: settings.activation,
      "What a hidden unit makes of its weighted sum.")
    settings.output = reader.setting(
      "output", .choice(), standard: settings.output,
      "What the last unit makes of its sum; `relu` may die and then predicts a constant.")
    settings.initialiser = reader.setting(
      "initialiser", .choice(), standard: settings.initialiser,
      "How weights are drawn; `automatic` takes what suits the activation.")
    settings.batchNormalisation = reader.setting(
      "batch-normalisation", .flag, standard: settings.batchNormalisation,
      "Whether hidden sums are brought to mean 0 and deviation 1 in each batch.")
    settings.standardisesFeatures = reader.setting(
      "standardise-features", .flag, standard: settings.standardisesFeatures,
      "Whether features are brought to mean 0 and deviation 1/2 inside the model.")
    settings.embedding = reader.optional(
      "embedding", .integer(in: 1...512), unit: "numbers",
      "How many numbers stand for a level of a text column; where it is not given, 1.6 times the "
        + "levels to the power 0.56, at most 50.")
    settings.standardisesTarget = reader.setting(
      "standardise-target", .flag, standard: settings.standardisesTarget,
      "Whether the target is brought to mean 0 and deviation 1 inside the model.")
  }

  /// What is made small, and how.
  private static func steps(_ reader: inout SettingReader, _ settings: inout NetSettings) {
    let loss = reader.setting(
      "loss", .choice(), standard: Loss.squared,
      "The error of values that is made small; classes take the log loss.")
    settings.loss = loss.form
    settings.huber = reader.setting(
      "huber", .number(in: 1e-9...1e9), standard: settings.huber, unit: "deviations",
      "The distance at which the Huber loss becomes straight.")
    settings.optimiser = reader.setting(
      "optimiser", .choice(), standard: settings.optimiser, "How weights are moved.")
    settings.momentum = reader.setting(
      "momentum", .number(in: 0...0.9999), standard: settings.momentum,
      "The share of its speed that `sgd` keeps.")
    settings.firstDecay = reader.setting(
      "first-decay", .number(in: 0...0.9999), standard: settings.firstDecay,
      "The share of the mean slope that Adam keeps.")
    settings.secondDecay = reader.setting(
      "second-decay", .number(in: 0...0.999999), standard: settings.secondDecay,
      "The share of the mean squared slope that Adam keeps.")
    settings.epsilon = reader.setting(
      "epsilon", .number(in: 1e-16...1), standard: settings.epsilon,
      "What Adam adds to the root of the mean squared slope.")
  }

  /// How long and how fast.
  private static func rates(_ reader: inout SettingReader, _ settings: inout NetSettings) {
    settings.learningRate = reader.setting(
      "learning-rate", .number(in: 1e-9...100), standard: settings.learningRate,
      "How far a step goes.")
    settings.schedule = reader.setting(
      "schedule", .choice(), standard: settings.schedule,
      "How the learning rate changes over the epochs.")
    let layerRates = reader.setting(
      "layer-rates", .choice(), standard: NetLayerRates.equal, absent: .equal,
      "How layers share the learning rate: `ntk` divides it by the root of a layer's inputs, and by "
        + "ten for biases.")
    settings.layerRates = layerRates == .equal ? nil : layerRates
    settings.warmUp = reader.setting(
      "warm-up", .number(in: 0...1), standard: settings.warmUp,
      "The share of all steps over which the learning rate rises from 0.")
    settings.batchSize = reader.setting(
      "batch-size", .integer(in: 1...1_000_000), standard: settings.batchSize, unit: "rows",
      "How many rows make a step.")
    settings.epochs = reader.setting(
      "epochs", .integer(in: 0...1_000_000), standard: settings.epochs, unit: "epochs",
      "How often all rows are gone through.")
  }

  /// What keeps weights from growing to the training rows.
  private static func restraint(_ reader: inout SettingReader, _ settings: inout NetSettings) {
    settings.dropout = reader.setting(
      "dropout", .number(in: 0...0.99), standard: settings.dropout,
      "The share of hidden units that is left out of a step.")
    settings.weightDecay = reader.setting(
      "weight-decay", .number(in: 0...1), standard: settings.weightDecay,
      "How strongly weights are drawn to 0.")
    let restraint = reader.setting(
      "restraint", .choice(), standard: NetRestraint.constant, absent: .constant,
      "How dropout and weight decay change: `flat-cosine` lets both fall to 0 over the second half."
    )
    settings.restraint = restraint == .constant ? nil : restraint
    let smoothing = reader.setting(
      "label-smoothing", .number(in: 0...0.9), standard: 0, absent: 0,
      "The share of each row of a class that is spread evenly over all classes.")
    settings.labelSmoothing = smoothing == 0 ? nil : smoothing
    settings.averaging = reader.setting(
      "averaging", .number(in: 0...0.99999), standard: settings.averaging,
      "The share that the mean of the weights keeps in a step; 0 takes the last weights.")
    settings.clip = reader.setting(
      "clip", .number(in: 0...1e9), standard: settings.clip,
      "The greatest length of a step's slope; 0 sets no limit.")
  }

  /// Which weights are kept, and what is done with them.
  private static func choice(_ reader: inout SettingReader, _ settings: inout NetSettings) {
    settings.validation = reader.setting(
      "early-stopping", .number(in: 0...0.9), standard: settings.validation,
      "The share of rows, drawn at random, on which the best epoch is chosen; 0 keeps the last.")
    settings.patience = reader.setting(
      "patience", .integer(in: 0...1_000_000), standard: settings.patience, unit: "epochs",
      "How many epochs without a better one end the training; 0 goes through all.")
    settings.polish = reader.setting(
      "polish", .choice(), standard: settings.polish,
      "What follows the epochs; `levenberg-marquardt` is for smooth targets and few weights.")
    settings.polishSteps = reader.setting(
      "polish-steps", .integer(in: 0...100_000), standard: settings.polishSteps, unit: "steps",
      "How many steps of polishing there are.")
    if settings.patience > 0, settings.validation == 0 {
      reader.report(
        .outOfRange, "'patience' needs rows to look at, and 'early-stopping' is 0", at: "patience",
        hints: ["set `early-stopping: 0.1`"])
    }
  }

  /// The losses for values; classes have their own.
  private enum Loss: String, CaseIterable, Sendable {
    case squared
    case absolute
    case huber

    var form: LossForm {
      switch self {
      case .squared: .squared
      case .absolute: .absolute
      case .huber: .huber
      }
    }
  }
}
